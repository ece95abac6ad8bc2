"""What an officer enters in one form: every kind of content that a cell can hold, and what it means.

An entry is a dictionary that every writer's driver understands:
`number`, `text`, `runs` (rich text), `ruby` (a text with its furigana), `formula` with `cached` (a number, a text, "" or None: no cached value),
`error` or `other_file` (the number that another file gave), `truth`, `date` (ISO), and for any of them a number `format`.
"""

from typing import NamedTuple, Optional

DEPARTMENT = "fukushi"
FOLDER = "福祉課"
FIRST_ROW, LAST_ROW = 8, 28
VALUE, STATE, AS_OF, SOURCE, REASON, MEASURE = "I", "J", "K", "L", "M", "N"
HEADER = {"J3": "提出", "C4": "山田　花子", "G4": "鈴木 一郎", "C5": "内線1234"}
CHECKED_ON = ("J4", {"date": "2025-06-09"})

REASON_TEXT = "大雨により8月の講座を2回中止したため。\n代わりの日程は、会場の都合で取れなかった。"
MEASURE_TEXT = "開催を秋に分け、オンラインでも受け付ける。"

PLAIN = {
    8: "7", 9: "360", 10: "610", 11: "41", 12: "29.5", 13: "12", 14: "100", 15: "12.4", 16: "17", 17: "46", 18: "510", 19: "4.1", 20: "190",
    21: "461", 22: "290", 23: "2", 24: "9.1", 25: "44.2", 26: "43.5", 27: "88.3", 28: "89.1",
}
"""The value of each row where nothing else is said: plausible, and short of the target only where a reason is given."""

EXPLAINED = (19, 20)
"""Rows with a reason and a measure. Elsewhere they are blank, because a reason settles a query, and the queries are to be seen."""

class Kind(NamedTuple):
    """One kind of entry, in one cell."""

    name: str
    cell: str
    entry: dict
    means: Optional[str]
    """The value (or text) that the officer means; None where there is none to be believed."""
    told: bool = False
    """Unless exactly that is read, a query or an error must be at the cell."""
    state: str = "確定"


GOOD = [
    Kind("number", "I8", {"number": "7"}, "7"),
    Kind("number with decimals", "I15", {"number": "12.4"}, "12.4"),
    Kind("zero", "I23", {"number": "0"}, "0"),
    Kind("number as text", "I13", {"text": "12", "format": "@"}, "12"),
    Kind("full-width digits", "I9", {"text": "３６０"}, "360"),
    Kind("separator and unit", "I10", {"text": "1,090人"}, "1090"),
    Kind("full-width, unit and spaces", "I11", {"text": " ４１　回 "}, "41"),
    Kind("trailing tab and line break", "I18", {"text": "510\t\n"}, "510"),
    Kind("rich text", "I22", {"runs": ["29", "0人"]}, "290"),
    Kind("percent format", "I12", {"number": "0.295", "format": "0.0%"}, "29.5"),
    Kind("percent format, whole sum", "I14", {"number": "1", "format": "0%"}, "100"),
    Kind("percent sign in the format", "I26", {"number": "43.5", "format": '0.0"%"'}, "43.5"),
    Kind("percent sign as text", "I19", {"text": "４．１％"}, "4.1"),
    Kind("unit in the format", "I16", {"number": "17", "format": '#,##0"件"'}, "17"),
    Kind("formula with its result", "I17", {"formula": "40+6", "cached": "46"}, "46"),
    Kind("formula that gives a text", "I21", {"formula": '"4"&"61"', "cached": "461", "gives_text": True}, "461"),
    Kind("percent by a formula", "I27", {"formula": "22/25", "cached": "0.88", "format": "0.0%"}, "88"),
    Kind("fifteen digits", "I28", {"number": "89.100000000000009"}, "89.1"),
    Kind("number in red when negative", "I24", {"number": "9.1", "format": "0.0;[Red]▲0.0"}, "9.1"),
    Kind("mark with its state", "I25", {"text": "－"}, None, state="集計中"),
    Kind("date, slashes", "K8", {"date": "2025-03-31", "format": "yyyy/m/d"}, "R7.3.31"),
    Kind("date, 和暦", "K9", {"date": "2025-03-31", "format": '[$-411]ggge"年"m"月"d"日"'}, "R7.3.31"),
    Kind("date, short 和暦", "K10", {"date": "2025-03-31", "format": "[$-411]ge.m.d"}, "R7.3.31"),
    Kind("date as text", "K11", {"text": "R7.3.31"}, "R7.3.31"),
    Kind("furigana", "L8", {"ruby": ["福祉課台帳", "フクシカダイチョウ"]}, "福祉課台帳"),
    Kind("text that looks like a formula", "L9", {"text": "=1+1"}, "=1+1"),
    Kind("rare characters", "L10", {"text": "𠮷田・髙橋＜㈱＞&〜"}, "𠮷田・髙橋＜㈱＞&〜"),
    Kind("line breaks", "M20", {"text": REASON_TEXT}, REASON_TEXT),
    Kind("rich text in a reason", "M19", {"runs": ["参加者が", "減ったため。"]}, "参加者が減ったため。"),
]
"""Entries that a careful colleague understands."""

