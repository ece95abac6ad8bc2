// What exceljs and SheetJS make of a form: opened, changed, saved. The argument is a file of jobs: {writer, source, target, steps}.
"use strict";
const fs = require("fs");
const path = require("path");
const modules = process.argv[3];
const load = (name) => require(path.join(modules, name));

const SHEET = "入力";
const range = (first, many) => Array.from({ length: many }, (_, number) => first + number);
const serial = (date) => Math.round((Date.parse(date + "T00:00:00Z") - Date.UTC(1899, 11, 30)) / 86400000);

// --- exceljs ---

function typedByExceljs(entry) {
  if ("number" in entry) return Number(entry.number);
  if ("runs" in entry) return { richText: entry.runs.map((text, number) => ({ text, font: { bold: number > 0 } })) };
  if ("ruby" in entry) return entry.ruby[0];
  if ("formula" in entry && "error" in entry) return { formula: entry.formula, result: { error: entry.error } };
  if ("formula" in entry) {
    if (entry.cached === null) return { formula: entry.formula };
    return { formula: entry.formula, result: entry.gives_text ? entry.cached : Number(entry.cached) };
  }
  if ("error" in entry) return { error: entry.error };
  if ("other_file" in entry) return { formula: "'[shukei.xlsx]集計'!$A$1", result: Number(entry.other_file) };
  if ("date" in entry) return new Date(entry.date + "T00:00:00Z");
  return "truth" in entry ? entry.truth : entry.text;
}

const byExceljs = {
  fill(book, sheet, cells) {
    for (const [cell, entry] of Object.entries(cells)) {
      sheet.getCell(cell).value = typedByExceljs(entry);
      // Cells that were read share their styles: one is changed in a copy.
      if (entry.format) sheet.getCell(cell).style = { ...sheet.getCell(cell).style, numFmt: entry.format };
    }
  },
  text(book, sheet, cells) {
    for (const [cell, text] of Object.entries(cells)) sheet.getCell(cell).value = text || null;
  },
  insert_rows: (book, sheet, before, many) => void sheet.spliceRows(before, 0, ...range(0, many).map(() => [])),
  insert_columns: (book, sheet, before, many) => void sheet.spliceColumns(before, 0, ...range(0, many).map(() => [])),
  delete_rows: (book, sheet, first, many) => void sheet.spliceRows(first, many),
  delete_columns: (book, sheet, first, many) => void sheet.spliceColumns(first, many),
  sort(book, sheet, by, first, last, columns) {
    const rows = range(first, last - first + 1).map((row) => range(1, columns).map((column) => sheet.getCell(row, column).value));
    rows.sort((one, other) => (one[by - 1] < other[by - 1] ? 1 : -1));
    rows.forEach((values, number) => values.forEach((value, column) => (sheet.getCell(first + number, column + 1).value = value)));
  },
  hide_rows: (book, sheet, first, many) => range(first, many).forEach((row) => (sheet.getRow(row).hidden = true)),
  hide_columns: (book, sheet, first, many) => range(first, many).forEach((column) => (sheet.getColumn(column).hidden = true)),
  merge: (book, sheet, areas) => areas.forEach((area) => sheet.mergeCells(area)),
  rename: (book, sheet, name) => void (sheet.name = name),
  copy_out(book, sheet) {
    const { Workbook } = load("exceljs");
    const copy = new Workbook();
    const target = copy.addWorksheet(sheet.name);
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.isMerged && cell.master !== cell) return;
        target.getCell(cell.address).value = cell.value;
        target.getCell(cell.address).numFmt = cell.numFmt;
      })
    );
    return copy;
  },
  keep_only: (book, sheet) => book.worksheets.filter((other) => other !== sheet).forEach((other) => book.removeWorksheet(other.id)),
};

async function exceljs(job) {
  const { Workbook } = load("exceljs");
  let book = new Workbook();
  await book.xlsx.readFile(job.source);
  for (const [name, ...what] of job.steps) {
    const sheet = book.getWorksheet(SHEET);
    book = byExceljs[name](book, sheet, ...what) || book;
  }
  await book.xlsx.writeFile(job.target);
}

// --- SheetJS ---

