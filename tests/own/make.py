"""Makes the workbooks of this folder: an invented city's form and report layout as offices have used them for ten years.

Run with openpyxl when they are to change; the tests read what is committed.
"""
import csv
import re
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

HERE = Path(__file__).parent
THIN = Border(*[Side(style="thin")] * 4)
GREY = PatternFill("solid", fgColor="D9D9D9")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
MINCHO = Font(name="ＭＳ 明朝", size=10)
ROWS = range(9, 34)


def headed(sheet, cells):
    for place, text in cells.items():
        first = place.split(":")[0]
        if ":" in place:
            sheet.merge_cells(place)
        sheet[first] = text
        sheet[first].fill, sheet[first].alignment = GREY, CENTRE


def form():
    book = Workbook()
    sheet = book.active
    sheet.title = "報告書"
    sheet["A1"] = "様式第３号（第７条関係）"
    sheet.merge_cells("A2:M2")
    sheet["A2"] = "令和５年度　白瀬市総合計画　重要業績評価指標（ＫＰＩ）進捗状況報告書"
    sheet["A2"].font, sheet["A2"].alignment = Font(name="ＭＳ ゴシック", size=14, bold=True), CENTRE
    for place, text in {"A4:B4": "部課名", "G4": "記入者", "K4": "内線"}.items():
        headed(sheet, {place: text})
    sheet.merge_cells("C4:E4")
    sheet.merge_cells("H4:I4")
    headed(sheet, {
        "A7:A8": "No.", "B7:B8": "基本目標", "C7:D8": "重要業績評価指標\n（ＫＰＩ）", "E7:E8": "単位", "F7:F8": "基準値\n（策定時）",
        "G7:H7": "実績値", "G8": "Ｒ４", "H8": "Ｒ５", "I7:J7": "目標値", "I8": "Ｒ５", "J8": "Ｒ９", "K7:K8": "達成率",
        "L7:L8": "未達成の理由・課題", "M7:M8": "今後の取組",
    })
    for row in range(7, 34):
        for column in "ABCDEFGHIJKLM":
            sheet[f"{column}{row}"].border, sheet[f"{column}{row}"].font = THIN, MINCHO
    for number, row in enumerate(ROWS, 1):
        sheet[f"A{row}"] = number
        sheet.merge_cells(f"C{row}:D{row}")
        sheet[f"K{row}"] = f'=IF(OR(H{row}="",I{row}=""),"",H{row}/I{row})'
        sheet[f"K{row}"].number_format = "0.0%"
        for column in "FGHIJ":
            sheet[f"{column}{row}"].number_format = "#,##0.0"
        sheet[f"H{row}"].protection = Protection(locked=False)
        for column in "CLM":
            sheet[f"{column}{row}"].alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = 32
    sheet["A34"] = "※　記入上の注意　実績値は、確定した数値を記入すること。"
    sheet["L36"], sheet["M36"] = "課長", "印"
    sheet["L7"].comment = Comment("100字程度で簡潔に記入（H27.4 行革担当）", "行革担当")
    for column, width in zip("ABCDEFGHIJKLM", (5, 16, 18, 10, 8, 10, 10, 10, 10, 10, 9, 30, 30)):
        sheet.column_dimensions[column].width = width
    sheet.conditional_formatting.add("K9:K33", CellIsRule(operator="lessThan", formula=["0.8"], fill=PatternFill(bgColor="FFC7CE")))
    choice = DataValidation(type="list", formula1="リスト!$A$1:$A$20", allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add("C4")
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows, sheet.print_area = "7:8", "A1:M36"
    notes = book.create_sheet("記入要領")
    for row, text in enumerate(("１　部課名は、リストから選ぶこと。", "２　実績値は、年度末の値とすること。", "３　実績値が未定の場合は、理由の欄にその旨を書くこと。"), 1):
        notes.cell(row, 1, text)
    total = book.create_sheet("集計")
    total["A1"], total["B1"] = "記入済み", "=COUNT(報告書!H9:H33)"
    total["A2"], total["B2"] = "平均達成率", "=IFERROR(AVERAGE(報告書!K9:K33),0)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=8, min_row=8, max_row=33), titles_from_data=True)
    total.add_chart(chart, "D2")
    lists = book.create_sheet("リスト")
    for row, name in enumerate(("観光政策課", "デジタル推進課", "行政経営課", "学校教育課"), 1):
        lists.cell(row, 1, name)
    lists.sheet_state = "hidden"
    book.defined_names["部課名"] = DefinedName("部課名", attr_text="報告書!$C$4")
    book.defined_names["旧集計範囲"] = DefinedName("旧集計範囲", attr_text="#REF!")
    book.save(HERE / "進捗状況報告書.xlsx")
    patch(HERE / "進捗状況報告書.xlsx")


def report():
    book = Workbook()
    sheet = book.active
    sheet.title = "資料"
    sheet["A1"] = "令和５年度ＫＰＩ達成状況（部長会議資料）"
    sheet["A2"], sheet["C2"], sheet["D2"] = "指標数", "目標達成", None
    headed(sheet, {"A5:A6": "指標名", "B5:B6": "単位", "C5:D5": "実績", "C6": "令和４年度", "D6": "令和５年度", "E5:E6": "目標（令和５年度）",
                   "F5:F6": "達成率(%)", "G5:G6": "評価", "H5:H6": "差"})
    names = Path(sys.argv[1] if len(sys.argv) > 1 else "plans/mine-r6") / "指標.csv"
    with names.open(encoding="utf-8-sig", newline="") as file:
        indicators = [row["指標名"] for row in csv.DictReader(file) if not row["廃止"]]
    for row, name in enumerate(indicators, 7):
        sheet.cell(row, 1, name)
        sheet.cell(row, 8, f'=IF(OR(D{row}="",E{row}=""),"",D{row}-E{row})')
        sheet.cell(row, 4).number_format = "#,##0.0"
    sheet.column_dimensions["A"].width = 44
    sheet.freeze_panes = "B7"
    book.save(HERE / "部長会議資料.xlsx")
    patch(HERE / "部長会議資料.xlsx")


def patch(path):
    """What Excel writes and openpyxl does not: results of formulas (last year's), readings of names, the program's name."""
    with zipfile.ZipFile(path) as package:
        parts = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            if name.startswith("xl/worksheets/sheet"):
                text = content.decode()
                text = re.sub(r"(</f>)<v\s*/>|(</f>)<v></v>", "</f><v>0.95</v>", text)
                reading = '<is><t>部課名</t><rPh sb="0" eb="2"><t>ブカ</t></rPh></is>'
                text = text.replace("<is><t>部課名</t></is>", reading)
                content = text.encode()
            if name == "xl/workbook.xml":
                content = content.decode().replace(' fullCalcOnLoad="1"', "").encode()
            info = zipfile.ZipInfo(name, (2015, 4, 1, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)


if __name__ == "__main__":
    form()
    report()
