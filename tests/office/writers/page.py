"""The matrix as a page of the documentation."""

from entries import BAD, GOOD
from judge import NOT_DONE
from steps import CASES
from writers import WRITERS

HEAD = """# What is read from the files of other programs

One form of the plan in `plans/mine-r6` was issued, filled in and handled by each program below; then `check` read it with every format switched on.
`tests/office/writers/run` makes this page from what it sees (`--write`), and fails when the page says something else. Excel itself was not at
hand: its column is a file stored as Excel stores it.

| sign | meaning |
|---|---|
| ＝ | what the officer meant, value and texts; codes that follow are notices |
| ？ | a query names the cell |
| ！ | an error names the cell (in the last table: the row or the sheet) |
| × | nothing was taken, and a finding says why |
| － | this program does not do that |

There is no sign for a difference without a word: none may be left. `torimatome explain CODE` tells what a code means.
"""

SAVED = """
## Opened and saved

The entries were stored as Excel stores them; then the file was opened and saved by each program.
"""

TYPED = """
## Typed

The entries were made in the issued form by each program itself. XlsxWriter opens nothing: it wrote the whole book.
"""

DONE = """
## Done to the sheet

Rows, columns and sheets, moved by each program in its own way (openpyxl and exceljs leave merged cells where they were). Gnumeric opened what
LibreOffice had done and saved it.
"""

OTHER = """
## Other formats

The plain return, saved in a format that is no usual one; every format that the program knows is switched on. Most are refused, with a word on what
to save instead.

| format | saved by | seen |
|---|---|---|
"""

MARKED = """
## The marked copy that comes back

A return with every entry of the second table was received; the answer is the department's own workbook with marks. It was opened and saved, and
corrected in all cells but one, by each program, and came in again: the marks are no content, those of corrected cells are gone, and there is one list.
"""

SENT = ("as sent", "xlsx")
PARTS = {"good": ("Entries that are understood", GOOD), "bad": ("Entries that need a word", BAD)}


def table(title, columns, rows):
    """A table of Markdown: a line for each of the rows (name, outcomes by column)."""
    lines = ["", "| " + " | ".join([title, *(f"{name} {kind}" for name, kind in columns)]) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += ["| " + " | ".join([name, *(outcomes.get(column, NOT_DONE) for column in columns)]) + " |" for name, outcomes in rows]
    return "\n".join(lines) + "\n"


def present(rows, first=()):
    """The columns in which anything was seen."""
    seen = {column for _, outcomes in rows for column in outcomes}
    return [column for column in [*first, *(column for writer in WRITERS for column in writer.columns())] if column in seen]


def written(matrix):
    """The whole page."""
    text = HEAD
    for introduction, seen in ((SAVED, matrix.saved), (TYPED, matrix.typed)):
        text += introduction
        for part, (title, kinds) in PARTS.items():
            rows = [(kind.name, seen[part, kind.name]) for kind in kinds]
            text += table(title, present(rows, [("as Excel stores it", "xlsx")]), rows)
    rows = [(case.name, matrix.cases[case.name]) for case in CASES]
    text += DONE + table("What was done", present(rows), rows)
    text += OTHER + "".join(f"| {other.name} | {other.writer} | {outcome} |\n" for other, outcome in matrix.others)
    marked = list(matrix.marked.items())
    return text + MARKED + table("What was done", present(marked, [SENT]), marked)
