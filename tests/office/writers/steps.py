"""What officers do to the sheet, besides filling it: steps that each driver carries out in its own way, and what must be left of the values.

A step is a list: its name and what it is done to; rows and columns count from 1, the sheet is 「入力」.
`fill` {cell: entry} · `insert_rows` before how_many · `insert_columns` before how_many · `delete_rows` first how_many · `delete_columns` first
how_many · `sort` by_column first last columns (descending) · `hide_rows` first how_many · `hide_columns` first how_many · `merge` areas ·
`rename` name · `move_first` · `copy_out` (the sheet alone, in a new book) · `keep_only` (the other sheets are deleted) · `add_sheets` names
(in front) · `text` {cell: text}.
"""

from typing import NamedTuple

from entries import FIRST_ROW, LAST_ROW

COLUMNS = 17
TABLE = [FIRST_ROW, LAST_ROW, COLUMNS]
HEADINGS = FIRST_ROW - 1


def letter(column):
    return chr(64 + column)


class Case(NamedTuple):
    """One thing that is done."""

    name: str
    steps: list
    lost: tuple = ()
    """Rows (as issued) that say nothing any more: they are blank, which means unchanged."""
    told: tuple = ()
    """Rows whose value is gone although the officer sees one: a query or an error must say so."""


CASES = [
    Case("row inserted above the headings", [["insert_rows", HEADINGS, 1]]),
    Case("three rows inserted at the top", [["insert_rows", 1, 3]]),
    Case("blank row inside the table", [["insert_rows", 15, 1]]),
    Case("column inserted before the table", [["insert_columns", 1, 1]]),
    Case("column inserted inside the table", [["insert_columns", 9, 1]]),
    Case("own column with a heading inserted", [["insert_columns", 9, 1], ["text", {"I7": "課内メモ", "I8": "12", "I9": "済"}]]),
    Case("columns 算出方法 and 前年の記載 deleted", [["delete_columns", 16, 2]]),
    Case("columns 施策 and 望ましい方向 deleted", [["delete_columns", 5, 1], ["delete_columns", 2, 1]]),
    Case("two rows deleted", [["delete_rows", 21, 2]], lost=(21, 22)),
    Case("sorted by name", [["sort", 3, *TABLE]]),
    Case("rows and columns hidden", [["hide_rows", 10, 3], ["hide_columns", 2, 1], ["hide_columns", 16, 2]]),
    Case(
        "headings merged over two rows",
        [["insert_rows", FIRST_ROW, 1], ["merge", [f"{letter(column)}7:{letter(column)}8" for column in range(1, COLUMNS + 1)]]],
    ),
    Case("値の区分 merged over two rows", [["text", {"J9": ""}], ["merge", ["J8:J9"]]], told=(9,)),
    Case("a value merged over two rows", [["text", {"I9": ""}], ["merge", ["I8:I9"]]], told=(9,)),
    Case("sheet renamed", [["rename", "報告（福祉課）"]]),
    Case("sheet moved to the front", [["move_first"]]),
    Case("sheet copied into a new book", [["copy_out"]]),
    Case("copied into a new book and renamed", [["copy_out"], ["rename", "Sheet1"]]),
    Case("other sheets deleted", [["keep_only"]]),
    Case("sheets added in front", [["add_sheets", ["メモ", "Sheet1"]]]),
    Case("notes below the table", [["text", {"C30": "合計", "I30": "1,234", "A32": "※ 数値は3月31日現在です。", "C33": "担当の計算", "I33": "99"}]]),
]
