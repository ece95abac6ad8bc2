"""Makes the files, has each checked, and puts the outcomes in tables."""

import datetime
import json
import re
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import annotated
import excel
import page
from entries import BAD, DEPARTMENT, FOLDER, GOOD, PLAIN, filled
from formats import OTHERS
from judge import NOT_DONE, SILENT, case_outcome, entry_outcome, strong
from steps import CASES
from writers import WRITERS, work

ROOT = Path(__file__).resolve().parents[3]
KINDS = {"good": GOOD, "bad": BAD}
EXCEL = ("as Excel stores it", "xlsx")


class Matrix:
    """All that was seen."""

    def __init__(self, program, folder, modules):
        self.program, self.folder, self.modules = program, folder, modules
        self.passed = self.failed = 0
        self.saved, self.typed, self.cases, self.others, self.marked = {}, {}, {}, [], {}
        self.answers = {}
        self.form = self.issued(folder / "office")

    def issued(self, office):
        """An installation with a round that is open today, which reads every format; the department's form."""
        (office / "plans").mkdir(parents=True)
        shutil.copytree(ROOT / "plans" / "mine-r6", office / "plans" / "mine-r6")
        shutil.copytree(ROOT / "templates", office / "templates")
        for name in ("inbox", "outbox"):
            (office / name).mkdir()
        sheet = office / "plans" / "mine-r6" / "提出期間.csv"
        days, today = iter((-20, 20, 40)), datetime.date.today()
        dates = re.sub(r"\d{4}-\d{2}-\d{2}", lambda _: str(today + datetime.timedelta(days=next(days))), sheet.read_text("utf-8"), count=3)
        sheet.write_text(dates, "utf-8")
        settings = (ROOT / "torimatome.toml").read_text("utf-8")
        settings, changed = re.subn(r"(?m)^formats = .*$", 'formats = ["xlsx", "xlsm", "xls", "xlsb", "ods"]', settings)
        if changed != 1:
            raise ValueError("the configuration does not say which formats are read")
        (office / "torimatome.toml").write_text(settings, "utf-8")
        subprocess.run([self.program, "issue", "--dir", office], capture_output=True, check=True, timeout=120)
        (form,) = (office / "outbox" / FOLDER).glob("様式_*.xlsx")
        return form

    def check(self, file):
        command = [self.program, "check", file, "--dir", self.folder / "office", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        if done.returncode not in (0, 1):
            raise ValueError(f"{file.name} could not be checked: {done.stderr}")
        return json.loads(done.stdout)

    def say(self, what, faults):
        self.failed, self.passed = (self.failed + 1, self.passed) if faults else (self.failed, self.passed + 1)
        print(f"not ok {what}" if faults else f"ok {what}", flush=True)
        for fault in faults[:20]:
            print(f"  {fault}")

    def see(self):
        jobs = self.jobs()
        work(jobs, self.folder, self.modules)
        files = [job["target"] for job in jobs] + [self.folder / f"{name}.xlsx" for name in (*KINDS, "plain")]
        with ThreadPoolExecutor(2) as pool:
            self.answers = dict(zip((file.name for file in files), pool.map(self.check, files)))
        reference = self.answers["plain.xlsx"]
        self.ids = {int(value["cell"][1:]): value["indicator_id"] for value in reference["values"]}
        if self.ids.keys() != PLAIN.keys() or reference["department"] != DEPARTMENT:
            raise ValueError("the plain return is not read as it was filled in")
        self.prove()
        self.entries_in("saved", self.saved, [EXCEL])
        self.entries_in("typed", self.typed, [])
        self.judge_cases(reference)
        as_saved = CASES[0]._replace(name="saved")
        for number, other in enumerate(OTHERS):
            outcome, fault = case_outcome(as_saved, self.answers[other.file(number)], reference, self.ids)
            self.others.append((other, outcome))
            self.say(f"{other.name}: {other.writer}", [fault] if fault else [])
        self.see_annotated()

    def jobs(self):
        """Every file that is to be made."""
        for name, kinds in [*KINDS.items(), ("plain", [])]:
            excel.fill(self.form, filled(kinds), self.folder / f"{name}.xlsx")
        jobs = []

        def add(writer, source, target, kind, steps):
            jobs.append({"writer": writer.name, "source": source, "target": self.folder / f"{target}_{writer.name}.{kind}", "steps": steps})

        for writer in WRITERS:
            for kind in writer.formats:
                for name, kinds in KINDS.items():
                    if writer.opens:
                        add(writer, self.folder / f"{name}.xlsx", f"saved-{name}", kind, [])
                    if "fill" in writer.steps:
                        storable = [one if writer.storable(one, kind) else one._replace(entry={"text": ""}) for one in kinds]
                        add(writer, self.form, f"typed-{name}", kind, [["fill", filled(storable)]])
                for number, case in enumerate(CASES):
                    if {step for step, *_ in case.steps} <= writer.steps:
                        add(writer, self.folder / "plain.xlsx", f"case{number}", kind, case.steps)
                    elif writer.name == "Gnumeric":
                        add(writer, self.folder / f"case{number}_LibreOffice.xlsx", f"case{number}", kind, [])
        for number, other in enumerate(OTHERS):
            target = self.folder / other.file(number)
            jobs.append({"writer": other.writer, "source": self.folder / "plain.xlsx", "target": target, "steps": [], "kind": other.kind})
        return jobs

    def see_annotated(self):
        """The answer in the department's own workbook, and what comes back of it."""
        office = annotated.Office(self.program, self.folder / "office", self.folder / "receiving")
        copy = self.folder / "marked.xlsx"
        shutil.copy(office.answered(self.folder / "bad.xlsx"), copy)
        comments, coloured, lists = annotated.marks(copy)
        named = {finding["cell"] for finding in strong(self.answers["bad.xlsx"]["findings"])}
        faults = [f"{cell} has no comment" for cell in sorted(named - comments.keys())]
        faults += [f"{cell} has no colour" for cell in sorted(named - coloured)]
        self.say(f"the answer is the department's workbook with {len(named)} cells marked", faults if len(lists) == 1 else [f"{lists}", *faults])
        made = annotated.jobs(copy, self.folder, WRITERS)
        work(made, self.folder, self.modules)
        self.marked = {"opened and saved": {}, "corrected, and answered again": {}}
        self.marked["opened and saved"][page.SENT] = self.saved_copy(copy, "as the program wrote it", "bad.xlsx")
        for job in made:
            file = job["target"]
            column = (job["writer"], file.suffix[1:])
            if file.name.startswith("marked"):
                self.marked["opened and saved"][column] = self.saved_copy(file, " ".join(column), file.name.replace("marked", "saved-bad"))
            else:
                outcome, fault = annotated.corrected_outcome(office.answered(file), self.form)
                self.marked["corrected, and answered again"][column] = outcome
                self.say(f"a marked copy, corrected by {column[0]} and answered again", [fault] if fault else [])

    def saved_copy(self, file, by, unmarked):
        outcome, fault = annotated.saved_outcome(self.check(file), self.answers[unmarked])
        self.say(f"a marked copy, saved: {by}", [fault] if fault else [])
        return outcome

    def entries_in(self, way, table, columns):
        columns = columns + [column for writer in WRITERS for column in writer.columns()]
        for writer, kind in columns:
            for name, kinds in KINDS.items():
                file = f"{name}.xlsx" if (writer, kind) == EXCEL else f"{way}-{name}_{writer}.{kind}"
                if file not in self.answers:
                    continue
                known = next((known for known in WRITERS if known.name == writer and way == "typed"), None)
                wrong = []
                for one in kinds:
                    storable = known is None or known.storable(one, kind)
                    outcome, fault = entry_outcome(one, self.answers[file], self.ids) if storable else (NOT_DONE, None)
                    table.setdefault((name, one.name), {})[writer, kind] = outcome
                    wrong += [fault] if fault else []
                self.say(f"{name} entries, {way}: {writer} {kind}", wrong)

    def judge_cases(self, reference):
        for number, case in enumerate(CASES):
            self.cases[case.name] = {}
            for writer in WRITERS:
                for kind in writer.formats:
                    answer = self.answers.get(f"case{number}_{writer.name}.{kind}")
                    if answer is not None:
                        outcome, fault = case_outcome(case, answer, reference, self.ids)
                        self.cases[case.name][writer.name, kind] = outcome
                        self.say(f"{case.name}: {writer.name} {kind}", [fault] if fault else [])

    def prove(self):
        """A planted difference must be found, in an entry and in a whole sheet."""
        planted = self.folder / "planted.xlsx"
        with zipfile.ZipFile(self.folder / "plain.xlsx") as source, zipfile.ZipFile(planted, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in source.infolist():
                data = source.read(entry)
                if entry.filename == excel.SHEET:
                    data, changed = re.subn(rb'(<c r="I8"[^>]*><v>)7(</v>)', rb"\g<1>8\g<2>", data)
                    if changed != 1:
                        raise ValueError("no difference could be planted")
                copy.writestr(entry, data)
        answer = self.check(planted)
        entry, _ = entry_outcome(GOOD[0], answer, self.ids)
        case, _ = case_outcome(CASES[0], answer, self.answers["plain.xlsx"], self.ids)
        self.say("a planted difference is found", [] if entry == case == SILENT else [f"it is not: {entry}, {case}"])

    def compare(self, file, write):
        text = page.written(self)
        print(text)
        if write:
            file.write_text(text, "utf-8")
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        seen = text.splitlines()
        faults = [f"seen, not on the page: {line}" for line in seen if line not in lines]
        faults += [f"on the page, not seen: {line}" for line in lines if line not in seen]
        self.say(f"docs/{file.name} is what was seen", faults or ([] if lines == seen else ["the order differs"]))
