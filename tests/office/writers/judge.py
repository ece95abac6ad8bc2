"""What the program makes of a writer's file, beside what was meant: the same, told, or a difference in silence."""

from entries import PLAIN, STATE

COLUMN = {"I": "value", "K": "as_of", "L": "source", "M": "reason", "N": "measure"}
KEPT = ("value", "state", "as_of", "source", "reason", "measure")
SILENT = "≠"
NOT_DONE = "－"


def codes(findings):
    return " ".join(sorted({finding["code"] for finding in findings}))


def strong(findings):
    return [finding for finding in findings if finding["severity"] != "notice"]


def mark(findings):
    """！ for errors, ？ for queries, and their codes."""
    sign = "！" if any(finding["severity"] == "error" for finding in findings) else "？"
    return f"{sign} {codes(findings)}"


def refused(answer):
    """The outcome for a file of which nothing was read."""
    return None if answer["values"] else f"× {codes(strong(answer['findings']))}"


def entry_outcome(kind, answer, ids):
    """One entry: (what stands in the matrix, what is wrong)."""
    row = int(kind.cell[1:])
    of_row = [finding for finding in answer["findings"] if finding["indicator_id"] == ids[row]]
    here = [finding for finding in of_row if finding["cell"] in (kind.cell, f"{STATE}{row}")]
    value = next((value for value in answer["values"] if value["indicator_id"] == ids[row]), None)
    if refused(answer) is not None and strong(answer["findings"]):
        return refused(answer), None
    read = value and value[COLUMN[kind.cell[0]]]
    same = value is not None and read == kind.means and value["state"] == kind.state
    if strong(here):
        return mark(strong(here)), None
    if same:
        return " ".join(["＝", codes(here)]).strip(), None
    if value is None and strong(of_row):
        return mark(strong(of_row)), None
    return SILENT, f"{kind.name} ({kind.cell}): {kind.means!r} was meant, {read!r} was read without a word"


def case_outcome(case, answer, reference, ids):
    """What was done to the sheet: (what stands in the matrix, what is wrong)."""
    if refused(answer) is not None and strong(answer["findings"]):
        return refused(answer), None
    known = [(finding["code"], finding["indicator_id"]) for finding in reference["findings"]]
    new = [finding for finding in answer["findings"] if (finding["code"], finding["indicator_id"]) not in known]
    before = {value["indicator_id"]: value for value in reference["values"]}
    after = {value["indicator_id"]: value for value in answer["values"]}
    wrong = [f"{id} is read and was not entered" for id in after.keys() - before.keys()]
    for row in PLAIN:
        old, got = before[ids[row]], after.get(ids[row])
        named = strong([finding for finding in new if finding["indicator_id"] == ids[row]])
        if row in case.lost:
            wrong += [f"row {row} was deleted and is read as {got['value']}"] if got else []
        elif not named and (got is None or any(got[key] != old[key] for key in KEPT)):
            differing = {key: (old[key], got[key]) for key in KEPT if got[key] != old[key]} if got else "is lost"
            wrong.append(f"row {row}: {differing}, without a word")
    if wrong:
        return SILENT, "; ".join(wrong[:4])
    if strong(new):
        return mark(strong(new)), None
    return " ".join(["＝", codes(new)]).strip(), None
