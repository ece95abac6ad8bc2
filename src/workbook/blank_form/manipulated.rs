//! What officers do to an issued form before they send it back: each manipulation is made on a form of Mine's register as it is
//! issued, filled and read by the program, and ends in the same values or in a finding that says what is wrong.

mod tools;

use tools::*;

use crate::domain::{CellRef, Ledger, Verdict};
use crate::extraction::{Content as Found, Grid, GridCell, GridSheet, Merge};

#[test]
fn inserted_rows_and_columns() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (top, [target, ..]) = head(input);
    // Two rows above all, one below the head, one after the first indicator; a column in front and one before the target.
    moved(input, |row, column| {
        let down = 2 + u32::from(row > top) + u32::from(row > top + 1);
        Some((row + down, column + 1 + u32::from(column >= target)))
    });
    same(&grid, &[]);
    let input = sheet(&mut grid, "入力");
    add(input, [text(top + 2, target + 1, "メモ"), text(top + 4, target + 1, "要確認")]);
    same(&grid, &["T009"]);
}

#[test]
fn sorted_rows_and_changed_columns() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let ((top, [_, actual, state]), last) = (head(input), last_row(input));
    moved(input, |row, column| {
        let column = match column {
            _ if row < top => column,
            _ if column == actual => state,
            _ if column == state => actual,
            _ => column,
        };
        Some((if row > top { top + 1 + (last - row) } else { row }, column))
    });
    same(&grid, &[]);
}

#[test]
fn a_head_in_two_lines() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (top, [target, actual, _]) = head(input);
    moved(input, |row, column| Some((if row > top { row + 1 } else { row }, column)));
    // 当年度 is merged over 目標 and 実績; the other headings over both lines.
    input.cells.retain(|cell| cell.at != CellRef::new(top, actual).unwrap());
    add(input, [text(top, target, "当年度\n（令和6年度）"), text(top + 1, target, "目標"), text(top + 1, actual, "実績")]);
    same(&grid, &[]);
}

#[test]
fn other_words_in_the_head() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (_, [target, actual, state]) = head(input);
    for (column, heading) in [(target, "今年度目標値"), (actual, "R6実績"), (state, "数値の区分")] {
        rename_heading_at(input, column, heading);
    }
    same(&grid, &["T015"]);
    let told = verdict(&grid).findings.iter().filter(|finding| finding.problem.code() == "T015").count();
    assert_eq!(told, 3);
    // Two years beside each other: the later one is asked about.
    let input = sheet(&mut grid, "入力");
    let row = input.cells.iter().find(|cell| cell.content.text() == "R6実績").unwrap().at.row();
    let last = input.cells.iter().find(|cell| cell.at.row() == row && cell.content.text().starts_with("前年度実績\n")).unwrap().at;
    add(input, [text(row, last.column().into(), "令和5年度実績")]);
    same(&grid, &["T015"]);
    // What is only like it is named and not taken.
    add(sheet(&mut grid, "入力"), [text(row, actual, "当年度実績見込")]);
    let unclear = verdict(&grid);
    assert_eq!((unclear.verdict, unclear.rows.len()), (Verdict::Returned, 0));
    let problem = unclear.findings.iter().find(|finding| finding.problem.code() == "T016").unwrap();
    assert_eq!(problem.place.cell, CellRef::new(row, actual));
}

fn rename_heading_at(sheet: &mut GridSheet, column: u32, heading: &str) {
    let number = sheet.cells.iter().find(|cell| cell.content.text() == "番号").unwrap().at.row();
    add(sheet, [text(number, column, heading)]);
}

#[test]
fn names_without_numbers_in_other_dress() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (top, _) = head(input);
    let names: Vec<(CellRef, String)> = {
        let column = input.cells.iter().find(|cell| cell.content.text() == "指標名").unwrap().at.column();
        let in_column = input.cells.iter().filter(|cell| cell.at.row() > top && cell.at.column() == column);
        in_column.map(|cell| (cell.at, cell.content.text().to_owned())).collect()
    };
    input.cells.retain(|cell| cell.at.row() <= top || cell.at.column() > 0);
    for (place, (at, name)) in names.iter().enumerate() {
        let dressed = if place % 2 == 0 { format!("・{name}※1") } else { format!("【再掲】（{place}）{name}　") };
        add(input, [text(at.row(), at.column().into(), &dressed)]);
    }
    same(&grid, &[]);
}

