"""Fills a form as Excel stores what is typed: the reference that the other writers open. Everything else in the book stays as it was issued."""

import datetime
import re
import zipfile
from xml.sax.saxutils import escape

SHEET = "xl/worksheets/sheet2.xml"
"""The part of 「入力」 in an issued form."""
OTHER_FILE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"


def serial(date):
    """The number by which Excel stores a day."""
    return (datetime.date.fromisoformat(date) - datetime.date(1899, 12, 30)).days


def element(text):
    return f'<t xml:space="preserve">{escape(text)}</t>'


class Book:
    """The parts of a workbook, as texts where they are changed."""

    def __init__(self, file):
        with zipfile.ZipFile(file) as archive:
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}

    def text(self, part):
        return self.parts[part].decode()

    def change(self, part, old, new):
        text = self.text(part)
        if text.count(old) < 1:
            raise ValueError(f"{part} has no {old}")
        self.parts[part] = text.replace(old, new, 1).encode()

    def shared(self, item):
        """Adds a shared string; its number."""
        text = self.text("xl/sharedStrings.xml")
        number = len(re.findall(r"<si[ >]|<si/>", text))
        text = text.replace("</sst>", f"<si>{item}</si></sst>")
        self.parts["xl/sharedStrings.xml"] = re.sub(r' (count|uniqueCount)="\d+"', "", text).encode()
        return number

    def style(self, old, code):
        """A style like the old one with another number format; its number."""
        text = self.text("xl/styles.xml")
        formats = [int(number) for number in re.findall(r'<numFmt numFmtId="(\d+)"', text)]
        number = max(formats + [163]) + 1
        added = f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        text = re.sub(r'<numFmts count="\d+">', f'<numFmts count="{len(formats) + 1}">', text).replace("</numFmts>", added + "</numFmts>")
        before, inside, after = re.fullmatch(r"(.*<cellXfs[^>]*>)(.*)(</cellXfs>.*)", text, re.S).groups()
        styles = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", inside)
        clone = re.sub(r'numFmtId="\d+"', f'numFmtId="{number}"', styles[int(old)], count=1)
        if "applyNumberFormat" not in clone:
            clone = clone.replace("<xf ", '<xf applyNumberFormat="1" ', 1)
        before = re.sub(r'<cellXfs count="\d+">', f'<cellXfs count="{len(styles) + 1}">', before)
        self.parts["xl/styles.xml"] = (before + inside + clone + after).encode()
        return len(styles)

    def link(self):
        """Adds another file that a formula may name as [1]."""
        self.parts["xl/externalLinks/externalLink1.xml"] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1"><sheetNames>'
            '<sheetName val="集計"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>89.1</v></cell></row></sheetData>'
            "</sheetDataSet></externalBook></externalLink>"
        ).encode()
        self.parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
            'Target="shukei.xlsx" TargetMode="External"/></Relationships>'
        ).encode()
        override = (
            '<Override PartName="/xl/externalLinks/externalLink1.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/></Types>'
        )
        self.change("[Content_Types].xml", "</Types>", override)
        relation = f'<Relationship Id="rIdLink" Type="{OTHER_FILE}" Target="externalLinks/externalLink1.xml"/></Relationships>'
        self.change("xl/_rels/workbook.xml.rels", "</Relationships>", relation)
        self.change("xl/workbook.xml", "</sheets>", '</sheets><externalReferences><externalReference r:id="rIdLink"/></externalReferences>')

    def enter(self, cell, entry):
        found = re.search(rf'<c r="{cell}"(?: s="(\d+)")?(?:/>|[^>]*>.*?</c>)', self.text(SHEET))
        if not found:
            raise ValueError(f"the form has no cell {cell}")
        style = found[1]
        if "format" in entry:
            style = self.style(style or "0", entry["format"])
        kind, inside = self.content(entry)
        self.change(SHEET, found[0], f'<c r="{cell}"' + (f' s="{style}"' if style else "") + f"{kind}>{inside}</c>")

    def content(self, entry):
        """The type and the inside of the cell."""
        formula = f"<f>{escape(entry['formula'])}</f>" if "formula" in entry else ""
        if "error" in entry:
            return ' t="e"', f"{formula}<v>{entry['error']}</v>"
        if "other_file" in entry:
            self.link()
            return "", f"<f>[1]集計!$A$1</f><v>{entry['other_file']}</v>"
        if formula:
            cached = entry["cached"]
            kind = ' t="str"' if entry.get("gives_text") else ""
            return kind, formula + ("" if cached is None else f"<v>{escape(cached)}</v>")
        if "truth" in entry:
            return ' t="b"', f"<v>{int(entry['truth'])}</v>"
        if "date" in entry:
            return "", f"<v>{serial(entry['date'])}</v>"
        if "number" in entry:
            return "", f"<v>{entry['number']}</v>"
        if "runs" in entry:
            first, *others = (element(run) for run in entry["runs"])
            item = f"<r>{first}</r>" + "".join(f'<r><rPr><b/><sz val="11"/></rPr>{run}</r>' for run in others)
        elif "ruby" in entry:
            text, reading = entry["ruby"]
            item = f'{element(text)}<rPh sb="0" eb="{len(text)}"><t>{reading}</t></rPh><phoneticPr fontId="1"/>'
        else:
            item = element(entry["text"])
        return ' t="s"', f"<v>{self.shared(item)}</v>"

    def save(self, target):
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return target


def fill(form, cells, target):
    book = Book(form)
    for cell, entry in cells.items():
        book.enter(cell, entry)
    return book.save(target)
