"""What openpyxl makes of a form: opened, changed, saved. It stores no results of formulas, and moves no merged cells."""

import datetime
import warnings

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils import get_column_letter

warnings.filterwarnings("ignore")
SHEET = "入力"


def typed(entry):
    """The value that a script would set."""
    if "number" in entry:
        return float(entry["number"]) if "." in entry["number"] else int(entry["number"])
    if "runs" in entry:
        first, *others = entry["runs"]
        return CellRichText(first, *(TextBlock(InlineFont(b=True), run) for run in others))
    if "ruby" in entry:
        return entry["ruby"][0]
    if "formula" in entry:
        return "=" + entry["formula"]
    if "error" in entry:
        return entry["error"]
    if "other_file" in entry:
        return "='[shukei.xlsx]集計'!$A$1"
    if "date" in entry:
        return datetime.date.fromisoformat(entry["date"])
    return entry["truth"] if "truth" in entry else entry["text"]


def enter(sheet, cell, entry):
    found = sheet[cell]
    found.value = typed(entry)
    if "text" in entry:
        # Else a text that begins with "=" would be a formula.
        found.data_type = "s"
    if "format" in entry:
        found.number_format = entry["format"]


def sort(sheet, by, first, last, columns):
    rows = [[sheet.cell(row, column).value for column in range(1, columns + 1)] for row in range(first, last + 1)]
    rows.sort(key=lambda row: row[by - 1], reverse=True)
    for row, values in enumerate(rows, start=first):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def copied(sheet):
    """The sheet in a new book: contents, formats of numbers and merged cells, as scripts copy it."""
    book = openpyxl.Workbook()
    target = book.active
    target.title = sheet.title
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                new = target.cell(cell.row, cell.column, cell.value)
                new.data_type, new.number_format = cell.data_type, cell.number_format
    for area in sheet.merged_cells.ranges:
        target.merge_cells(str(area))
    return book


def work(book, steps):
    sheet = book[SHEET]
    for name, *what in steps:
        if name == "fill":
            for cell, entry in what[0].items():
                enter(sheet, cell, entry)
        elif name == "text":
            for cell, text in what[0].items():
                sheet[cell].value = text or None
        elif name == "insert_rows":
            sheet.insert_rows(*what)
        elif name == "insert_columns":
            sheet.insert_cols(*what)
        elif name == "delete_rows":
            sheet.delete_rows(*what)
        elif name == "delete_columns":
            sheet.delete_cols(*what)
        elif name == "sort":
            sort(sheet, *what)
        elif name == "hide_rows":
            for row in range(what[0], what[0] + what[1]):
                sheet.row_dimensions[row].hidden = True
        elif name == "hide_columns":
            for column in range(what[0], what[0] + what[1]):
                sheet.column_dimensions[get_column_letter(column)].hidden = True
        elif name == "merge":
            for area in what[0]:
                sheet.merge_cells(area)
        elif name == "rename":
            sheet.title = what[0]
        elif name == "move_first":
            book.move_sheet(sheet, -len(book.sheetnames))
        elif name == "copy_out":
            book = copied(sheet)
            sheet = book.active
        elif name == "keep_only":
            for other in [other for other in book if other is not sheet]:
                book.remove(other)
        elif name == "add_sheets":
            for place, title in enumerate(what[0]):
                book.create_sheet(title, place)["A1"] = "会議の資料"
        else:
            raise ValueError(name)
    return book


def run(jobs):
    for job in jobs:
        book = openpyxl.load_workbook(job["source"], rich_text=True)
        work(book, job["steps"]).save(job["target"])