#[test]
fn another_table_below_or_beside_and_a_line_of_totals() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let ((top, [_, actual, _]), last) = (head(input), last_row(input));
    add(input, [text(last + 1, 2, "合計"), number(last + 1, actual, "1234")]);
    same(&grid, &["T017"]);
    let input = sheet(&mut grid, "入力");
    let below = [text(last + 4, 0, "月"), text(last + 4, actual, "入込客数"), text(last + 5, 0, "4月"), number(last + 5, actual, "10")];
    add(input, below.into_iter().chain([text(last + 6, 0, "5月"), number(last + 6, actual, "20")]));
    same(&grid, &["T017"]);
    let told = verdict(&grid).findings.iter().filter(|finding| finding.problem.code() == "T017").count();
    assert_eq!(told, 2, "the totals, and the table once");
    // A copy of the whole table beside it, from an earlier year, with other numbers: nobody can tell which is meant.
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let width = u32::from(input.cells.iter().map(|cell| cell.at.column()).max().unwrap()) + 2;
    let copy: Vec<GridCell> = input.cells.iter().filter(|cell| cell.at.row() >= top).cloned().collect();
    add(
        input,
        copy.iter().map(|cell| GridCell { at: CellRef::new(cell.at.row(), u32::from(cell.at.column()) + width).unwrap(), ..cell.clone() }),
    );
    same(&grid, &[]);
    let input = sheet(&mut grid, "入力");
    add(input, [number(top + 1, actual + width, "987")]);
    let unclear = verdict(&grid);
    assert_eq!((codes(&unclear), unclear.rejected.len()), (vec!["T005"], 1), "{:?}", unclear.findings);
}

#[test]
fn a_heading_of_another_year() {
    for heading in ["当年度実績\n（令和5年度）", "R5実績", "令和7年度実績"] {
        let mut grid = issued();
        let input = sheet(&mut grid, "入力");
        let (_, [_, actual, _]) = head(input);
        rename_heading_at(input, actual, heading);
        let returned = verdict(&grid);
        assert_eq!((returned.verdict, codes(&returned)), (Verdict::Returned, vec!["T016"]), "{heading}");
    }
}

#[test]
fn a_small_table_with_the_same_headings_above() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (top, _) = head(input);
    moved(input, |row, column| Some((if row >= top { row + 4 } else { row }, column)));
    add(input, [text(top, 0, "番号"), text(top, 2, "当年度実績"), text(top, 3, "値の区分")]);
    add(input, [text(top + 1, 0, "（参考）")]);
    same(&grid, &[]);
}

#[test]
fn a_copied_column() {
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (top, [_, actual, _]) = head(input);
    let width = u32::from(input.cells.iter().map(|cell| cell.at.column()).max().unwrap()) + 1;
    let column: Vec<GridCell> =
        input.cells.iter().filter(|cell| cell.at.row() >= top && u32::from(cell.at.column()) == actual).cloned().collect();
    add(input, column.iter().map(|cell| GridCell { at: CellRef::new(cell.at.row(), width).unwrap(), ..cell.clone() }));
    same(&grid, &[]);
    // Only one of them was filled in.
    for blank in [actual, width] {
        let mut grid = grid.clone();
        sheet(&mut grid, "入力").cells.retain(|cell| cell.at.row() <= top || u32::from(cell.at.column()) != blank);
        same(&grid, &[]);
    }
    let input = sheet(&mut grid, "入力");
    add(input, [number(top + 1, width, "987")]);
    let unclear = verdict(&grid);
    assert_eq!((codes(&unclear), unclear.rejected.len()), (vec!["T019"], 1), "{:?}", unclear.findings);
    assert!(unclear.findings.iter().all(|finding| finding.problem.code() != "T019" || finding.indicator.is_some()));
}

#[test]
fn the_sheet_moved_renamed_hidden_or_copied_into_another_workbook() {
    let mut grid = issued();
    "R6報告".clone_into(&mut sheet(&mut grid, "入力").name);
    grid.sheets.reverse();
    same(&grid, &[]);
    let copy = sheet(&mut grid, "R6報告").clone();
    let other = GridSheet {
        name: "Sheet1".into(),
        visible: true,
        cells: vec![text(0, 0, "番号"), text(0, 1, "指標名"), text(1, 0, "1")],
        ..GridSheet::default()
    };
    same(&Grid { sheets: vec![other, copy], ..Grid::default() }, &[]);
    sheet(&mut grid, "R6報告").visible = false;
    same(&grid, &["I019"]);
    // Its identity on the hidden sheet alone suffices too.
    sheet(&mut grid, "R6報告").cells.retain(|cell| cell.at.row() > 1);
    "入力".clone_into(&mut sheet(&mut grid, "R6報告").name);
    same(&grid, &["I019"]);
}

#[test]
fn copies_of_the_sheet_in_the_same_workbook() {
    let mut grid = issued();
    let mut copy = sheet(&mut grid, "入力").clone();
    "入力 (2)".clone_into(&mut copy.name);
    grid.sheets.push(copy.clone());
    same(&grid, &[]);
    // The first left blank, the copy filled in.
    let mut half = grid.clone();
    let input = sheet(&mut half, "入力");
    let (top, [_, actual, _]) = head(input);
    input.cells.retain(|cell| cell.at.row() <= top || u32::from(cell.at.column()) < actual);
    same(&half, &[]);
    // Both filled in, one row otherwise.
    add(sheet(&mut grid, "入力 (2)"), [number(top + 1, actual, "987")]);
    let unclear = verdict(&grid);
    assert_eq!((codes(&unclear), unclear.rejected.len()), (vec!["T005"], 1), "{:?}", unclear.findings);
    let message =
        unclear.findings.iter().find(|finding| finding.problem.code() == "T005").unwrap().problem.message(crate::domain::Lang::Ja);
    assert!(message.contains("「入力 (2)」シート") || message.contains("「入力」シート"), "{message}");
    // Last year's table kept for reference on a sheet without a number.
    let mut with_old = issued();
    copy.cells.retain(|cell| cell.at.row() >= top);
    add(&mut copy, [number(top + 1, actual, "987")]);
    "参考".clone_into(&mut copy.name);
    with_old.sheets.insert(0, copy);
    same(&with_old, &["T017"]);
}