BAD = [
    Kind("formula without a result", "I8", {"formula": "5+2", "cached": None}, "7", told=True),
    Kind("formula that gives nothing", "I9", {"formula": 'IFERROR(1/0,"")', "cached": "", "gives_text": True}, None, told=True),
    Kind("#DIV/0!", "I24", {"formula": "1/0", "error": "#DIV/0!"}, None, told=True),
    Kind("#N/A typed", "I11", {"error": "#N/A"}, None, told=True),
    Kind("truth value", "I13", {"truth": True}, None, told=True),
    Kind("about", "I18", {"text": "約510人"}, None, told=True),
    Kind("range", "I10", {"text": "610～620人"}, None, told=True),
    Kind("words", "I21", {"text": "前年並み"}, None, told=True),
    Kind("another unit", "I22", {"text": "290千円"}, None, told=True),
    Kind("date instead of a number", "I16", {"date": "2025-05-17", "format": 'm"月"d"日"'}, None, told=True),
    Kind("mark without a state", "I17", {"text": "-"}, None, told=True, state=""),
    Kind("fraction in a percent indicator", "I12", {"number": "0.295"}, None, told=True),
    Kind("percent format where people are counted", "I23", {"number": "0.01", "format": "0%"}, None, told=True),
    Kind("another file", "I28", {"other_file": "89.1"}, "89.1", told=True),
    Kind("#SPILL!", "I27", {"formula": "A1:A3*2", "error": "#SPILL!"}, None, told=True),
]
"""Entries that need a word: a query or an error at that cell, in every writer's file."""


def filled(kinds):
    """Every cell of the filled form and its entry: the kinds, and plain contents elsewhere."""
    cells = {cell: {"text": text} for cell, text in HEADER.items()}
    cells[CHECKED_ON[0]] = CHECKED_ON[1]
    for row in range(FIRST_ROW, LAST_ROW + 1):
        cells[f"{VALUE}{row}"] = {"number": PLAIN[row]}
        cells[f"{STATE}{row}"] = {"text": "確定"}
        cells[f"{AS_OF}{row}"] = {"text": "R7.3.31"}
        cells[f"{SOURCE}{row}"] = {"text": "事業報告"}
        if row in EXPLAINED:
            cells[f"{REASON}{row}"] = {"text": REASON_TEXT}
            cells[f"{MEASURE}{row}"] = {"text": MEASURE_TEXT}
    for kind in kinds:
        cells[kind.cell] = kind.entry
        if kind.state != "確定":
            cells[STATE + kind.cell[1:]] = {"text": kind.state}
    return cells
