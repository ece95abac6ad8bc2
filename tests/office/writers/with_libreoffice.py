"""What LibreOffice makes of a form: opened, changed and saved by itself, as an officer does at the screen. One start serves all jobs: the
jobs are written as a macro of a profile of their own."""

import subprocess
from xml.sax.saxutils import escape

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">{}</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Officer" script:language="StarBasic">{}</script:module>
"""
SUBROUTINES = """
Dim book As Object
Dim sheet As Object

Function Setting(name As String, value As Variant) As Object
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Setting = made
End Function

Sub OpenBook(url As String)
  book = StarDesktop.loadComponentFromURL(url, "_blank", 0, Array(Setting("Hidden", True)))
  sheet = book.Sheets.getByName("入力")
  sheet.unprotect("")
End Sub

Sub SaveBook(url As String, kind As String)
  book.storeToURL(url, Array(Setting("FilterName", kind)))
End Sub

Sub CloseBook()
  book.close(True)
End Sub

Sub Shape(cell As String, code As String)
  Dim english As New com.sun.star.lang.Locale
  Dim key As Long
  english.Language = "en"
  english.Country = "US"
  key = book.NumberFormats.queryKey(code, english, False)
  If key = -1 Then key = book.NumberFormats.addNew(code, english)
  sheet.getCellRangeByName(cell).NumberFormat = key
End Sub

Sub Text(cell As String, value As String)
  sheet.getCellRangeByName(cell).String = value
End Sub

Sub Runs(cell As String, first As String, second As String)
  Dim place As Object
  Dim cursor As Object
  place = sheet.getCellRangeByName(cell)
  place.String = first
  cursor = place.createTextCursor()
  cursor.gotoEnd(False)
  cursor.CharWeight = 150
  place.insertString(cursor, second, False)
End Sub

Sub Number(cell As String, value As Double)
  sheet.getCellRangeByName(cell).Value = value
End Sub

Sub Formula(cell As String, value As String)
  sheet.getCellRangeByName(cell).Formula = value
End Sub

Sub SortRows(area As String, column As Integer)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = column
  fields(0).IsAscending = False
  sheet.getCellRangeByName(area).sort(Array(Setting("SortFields", fields()), Setting("ContainsHeader", False)))
End Sub

Sub CopyOut()
  Dim copy As Object
  copy = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(Setting("Hidden", True)))
  copy.Sheets.importSheet(book, sheet.Name, 0)
  Do While copy.Sheets.Count > 1
    copy.Sheets.removeByName(copy.Sheets.getByIndex(1).Name)
  Loop
  book.close(True)
  book = copy
  sheet = book.Sheets.getByIndex(0)
End Sub

Sub KeepOnly()
  Dim place As Integer
  For place = book.Sheets.Count - 1 To 0 Step -1
    If book.Sheets.getByIndex(place).Name &lt;&gt; sheet.Name Then book.Sheets.removeByName(book.Sheets.getByIndex(place).Name)
  Next place
End Sub

Sub AddSheet(name As String, place As Integer)
  book.Sheets.insertNewByName(name, place)
  book.Sheets.getByName(name).getCellRangeByName("A1").String = "会議の資料"