#[test]
fn sheets_of_several_departments_gathered_in_one_workbook() {
    let registry = registry();
    let ledger = Ledger::of(registry, this_round());
    let other = ledger.departments().into_iter().map(|id| registry.department(id).unwrap()).find(|known| known.name != KANKO).unwrap();
    let mut grid = issued();
    let theirs = filled(&other.name, this_round(), this_years);
    let mut copy = theirs.sheets.iter().find(|sheet| sheet.name == "入力").unwrap().clone();
    "入力 (2)".clone_into(&mut copy.name);
    grid.sheets.push(copy);
    let both = verdicts(&grid);
    assert_eq!(both.len(), 2, "only one's hidden sheet came along");
    assert_eq!(values(&both[0]), values(&verdict(&issued())));
    assert_eq!(values(&both[1]), values(&verdict(&theirs)));
    // One that files, one that does not yet.
    let state = sheet(&mut grid, "入力 (2)").cells.iter_mut().find(|cell| cell.content.text() == "提出").unwrap();
    state.content = Found::Text("作成中".into());
    assert_eq!(verdicts(&grid).iter().map(|part| part.verdict == Verdict::Draft).collect::<Vec<_>>(), [false, true]);
    // A head pasted over another department's form is still refused.
    let mut mixed = issued();
    *sheet(&mut mixed, "入力") = theirs.sheets.iter().find(|sheet| sheet.name == "入力").unwrap().clone();
    assert_eq!(codes(&verdict(&mixed)), ["I003"]);
}

#[test]
fn last_years_form_with_this_years_numbers_and_last_years_return() {
    let last = &registry().rounds[0];
    let reused = verdict(&filled(KANKO, last, this_years));
    assert_eq!(values(&reused), values(&verdict(&issued())), "{:?}", reused.findings);
    assert_eq!(codes(&reused), ["I015"], "printed targets are those of its own year: {:?}", reused.findings);
    let returned = verdict(&filled(KANKO, last, |id| registry().past_actual(id, last.year)));
    assert_eq!((returned.verdict, codes(&returned)), (Verdict::Refused, vec!["I016"]));
    // Where nothing can be compared, the heading tells.
    let mut nothing = filled(KANKO, last, |_| None);
    assert_eq!(codes(&verdict(&nothing)), ["I005"]);
    let input = sheet(&mut nothing, "入力");
    let (_, [_, actual, _]) = head(input);
    rename_heading(input, actual, "当年度実績（令和6年度）");
    assert!(codes(&verdict(&nothing)).contains(&"I015"));
    // Kept beside this year's sheet, it is left alone.
    let mut both = issued();
    let mut old =
        filled(KANKO, last, |id| registry().past_actual(id, last.year)).sheets.into_iter().find(|sheet| sheet.name == "入力").unwrap();
    "R5".clone_into(&mut old.name);
    both.sheets.insert(0, old);
    let rounds: Vec<Verdict> = verdicts(&both).iter().map(|part| part.verdict).collect();
    assert!(rounds.contains(&Verdict::Refused) && rounds.len() == 2, "{rounds:?}");
}

#[test]
fn merged_cells() {
    // An indicator in two lines: number and name are merged, its words stand in the second one.
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let (top, [_, actual, state]) = head(input);
    moved(input, |row, column| Some((row + u32::from(row > top + 1), column)));
    moved(input, |row, column| Some((row + u32::from(row == top + 1 && (column == actual || column == state)), column)));
    let merged = |first: u32, last: u32, column: u32| Merge::over_rows((first, column), (last, column)).unwrap();
    input.merges = vec![merged(top + 1, top + 2, 0)];
    same(&grid, &[]);
    // Both lines with a number: two rows of one indicator.
    add(sheet(&mut grid, "入力"), [number(top + 1, actual, "987")]);
    let unclear = verdict(&grid);
    assert_eq!((codes(&unclear), unclear.rejected.len()), (vec!["T005"], 1), "{:?}", unclear.findings);
    // One 確定 over all rows is said of each.
    let mut grid = issued();
    let input = sheet(&mut grid, "入力");
    let last = last_row(input);
    moved(input, |row, column| (row <= top + 1 || column != state).then_some((row, column)));
    input.merges = vec![merged(top + 1, last, state)];
    same(&grid, &[]);
    // One number over two rows is nobody's.
    let input = sheet(&mut grid, "入力");
    moved(input, |row, column| (row != top + 3 || column != actual).then_some((row, column)));
    input.merges.push(merged(top + 2, top + 3, actual));
    let unclear = verdict(&grid);
    assert_eq!((codes(&unclear), unclear.rejected.len()), (vec!["T018"], 2), "{:?}", unclear.findings);
}
