"""What Gnumeric makes of a form. Its command line opens and saves; and it enters texts in the sheet in front as if they were typed, so the
form that it fills has 「入力」 in front."""

import re
import subprocess

import excel

EXPORTERS = {"xlsx": "Gnumeric_Excel:xlsx2", "xls": "Gnumeric_Excel:excel_biff8", "ods": "Gnumeric_OpenCalc:odf"}


def in_front(form, target):
    """The form with its sheet 「入力」 in front, which is the one that was last looked at."""
    book = excel.Book(form)
    for part in [name for name in book.parts if name.startswith("xl/worksheets/sheet")]:
        text = book.text(part).replace(' tabSelected="1"', "")
        if part == excel.SHEET:
            text = text.replace("<sheetView ", '<sheetView tabSelected="1" ', 1)
        book.parts[part] = text.encode()
    workbook = re.sub(r' activeTab="\d+"', "", book.text("xl/workbook.xml")).replace("<workbookView ", '<workbookView activeTab="1" ', 1)
    book.parts["xl/workbook.xml"] = workbook.encode()
    return book.save(target)


def typed(entry):
    """What the officer's keys say."""
    if "number" in entry:
        if entry.get("format", "").endswith("%"):
            return f"{float(entry['number']) * 100:g}%"
        return entry["number"]
    if "date" in entry:
        return entry["date"]
    if "formula" in entry:
        return "=" + entry["formula"]
    if "error" in entry:
        return "=NA()"
    if "truth" in entry:
        return "TRUE"
    # An apostrophe says that a text follows.
    return "'" + entry["text"]


def run(jobs):
    for job in jobs:
        source = job["source"]
        command = ["ssconvert", "-T", job.get("kind") or EXPORTERS[job["target"].suffix[1:]]]
        for name, cells in job["steps"]:
            if name != "fill":
                raise ValueError(name)
            source = in_front(source, job["target"].with_suffix(".form.xlsx"))
            for cell, entry in cells.items():
                command += ["--set", f"{cell}={typed(entry)}"]
        subprocess.run([*command, source, job["target"]], capture_output=True, check=True, timeout=120)