End Sub
"""


def quoted(text):
    """A text as Basic writes it."""
    return " &amp; ".join(part for line in text.split("\n") for part in (basic(line), "Chr(10)"))[: -len(" &amp; Chr(10)")]


def basic(line):
    doubled = escape(line).replace('"', '""')
    return " &amp; Chr(9) &amp; ".join(f'"{part}"' for part in doubled.split("\t"))


def typed(cell, entry):
    """The lines that enter one cell."""
    lines = []
    if "format" in entry:
        lines.append(f"Shape {quoted(cell)}, {quoted(entry['format'])}")
    if "number" in entry:
        lines.append(f"Number {quoted(cell)}, {entry['number']}")
    elif "date" in entry:
        year, month, day = (int(part) for part in entry["date"].split("-"))
        lines.append(f"Number {quoted(cell)}, DateSerial({year}, {month}, {day})")
    elif "runs" in entry:
        lines.append(f"Runs {quoted(cell)}, {', '.join(quoted(run) for run in entry['runs'])}")
    elif "formula" in entry:
        lines.append(f"Formula {quoted(cell)}, {quoted('=' + entry['formula'].replace(',', ';'))}")
    elif "error" in entry:
        lines.append(f'Formula {quoted(cell)}, "=NA()"')
    elif "other_file" in entry:
        lines.append(f"Formula {quoted(cell)}, {quoted(chr(61) + chr(39) + 'file:///nowhere/shukei.xlsx' + chr(39) + '#$集計.$A$1')}")
    elif "truth" in entry:
        lines.append(f'Formula {quoted(cell)}, "=TRUE()"')
    else:
        lines.append(f"Text {quoted(cell)}, {quoted(entry['text'])}")
    return lines


def letter(column):
    return chr(64 + column)


def lines_of(name, what):
    if name == "fill":
        return [line for cell, entry in what[0].items() for line in typed(cell, entry)]
    if name == "text":
        return [f"Text {quoted(cell)}, {quoted(text)}" for cell, text in what[0].items()]
    rows, columns = "sheet.Rows", "sheet.Columns"
    if name in ("insert_rows", "insert_columns", "delete_rows", "delete_columns"):
        verb = "insertByIndex" if name.startswith("insert") else "removeByIndex"
        return [f"{rows if name.endswith('rows') else columns}.{verb}({what[0] - 1}, {what[1]})"]
    if name in ("hide_rows", "hide_columns"):
        of = rows if name == "hide_rows" else columns
        return [f"{of}.getByIndex({place - 1}).IsVisible = False" for place in range(what[0], what[0] + what[1])]
    if name == "sort":
        by, first, last, width = what
        return [f"SortRows {quoted(f'A{first}:{letter(width)}{last}')}, {by - 1}"]
    if name == "merge":
        return [f"sheet.getCellRangeByName({quoted(area)}).merge(True)" for area in what[0]]
    if name == "rename":
        return [f"sheet.Name = {quoted(what[0])}"]
    if name == "move_first":
        return ["book.Sheets.moveByName(sheet.Name, 0)"]
    if name == "add_sheets":
        return [f"AddSheet {quoted(title)}, {place}" for place, title in enumerate(what[0])]
    return [{"copy_out": "CopyOut", "keep_only": "KeepOnly"}[name]]


def macro(jobs):
    """Jobs with one source and the same steps are one piece of work, saved in each format."""
    works = {}
    for job in jobs:
        works.setdefault((str(job["source"]), repr(job["steps"])), []).append(job)
    text, calls = [SUBROUTINES], []
    for number, same in enumerate(works.values()):
        lines = [f"OpenBook {quoted(same[0]['source'].as_uri())}"]
        for name, *what in same[0]["steps"]:
            lines += lines_of(name, what)
        lines += [f"SaveBook {quoted(job['target'].as_uri())}, {quoted(job.get('kind') or FILTERS[job['target'].suffix[1:]])}" for job in same]
        text += [f"Sub Work{number}()", *lines, "CloseBook", "End Sub", ""]
        calls.append(f"Work{number}")
    return "\n".join([*text, "Sub Main()", *calls, "End Sub"])


def run(jobs, folder):
    profile = folder / "officer"
    start = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible"]
    if not profile.exists():
        # The first start fills the profile, and would write over a library of macros that is there already.
        subprocess.run([*start, "--terminate_after_init"], capture_output=True, check=True, timeout=600)
    library = profile / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(LIBRARY.format('<library:element library:name="Officer"/>'), encoding="utf-8")
    (library / "Officer.xba").write_text(MODULE.format(macro(jobs)), encoding="utf-8")
    subprocess.run([*start, "macro:///Standard.Officer.Main()"], capture_output=True, check=True, timeout=600)
