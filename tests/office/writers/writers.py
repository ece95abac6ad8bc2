"""The writers, and which of them does what; each driver takes jobs: {source, target, steps}."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

import with_gnumeric
import with_libreoffice
import with_openpyxl
import with_xlsxwriter

HERE = Path(__file__).resolve().parent
EVERY_STEP = frozenset(
    "fill text insert_rows insert_columns delete_rows delete_columns sort hide_rows hide_columns merge rename move_first copy_out keep_only "
    "add_sheets".split()
)


RICH = ("rich text", "rich text in a reason")
FORMATS = ("percent sign in the format", "unit in the format", "number in red when negative")


class Writer(NamedTuple):
    """A program that saves workbooks."""

    name: str
    formats: tuple
    opens: bool
    """Opens a workbook and saves it anew."""
    steps: frozenset
    """What it can be told to do."""
    cannot: frozenset = frozenset()
    """Kinds of entries that it cannot store."""
    cannot_in: dict = {}
    """The same, in one format."""

    def storable(self, entry, kind):
        return entry.name not in self.cannot and entry.name not in self.cannot_in.get(kind, ())

    def columns(self):
        return [(self.name, kind) for kind in self.formats]


WRITERS = [
    Writer("LibreOffice", ("xlsx", "xls", "ods"), True, EVERY_STEP, frozenset({"furigana", "#SPILL!"})),
    Writer(
        "Gnumeric",
        ("xlsx", "xls", "ods"),
        True,
        frozenset({"fill"}),
        frozenset({"furigana", "another file", "percent format where people are counted", "#SPILL!", *RICH, *FORMATS, "date, 和暦", "date, short 和暦"}),
    ),
    Writer("openpyxl", ("xlsx",), True, EVERY_STEP, frozenset({"furigana", "#SPILL!"})),
    Writer("XlsxWriter", ("xlsx",), False, frozenset({"fill"}), frozenset({"furigana"})),
    Writer("exceljs", ("xlsx",), True, EVERY_STEP - {"move_first", "add_sheets"}, frozenset({"furigana"})),
    Writer(
        "SheetJS",
        ("xlsx", "xls", "xlsb", "ods"),
        True,
        frozenset("fill text hide_rows hide_columns merge rename move_first copy_out keep_only add_sheets".split()),
        frozenset({"furigana", "#SPILL!", *RICH}),
        # It writes numbers without their formats, and 0 for a formula without a result.
        {"ods": frozenset({"formula without a result", "percent format where people are counted"})},
    ),
]


def by_node(jobs, folder, modules):
    plan = folder / "jobs.json"
    plan.write_text(json.dumps(jobs, default=str), encoding="utf-8")
    done = subprocess.run(["node", HERE / "with_node.js", plan, modules], capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise ValueError(f"node: {done.stderr}")


def work(jobs, folder, modules):
    """Carries out jobs, each with its `writer`."""
    of = {writer.name: [job for job in jobs if job["writer"] == writer.name] for writer in WRITERS}
    with_libreoffice.run(of["LibreOffice"], folder)
    with_openpyxl.run(of["openpyxl"])
    with_xlsxwriter.run(of["XlsxWriter"])
    by_node(of["exceljs"] + of["SheetJS"], folder, modules)
    # Last: where it cannot do a thing itself, it opens what LibreOffice did.
    with_gnumeric.run(of["Gnumeric"])
    lost = [str(job["target"].name) for job in jobs if not job["target"].exists()]
    if lost:
        raise ValueError(f"not written: {', '.join(lost)}")
