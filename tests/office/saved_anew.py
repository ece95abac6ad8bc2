"""Returns that LibreOffice opened and saved anew in each format that is read: what the program makes of them."""

import json
import posixpath
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

from check_books import Cannot, sheets

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AT_ONCE = 600
"""Seconds that any one program may take."""

FORMATS = ["xlsx", "xls", "ods"]

TRAPS = [
    ("a formula that gives a text", 't="str"', '<f>"4"&amp;"5"</f><v>45</v>'),
    ("a formula that gives no text", 't="str"', '<f>IFERROR(1/0,"")</f><v></v>'),
    ("an error", 't="e"', "<f>1/0</f><v>#DIV/0!</v>"),
    ("a truth value", 't="b"', "<v>1</v>"),
    ("full-width digits", 't="inlineStr"', "<is><t>１，２３４</t></is>"),
    ("fifteen digits", "", "<v>45.3000000000000004</v>"),
    ("a formula that gives a number", "", "<f>6*7</f><v>42</v>"),
]
"""Entries that some format holds in another way: what they are, the cell's type, its content."""


def verdict(program, installation, file):
    """What `check` says of a file, without what names the file."""
    command = [program, "check", file, "--dir", installation, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=AT_ONCE)
    if done.returncode not in (0, 1):
        raise Cannot(f"{file.name} could not be checked: {done.stderr}")
    answer = json.loads(done.stdout)
    kept = {key: answer[key] for key in ("verdict", "plan", "round", "department")}
    kept["values"] = [{key: value[key] for key in ("indicator_id", "value", "sheet", "cell")} for value in answer["values"]]
    kept["findings"] = [{key: finding[key] for key in ("code", "severity", "sheet", "cell", "indicator_id")} for finding in answer["findings"]]
    return kept


def unlike(before, after):
    """Where two answers differ."""
    faults = []
    for key in before:
        old, new = before[key], after[key]
        if isinstance(old, list):
            faults += [f"{key}: lost {item}" for item in old if item not in new]
            faults += [f"{key}: new {item}" for item in new if item not in old]
        elif old != new:
            faults.append(f"{key}: {old} became {new}")
    return faults


def reads_all(installation, folder):
    """A copy of the installation that reads every format."""
    copy = folder / "reads-all"
    shutil.copytree(installation, copy)
    settings = copy / "torimatome.toml"
    text, changed = re.subn(r"(?m)^formats = .*$", 'formats = ["xlsx", "xlsm", "xls", "xlsb", "ods"]', settings.read_text(encoding="utf-8"))
    if changed != 1:
        raise Cannot("the configuration does not say which formats are read")
    settings.write_text(text, encoding="utf-8")
    return copy


def same_returns(checks, office, installation, program, folder):
    befores = {file: verdict(program, installation, file) for file in sorted((installation / "returns").glob("*.xlsx"))}
    # Not a return (a file cut off, a lock file): no other program opens it either.
    returns = [file for file, before in befores.items() if before["plan"] is not None]
    if not returns:
        raise Cannot("there is no return in the folder `returns`")
    place = reads_all(installation, folder)
    for kind in FORMATS:
        for file, saved in zip(returns, office.convert_all(returns, kind, folder / f"saved-{kind}")):
            if saved.read_bytes() == file.read_bytes():
                raise Cannot(f"{file.name} was not saved anew")
            before, after = befores[file], verdict(program, place, saved)
            checks.say(f"{file.name} saved by LibreOffice as {kind} is the same return ({len(before['values'])} values)", unlike(before, after))


def comments_of(book):
    """Where a workbook has comments, by sheet: the first line of each."""
    found = {}
    with zipfile.ZipFile(book) as archive:
        for sheet, part in sheets(archive):
            folder, name = part.rsplit("/", 1)
            try:
                relations = archive.read(f"{folder}/_rels/{name}.rels").decode()
            except KeyError:
                continue
            target = re.search(r'Target="([^"]*comments[^"]*\.xml)"', relations)
            if target:
                path = posixpath.normpath(posixpath.join(folder, target[1])).lstrip("/") if not target[1].startswith("/") else target[1][1:]
                comments = ET.fromstring(archive.read(path)).iter(f"{MAIN}comment")
                found[sheet] = {comment.get("ref"): "".join(text.text or "" for text in comment.iter(f"{MAIN}t")).split("\n")[0] for comment in comments}
    return found


def marked_copies(checks, office, installation, program, folder):
    """A department's own workbook with marks: another program opens it, finds every comment where it is, and what it saves is
    the same return."""
    copies = [book for book in sorted((installation / "outbox").glob("*/指摘一覧_*.xlsx")) if comments_of(book)]
    for book, saved in zip(copies, office.convert_all(copies, "xlsx", folder / "marked")):
        name = f"{book.parent.name}/{book.name}"
        lost = [f"{sheet}: {old} became {comments_of(saved).get(sheet)}" for sheet, old in comments_of(book).items() if comments_of(saved).get(sheet) != old]
        checks.say(f"{name} keeps its comments in LibreOffice", lost)
        before, after = verdict(program, installation, book), verdict(program, installation, saved)
        checks.say(f"{name} saved by LibreOffice is the same return ({len(before['values'])} values)", unlike(before, after))


def with_trap(file, target, sheet, cell, kind, content):
    """Copies a return with another entry in one cell."""
    changed = 0
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        part = dict(sheets(source))[sheet]
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == part:
                pattern = rf'<c r="{cell}"((?: s="\d+")?)[^>]*><v>[^<]*</v></c>'
                entered = rf'<c r="{cell}"\1 {kind}>{content}</c>'
                text, changed = re.subn(pattern, lambda found: found.expand(entered), data.decode())
                data = text.encode()
            copy.writestr(entry, data)
    if changed != 1:
        raise Cannot(f"{file.name} has no number in {sheet}!{cell}")


def silent_changes(checks, office, installation, program, folder):
    """A trap may become a finding, but never another value without one."""
    place = folder / "reads-all"
    file = max((installation / "returns").glob("*.xlsx"), key=lambda file: (len(verdict(program, place, file)["values"]), file.name))
    value = verdict(program, place, file)["values"][0]
    trapped = []
    for number, (_, kind, content) in enumerate(TRAPS):
        trapped.append(folder / f"trap-{number}.xlsx")
        with_trap(file, trapped[-1], value["sheet"], value["cell"], kind, content)

    def of_cell(answer, key):
        return [item for item in answer[key] if (item["sheet"], item["cell"]) == (value["sheet"], value["cell"])]

    for kind in FORMATS:
        for (what, *_), book, saved in zip(TRAPS, trapped, office.convert_all(trapped, kind, folder / f"trapped-{kind}")):
            before, after = verdict(program, place, book), verdict(program, place, saved)
            same = [item["value"] for item in of_cell(before, "values")] == [item["value"] for item in of_cell(after, "values")]
            was_named, named = (any(item["severity"] != "notice" for item in of_cell(answer, "findings")) for answer in (before, after))
            faults = [] if named or (same and not was_named) else [f"{of_cell(before, 'values')} became {of_cell(after, 'values')}"]
            checks.say(f"{what} in a return saved as {kind} is {'named' if named else 'the same'}", faults)
