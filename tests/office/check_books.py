#!/usr/bin/env python3
"""Checks the two papers with LibreOffice: cached results, and what comes out of the printer.

usage: check_books.py BOOK.xlsx ...

For each book:
1. It is recalculated by LibreOffice with a profile that always recalculates (without it LibreOffice trusts the
   cached results of a file that says "Microsoft Excel"), and every cached result of a formula is compared.
2. It is printed to PDF: at least one page, every page A4 landscape, and no "###" on any.

Before anything is believed, a wrong cached result is planted in a copy of the first book with formulas; the check
must find exactly that one. Needs python3, soffice, pdfinfo and pdftotext; nothing else.
Exit status: 0 all is well, 1 something differs, 2 the check could not be done.
"""

import math
import os
import posixpath
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
A4_LANDSCAPE = (841.89, 595.28)
PLANTED = "12345.678"


class Cannot(Exception):
    """The check itself could not be done."""


class Office:
    """LibreOffice without a window, with a profile of its own."""

    def __init__(self, folder):
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        self.profile = profile.as_uri()

    def convert_all(self, books, kind, folder):
        """Converts books of different names at once: most of the time is LibreOffice's start."""
        # LibreOffice without a file waits for ever.
        if not books:
            return []
        folder.mkdir(parents=True, exist_ok=True)
        command = ["soffice", f"-env:UserInstallation={self.profile}", "--headless", "--convert-to", kind, "--outdir", folder, *books]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600)
        results = [folder / f"{book.stem}.{kind}" for book in books]
        missing = [book.name for book, result in zip(books, results) if not result.exists()]
        if missing:
            raise Cannot(f"{', '.join(missing)} not converted to {kind}: {done.stdout}{done.stderr}")
        return results

    def convert(self, book, kind, folder):
        return self.convert_all([book], kind, folder)[0]


def sheets(archive):
    """Yields the name and the part of each sheet."""
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        target = targets[sheet.get(RELATION)]
        yield sheet.get("name"), target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)


def shared_strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    items = ET.fromstring(archive.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in items]


def cells(book):
    """Maps (sheet, address) to (formula or None, value): a float, a text or None."""
    found = {}
    with zipfile.ZipFile(book) as archive:
        strings = shared_strings(archive)
        for name, part in sheets(archive):
            for cell in ET.fromstring(archive.read(part)).iter(f"{MAIN}c"):
                value, kind = cell.find(f"{MAIN}v"), cell.get("t", "n")
                formula = cell.find(f"{MAIN}f")
                text = None if value is None else value.text or ""
                if text is not None and kind == "s":
                    text = strings[int(text)]
                elif text is not None and kind == "n":
                    text = float(text)
                found[name, cell.get("r")] = (None if formula is None else formula.text or "", text)
    return found


def same(cached, recalculated):
    """Equal as Excel shows it: 15 significant digits."""
    if isinstance(cached, float) and isinstance(recalculated, float):
        return math.isclose(cached, recalculated, rel_tol=1e-14, abs_tol=1e-300)
    return type(cached) is type(recalculated) and cached == recalculated


def differences(office, book, folder):
    """Compares the cached result of every formula with LibreOffice's own: (number compared, list of differences)."""
    return unlike_results(book, office.convert(book, "xlsx", folder))


def unlike_results(book, recalculated_book):
    """The same for a book that LibreOffice has recalculated already."""
    ours, theirs = cells(book), cells(recalculated_book)
    compared, wrong = 0, []
    for place, (formula, cached) in ours.items():
        if formula is None:
            continue
        compared += 1
        recalculated = theirs.get(place, (None, None))[1]
        if not same(cached, recalculated):
            wrong.append(f"{place[0]}!{place[1]}: cached {cached!r}, recalculated {recalculated!r}, ={formula}")
    return compared, wrong


def plant(book, target):
    """Copies the book with one wrong cached number; returns whether one could be planted."""
    planted = False
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            data = source.read(entry)
            if not planted and re.fullmatch(r"xl/worksheets/sheet\d+\.xml", entry.filename):
                changed = re.sub(rb"(</f><v>)-?[0-9.]+(</v>)", rb"\g<1>" + PLANTED.encode() + rb"\g<2>", data, count=1)
                planted, data = changed != data, changed
            copy.writestr(entry, data)
    return planted


def prove(office, books, folder):
    """Shows that a planted wrong result is found. Books without formulas prove nothing."""
    for book in books:
        target = folder / "planted" / book.name
        target.parent.mkdir(exist_ok=True)
        if not plant(book, target):
            continue
        _, before = differences(office, book, folder / "before")
        _, wrong = differences(office, target, folder / "found")
        new = [line for line in wrong if PLANTED in line]
        # Other formulas may depend on nothing planted: their recalculated values are as before.
        if len(new) != 1 or len(wrong) != len(before) + 1:
            raise Cannot(f"a wrong result planted in {book.name} was not found: the check proves nothing ({wrong})")
        print(f"planted error found: {new[0]}")
        return
    raise Cannot("no book has a formula with a number as its result: nothing can be proven")


def printed(office, book, folder):
    """What is wrong with the printed pages, and how many there are."""
    return pages_of(office.convert(book, "pdf", folder))


def pages_of(pdf):
    """The same for a book that is printed already."""
    info = subprocess.run(["pdfinfo", "-f", "1", "-l", "100000", pdf], capture_output=True, text=True, check=True).stdout
    sizes = [(float(w), float(h)) for w, h in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", info, re.M)]
    faults = [] if sizes else ["no page"]
    for number, size in enumerate(sizes, start=1):
        if any(abs(a - b) > 1.5 for a, b in zip(size, A4_LANDSCAPE)):
            faults.append(f"page {number} is {size[0]} x {size[1]} pt, not A4 landscape")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(text.split("\f"), start=1):
        if "###" in page:
            faults.append(f"page {number} shows ### instead of a number")
        elif number <= len(sizes) and not page.strip():
            faults.append(f"page {number} is empty")
    return len(sizes), faults


def main(books):
    if not books:
        print(__doc__)
        return 2
    status = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = Office(folder)
        prove(office, books, folder)
        for place, book in enumerate(books):
            compared, wrong = differences(office, book, folder / f"recalculated-{place}")
            print(f"{book.name}: {compared} cells compared, {len(wrong)} differ")
            pages, faults = printed(office, book, folder / f"printed-{place}")
            print(f"{book.name}: {pages} pages printed, {len(faults)} faults")
            for line in wrong + faults:
                print(f"  {line}")
                status = 1
    return status


if __name__ == "__main__":
    try:
        sys.exit(main([Path(os.fspath(path)).resolve() for path in sys.argv[1:]]))
    except (Cannot, OSError, subprocess.SubprocessError, zipfile.BadZipFile) as reason:
        print(f"cannot check: {reason}")
        sys.exit(2)
