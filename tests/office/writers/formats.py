"""Formats beside the usual ones in which a return may come: how each writer calls them. What is no workbook must be refused with a word."""

from typing import NamedTuple


class Other(NamedTuple):
    """One way to save the plain return."""

    name: str
    writer: str
    suffix: str
    kind: str
    """What the writer calls the format."""

    def file(self, number):
        return f"other{number}_{self.writer}.{self.suffix}"


OTHERS = [
    Other("with macros allowed (xlsm)", "LibreOffice", "xlsm", "Calc MS Excel 2007 VBA XML"),
    Other("with macros allowed (xlsm)", "SheetJS", "xlsm", "xlsm"),
    Other("xlsx, first edition", "Gnumeric", "xlsx", "Gnumeric_Excel:xlsx"),
    Other("xlsx that is named .xls", "LibreOffice", "xls", "Calc MS Excel 2007 XML"),
    Other("xls that is named .xlsx", "LibreOffice", "xlsx", "MS Excel 97"),
    Other("template (xltx)", "LibreOffice", "xltx", "Calc MS Excel 2007 XML Template"),
    Other("xls of Excel 95", "Gnumeric", "xls", "Gnumeric_Excel:excel_biff7"),
    Other("xls of Excel 95", "SheetJS", "xls", "biff5"),
    Other("xls of Excel 2", "SheetJS", "xls", "biff2"),
    Other("ods, strict", "Gnumeric", "ods", "Gnumeric_OpenCalc:openoffice"),
    Other("ods in one file (fods)", "LibreOffice", "fods", "OpenDocument Spreadsheet Flat XML"),
    Other("ods in one file (fods)", "SheetJS", "fods", "fods"),
    Other("XML of Excel 2003, named .xls", "SheetJS", "xls", "xlml"),
    Other("a page (html)", "LibreOffice", "html", "HTML (StarCalc)"),
    Other("a page, named .xls", "SheetJS", "xls", "html"),
    Other("a page (html)", "Gnumeric", "html", "Gnumeric_html:html40"),
    Other("text with commas (csv)", "LibreOffice", "csv", "Text - txt - csv (StarCalc)"),
    Other("text with tabs, named .xls", "SheetJS", "xls", "txt"),
    Other("Gnumeric's own", "Gnumeric", "gnumeric", "Gnumeric_XmlIO:sax"),
    Other("SYLK", "LibreOffice", "slk", "SYLK"),
    Other("DIF", "SheetJS", "dif", "dif"),
]
