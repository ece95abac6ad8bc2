"""The answer in the department's own workbook, as departments send it back: opened and saved by each writer, and corrected in it."""

import shutil
import subprocess

import openpyxl
from entries import BAD, FOLDER, PLAIN
from judge import SILENT, codes, strong

SHEET, LIST = "入力", "指摘一覧"
BEGIN = "【とりまとめ】"
"""The first line of what the program says in a comment."""
COLOURS = {"F8CBC5", "FFE38F"}
LEFT = "I18"
"""The one entry that is not corrected."""
CORRECTED = {kind.cell: {"number": PLAIN[int(kind.cell[1:])], "format": "General"} for kind in BAD if kind.cell != LEFT}
CORRECTS = ("LibreOffice", "openpyxl", "exceljs")
STATES = {f"J{cell[1:]}": {"text": "確定"} for cell in CORRECTED}


class Office:
    """An installation of its own, in which files are received."""

    def __init__(self, program, issued, folder):
        self.program, self.folder = program, folder
        shutil.copytree(issued, folder)
        settings = folder / "torimatome.toml"
        settings.write_text(settings.read_text("utf-8").replace("settle_seconds = 2", "settle_seconds = 0"), "utf-8")

    def answered(self, file):
        """The workbook that comes back for a file."""
        place = self.folder / "inbox" / FOLDER
        place.mkdir(exist_ok=True)
        shutil.copy(file, place / f"回答{file.suffix}")
        outbox = self.folder / "outbox" / FOLDER
        before = set(outbox.iterdir())
        done = subprocess.run([self.program, "run", "--once", "--json", "--dir", self.folder], capture_output=True, text=True, timeout=120)
        new = [book for book in outbox.iterdir() if book not in before and book.suffix == ".xlsx"]
        if done.returncode not in (0, 1) or len(new) != 1:
            raise ValueError(f"{file.name}: {done.stdout}{done.stderr}, answered with {[book.name for book in new]}")
        return new[0]


def marks(book):
    """The cells of 「入力」 with a comment of ours or a colour of ours, and how many lists of ours there are."""
    opened = openpyxl.load_workbook(book)
    sheet = opened[SHEET]
    comments = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    coloured = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type and str(cell.fill.fgColor.rgb)[-6:] in COLOURS}
    return comments, coloured, [name for name in opened.sheetnames if name.startswith(LIST)]


def told(answer):
    """What an answer says, by code and indicator; where it stands may move with the sheet."""
    return sorted((finding["code"], finding["indicator_id"] or "") for finding in answer["findings"])


def saved_outcome(answer, reference):
    """The marked copy, saved anew, beside the unmarked file that the same program saved: the same values, and the same findings."""
    if not answer["values"] and not reference["values"] and strong(answer["findings"]):
        return f"× {codes(strong(answer['findings']))}", None
    values = [{(value["indicator_id"], value["value"], value["state"]) for value in one["values"]} for one in (answer, reference)]
    if values[0] != values[1]:
        return SILENT, f"{sorted(map(str, values[0] ^ values[1]))} differ from what was read before the cells were marked"
    lost = set(told(reference)) - set(told(answer))
    if lost:
        return SILENT, f"{sorted(lost)} is no longer said"
    new = [finding for finding in answer["findings"] if (finding["code"], finding["indicator_id"] or "") not in told(reference)]
    return " ".join(["＝", codes(new)]).strip(), None


def corrected_outcome(answered, form):
    """The answer to the corrected copy: one mark is left, the other cells look as they were issued."""
    comments, coloured, lists = marks(answered)
    issued = openpyxl.load_workbook(form)[SHEET]
    sheet = openpyxl.load_workbook(answered)[SHEET]
    faults = [f"{len(lists)} lists: {lists}"] if len(lists) != 1 else []
    faults += [f"{cell} still says: {text[:40]!r}" for cell, text in comments.items() if cell != LEFT]
    faults += [f"{cell} is still coloured" for cell in sorted(coloured - {LEFT})]
    if comments.get(LEFT, "").count(BEGIN) != 1:
        faults.append(f"{LEFT} says {comments.get(LEFT)!r}")
    for cell in CORRECTED:
        fills = [str(one[cell].fill.fgColor.rgb)[-6:] if one[cell].fill.fill_type else "none" for one in (issued, sheet)]
        if fills[0] != fills[1] and cell not in coloured:
            faults.append(f"{cell} was {fills[0]} and is {fills[1]}")
    return (SILENT, "; ".join(faults[:4])) if faults else ("＝", None)


def jobs(copy, folder, writers):
    """The marked copy, saved by each writer, and corrected by those that keep its formats and comments."""
    made = []
    for writer in writers:
        for kind in writer.formats:
            name = f"marked_{writer.name}.{kind}"
            if writer.opens:
                made.append({"writer": writer.name, "source": copy, "target": folder / name, "steps": []})
            if writer.name in CORRECTS and kind == "xlsx":
                steps = [["fill", CORRECTED | STATES]]
                made.append({"writer": writer.name, "source": copy, "target": folder / f"corrected-{name}", "steps": steps})
    return made
