"""What XlsxWriter makes of a form: it opens nothing, so it writes the whole book anew, with an officer's entries, as a program of the office would."""

import datetime
import warnings

import openpyxl
import xlsxwriter

warnings.filterwarnings("ignore")
SHEET = "入力"


class Writing:
    """One book that is written."""

    def __init__(self, target):
        self.book = xlsxwriter.Workbook(target)
        self.formats = {}

    def format(self, code):
        if code not in self.formats:
            self.formats[code] = self.book.add_format({"num_format": code})
        return self.formats[code]

    def enter(self, sheet, cell, entry):
        shape = self.format(entry.get("format", "General"))
        if "number" in entry:
            sheet.write_number(cell, float(entry["number"]), shape)
        elif "runs" in entry:
            first, *others = entry["runs"]
            bold = self.book.add_format({"bold": True})
            sheet.write_rich_string(cell, first, *(part for run in others for part in (bold, run)))
        elif "formula" in entry:
            # Without a result XlsxWriter stores 0, which is what its users get.
            result = entry.get("error", entry.get("cached"))
            sheet.write_formula(cell, "=" + entry["formula"], shape, *([] if result is None else [self.result(entry, result)]))
        elif "error" in entry:
            sheet.write_formula(cell, "=NA()", shape, entry["error"])
        elif "other_file" in entry:
            sheet.write_formula(cell, "='[shukei.xlsx]集計'!$A$1", shape, float(entry["other_file"]))
        elif "truth" in entry:
            sheet.write_boolean(cell, entry["truth"], shape)
        elif "date" in entry:
            sheet.write_datetime(cell, datetime.datetime.fromisoformat(entry["date"]), shape)
        else:
            sheet.write_string(cell, entry["ruby"][0] if "ruby" in entry else entry["text"], shape)

    @staticmethod
    def result(entry, result):
        return result if entry.get("gives_text") or "error" in entry else float(result)


def run(jobs):
    for job in jobs:
        (fill,) = [what for name, what in job["steps"] if name == "fill"]
        source, writing = openpyxl.load_workbook(job["source"]), Writing(job["target"])
        for sheet in source:
            target = writing.book.add_worksheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        entry = {"number": str(cell.value)} if cell.data_type == "n" else {"text": str(cell.value)}
                        writing.enter(target, cell.coordinate, entry | {"format": cell.number_format})
            if sheet.title == SHEET:
                for cell, entry in fill.items():
                    writing.enter(target, cell, entry)
        writing.book.close()