function typedBySheetjs(entry) {
  const format = entry.format ? { z: entry.format } : {};
  if ("number" in entry) return { t: "n", v: Number(entry.number), ...format };
  if ("ruby" in entry) return { t: "s", v: entry.ruby[0] };
  if ("runs" in entry) return { t: "s", v: entry.runs.join("") };
  if ("formula" in entry) {
    if (entry.cached === null) return { t: "n", f: entry.formula };
    return entry.gives_text ? { t: "s", v: entry.cached, f: entry.formula } : { t: "n", v: Number(entry.cached), f: entry.formula, ...format };
  }
  if ("other_file" in entry) return { t: "n", v: Number(entry.other_file), f: "'[shukei.xlsx]集計'!$A$1" };
  if ("date" in entry) return { t: "n", v: serial(entry.date), ...format };
  return "truth" in entry ? { t: "b", v: entry.truth } : { t: "s", v: entry.text, ...format };
}

const ERRORS = { "#DIV/0!": 0x07, "#N/A": 0x2a };

const bySheetjs = {
  fill(XLSX, book, sheet, cells) {
    for (const [cell, entry] of Object.entries(cells)) {
      sheet[cell] = "error" in entry ? { t: "e", v: ERRORS[entry.error], f: entry.formula } : typedBySheetjs(entry);
    }
  },
  text(XLSX, book, sheet, cells) {
    for (const [cell, text] of Object.entries(cells)) {
      if (text) XLSX.utils.sheet_add_aoa(sheet, [[text]], { origin: cell });
      else delete sheet[cell];
    }
  },
  hide_rows(XLSX, book, sheet, first, many) {
    sheet["!rows"] = sheet["!rows"] || [];
    range(first, many).forEach((row) => (sheet["!rows"][row - 1] = { hidden: true }));
  },
  hide_columns(XLSX, book, sheet, first, many) {
    sheet["!cols"] = sheet["!cols"] || [];
    range(first, many).forEach((column) => (sheet["!cols"][column - 1] = { hidden: true }));
  },
  merge(XLSX, book, sheet, areas) {
    sheet["!merges"] = (sheet["!merges"] || []).concat(areas.map(XLSX.utils.decode_range));
  },
  rename(XLSX, book, sheet, name) {
    const old = book.SheetNames.includes(SHEET) ? SHEET : book.SheetNames[0];
    book.SheetNames[book.SheetNames.indexOf(old)] = name;
    delete book.Sheets[old];
    book.Sheets[name] = sheet;
  },
  move_first(XLSX, book) {
    const place = book.SheetNames.indexOf(SHEET);
    book.SheetNames.unshift(...book.SheetNames.splice(place, 1));
    const sheets = book.Workbook && book.Workbook.Sheets;
    if (sheets) sheets.unshift(...sheets.splice(place, 1));
  },
  copy_out(XLSX, book, sheet) {
    const copy = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(copy, sheet, SHEET);
    return copy;
  },
  keep_only: (XLSX, book, sheet) => bySheetjs.copy_out(XLSX, book, sheet),
  add_sheets(XLSX, book, sheet, names) {
    names.forEach((name) => XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([["会議の資料"]]), name));
  },
};

function sheetjs(job) {
  const XLSX = load("xlsx");
  let book = XLSX.readFile(job.source, { cellNF: true, cellStyles: true });
  for (const [name, ...what] of job.steps) {
    const sheet = book.Sheets[SHEET] || book.Sheets[book.SheetNames[0]];
    book = bySheetjs[name](XLSX, book, sheet, ...what) || book;
  }
  const kind = path.extname(job.target).slice(1);
  const first = book.SheetNames.indexOf(SHEET) < 0 ? book.SheetNames[0] : SHEET;
  // `sheet` counts where a format holds one sheet only.
  XLSX.writeFile(book, job.target, { bookType: job.kind || (kind === "xls" ? "biff8" : kind), compression: true, sheet: first });
}

async function main() {
  for (const job of JSON.parse(fs.readFileSync(process.argv[2], "utf8"))) {
    const writer = job.writer === "exceljs" ? exceljs : sheetjs;
    await writer(job);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
