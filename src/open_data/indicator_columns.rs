//! The columns of 指標別.

use super::cell::Cell;
use super::column::{Column, date, decimal, integer, percent, text};
use super::indicator_row::IndicatorRow;
use super::missing;
use crate::consolidation::formula::rounded_rate;
use crate::domain::{FiscalYear, Node, NodeLevel};

type Columns<'a> = Vec<Column<IndicatorRow<'a>>>;

/// All of them, in order.
pub(super) fn columns<'a>() -> Columns<'a> {
    [place(), what(), baseline(), target(), actual(), judgement(), texts()].into_iter().flatten().collect()
}

pub(super) fn year(year: Option<FiscalYear>) -> Cell {
    Cell::count(year.map(|year| u64::from(year.year())))
}

pub(super) fn year_ja(year: Option<FiscalYear>) -> Cell {
    year.map_or(Cell::Blank, |year| Cell::text(year.label()))
}

fn code(node: Option<&Node>) -> Cell {
    node.map_or(Cell::Blank, |node| Cell::text(&node.code))
}

fn name(node: Option<&Node>) -> Cell {
    node.map_or(Cell::Blank, |node| Cell::text(&node.name))
}

fn place<'a>() -> Columns<'a> {
    vec![
        text(
            "全国地方公共団体コード",
            "municipality_code",
            "6桁。先頭が0の場合もあるため、文字列として読み込んでください。",
            |r| Cell::text(&r.report.plan.municipality_code),
        ),
        text("地方公共団体名", "municipality", "", |r| Cell::text(&r.report.plan.city)),
        text("計画ID", "plan_id", "", |r| Cell::text(r.report.plan.id.as_str())),
        text("計画名", "plan", "", |r| Cell::text(&r.report.plan.name)),
        integer("年度_西暦", "fiscal_year", "実績を照会した年度。4月が属する年の西暦です。", |r| {
            year(Some(r.line.year))
        }),
        text("年度_和暦", "fiscal_year_ja", "実績を照会した年度。", |r| year_ja(Some(r.line.year))),
        date("集計日", "as_of", "この日現在の値です。", |r| Cell::text(r.report.now.format("%Y-%m-%d").to_string())),
        text("基本目標_番号", "goal_code", "計画に印刷されている番号。", |r| code(r.node(NodeLevel::Goal))),
        text("基本目標", "goal", "", |r| name(r.node(NodeLevel::Goal))),
        text("施策_番号", "policy_code", "空欄は、基本目標に直接置かれた指標です。", |r| {
            code(r.node(NodeLevel::Policy))
        }),
        text("施策", "policy", "空欄は、基本目標に直接置かれた指標です。", |r| name(r.node(NodeLevel::Policy))),
        text("施策項目", "item", "施策を更に分けている計画だけが持ちます。", |r| name(r.node(NodeLevel::Item))),
    ]
}

fn what<'a>() -> Columns<'a> {
    vec![
        text(
            "指標ID",
            "indicator_id",
            "変わらない番号。日付に置き換わらないよう、文字列として読み込んでください。",
            |r| Cell::text(r.line.indicator.as_str()),
        ),
        text("区分", "kind", "計画での呼び名（数値目標、KGI、KPIなど）。", |r| Cell::text(r.kind())),
        text("指標名", "indicator", "計画に印刷されている名称。", |r| Cell::text(&r.line.name)),
        text(
            "構成元の指標ID",
            "whole_id",
            "幾つかの指標から成る指標の一部である場合に、その全体の指標ID。",
            |r| r.part.map_or(Cell::Blank, |(whole, _)| Cell::text(whole.indicator.as_str())),
        ),
        text("構成名", "part", "全体の中での呼び名。", |r| r.part.map_or(Cell::Blank, |(_, part)| Cell::text(&part.name))),
        text("構成の役割", "part_role", "判定（この指標で判定する）、加算又は減算（全体の内訳）。", |r| {
            r.part.map_or(Cell::Blank, |(_, part)| Cell::text(part.role.label()))
        }),
        text("定義", "definition", "", |r| Cell::text(&r.line.definition)),
        text("単位", "unit", "空欄は、単位のない指標です。", |r| Cell::text(&r.line.unit)),
        text("望ましい方向", "direction", "増加、減少又は維持。", |r| Cell::text(r.line.direction.label())),
        text("集計方法", "aggregation", "累計、延べ（計画期間中の合計）、年間又は時点。", |r| {
            Cell::text(r.line.case.aggregation.label())
        }),
        integer("再掲数", "repeats", "ほかの施策に再び掲載されている数。集計には1度だけ数えます。", |r| {
            Cell::count(u64::try_from(r.repeats()).ok())
        }),
        text("担当課", "departments", "計画に印刷されている担当課。", |r| Cell::text(&r.line.owners)),
    ]
}

fn baseline<'a>() -> Columns<'a> {
    vec![
        decimal("基準値", "baseline", "空欄の理由は「基準値がない理由」のとおり。", |r| {
            Cell::number(r.baseline().and_then(|row| row.value))
        }),
        text(
            "基準値_段階",
            "baseline_stage",
            "数値ではなく段階で示す指標の、段階の名称。数値は段階の順番です。",
            |r| Cell::text(r.stage(r.baseline().and_then(|row| row.value))),
        ),
        integer("基準値_年度_西暦", "baseline_fiscal_year", "空欄は、時点が公表されていないものです。", |r| {
            year(r.baseline().and_then(|row| row.year))
        }),
        text("基準値_年度_和暦", "baseline_fiscal_year_ja", "", |r| year_ja(r.baseline().and_then(|row| row.year))),
        text("基準値_表記", "baseline_printed", "計画に印刷されている時点、又は数値の代わりの文字。", |r| {
            r.baseline().map_or(Cell::Blank, |row| Cell::text(&row.text))
        }),
        text("基準値がない理由", "baseline_missing", "", |r| Cell::text(missing::registered(r.line, r.baseline()))),
    ]
}

fn target<'a>() -> Columns<'a> {
    vec![
        decimal(
            "目標値",
            "target",
            "その年度の目標値。ない場合は、次に設定されている年度の目標値です。",
            |r| Cell::number(r.target().and_then(|target| target.value)),
        ),
        text("目標値_段階", "target_stage", "段階で示す指標の、段階の名称。", |r| {
            Cell::text(r.stage(r.target().and_then(|target| target.value)))
        }),
        text(
            "目標値_条件",
            "target_operator",
            "以上、以下、基準値以上又は基準値以下。空欄は、数値そのものです。",
            |r| r.target().map_or(Cell::Blank, |target| Cell::text(target.row.operator.label())),
        ),
        integer("目標値_年度_西暦", "target_fiscal_year", "目標が設定されている年度。", |r| {
            year(r.target().map(|target| target.year))
        }),
        text("目標値_年度_和暦", "target_fiscal_year_ja", "", |r| year_ja(r.target().map(|target| target.year))),
        text("目標値_表記", "target_printed", "計画に印刷されている表記（例：延べ100件）。", |r| {
            r.target().map_or(Cell::Blank, |target| Cell::text(&target.row.text))
        }),
        text("目標値がない理由", "target_missing", "", |r| {
            Cell::text(missing::registered(r.line, r.target().map(|target| target.row)))
        }),
        decimal(
            "当初の目標値",
            "original_target",
            "目標値を見直した場合の、見直し前の値。空欄は、見直していないものです。",
            |r| Cell::number(r.line.revision.as_ref().and_then(|revision| revision.first_value)),
        ),
        text("当初の目標値_表記", "original_target_printed", "見直し前の目標値の、単位を付けた表記。", |r| {
            r.line.revision.as_ref().map_or(Cell::Blank, |revision| Cell::text(&revision.first))
        }),
        date("目標値_見直し日", "target_revised_on", "目標値の見直しを決定した日。", |r| {
            let on = r.line.revision.as_ref().and_then(|revision| revision.on);
            on.map_or(Cell::Blank, |on| Cell::text(on.to_string()))
        }),
        decimal("翌年度の目標値", "next_target", "空欄は、設定がないものです。", |r| {
            Cell::number(r.target_of(r.line.year.next()))
        }),
        decimal("最終目標値", "final_target", "計画の最終年度の目標値。", |r| {
            Cell::number(r.target_of(r.report.plan.years.map(|(_, last)| last)))
        }),
        integer("最終年度_西暦", "final_fiscal_year", "計画の最終年度。", |r| {
            year(r.report.plan.years.map(|(_, last)| last))
        }),
    ]
}

fn actual<'a>() -> Columns<'a> {
    vec![
        decimal("実績値", "actual", "所管課が報告した、その年度の値。", |r| Cell::number(r.line.actual)),
        text("実績値_段階", "actual_stage", "段階で示す指標の、段階の名称。", |r| Cell::text(r.stage(r.line.actual))),
        text(
            "値の区分",
            "state",
            "確定、速報、見込み、集計中、今年度調査なし又は統計未公表。空欄は未提出です。",
            |r| r.line.state.map_or(Cell::Blank, |state| Cell::text(state.label())),
        ),
        text("実績値がない理由", "actual_missing", "", |r| Cell::text(missing::actual(r.line))),
        decimal(
            "累計実績値",
            "cumulative",
            "延べの指標だけが持ちます。計画の初年度からの合計で、判定に用います。",
            |r| {
                if r.line.adds_up() { Cell::number(r.line.case.actual) } else { Cell::Blank }
            },
        ),
        text("実績値_時点", "actual_as_of", "所管課が記入した時点。", |r| {
            r.line.origin.as_ref().map_or(Cell::Blank, |origin| Cell::text(&origin.as_of))
        }),
        text("実績値_出典", "actual_source", "所管課が記入した出典。", |r| {
            r.line.origin.as_ref().map_or(Cell::Blank, |origin| Cell::text(&origin.source))
        }),
    ]
}

fn judgement<'a>() -> Columns<'a> {
    vec![
        text(
            "達成状況",
            "status",
            "評価区分に当てはめて算定した区分。決定により変更した場合は、変更後の区分。",
            |r| r.line.status().filter(|_| r.is_judged()).map_or(Cell::Blank, Cell::text),
        ),
        text(
            "達成状況がない理由",
            "status_missing",
            "未提出、集計中、算定不可など。内訳である指標は「判定の対象外」です。",
            |r| {
                let judged = if r.is_judged() { r.line.status_word() } else { "判定の対象外" };
                if r.is_judged() && r.line.status().is_some() { Cell::Blank } else { Cell::text(judged) }
            },
        ),
        percent(
            "達成率(%)",
            "achievement_rate",
            "小数第2位を四捨五入しています。空欄は、算定できないものです。",
            |r| Cell::number(rounded_rate(r.line.judgement.achievement).filter(|_| r.is_judged())),
        ),
        percent(
            "進捗率(%)",
            "progress_rate",
            "基準値から目標値までの進み具合。小数第2位を四捨五入しています。",
            |r| Cell::number(rounded_rate(r.line.judgement.progress).filter(|_| r.is_judged())),
        ),
        text("前年度の達成状況", "last_status", "", |r| r.line.last_status.as_deref().map_or(Cell::Blank, Cell::text)),
        text(
            "公表された達成状況",
            "published_status",
            "団体が公表した区分。算定した区分と異なる場合があります。",
            |r| r.line.published.as_deref().map_or(Cell::Blank, Cell::text),
        ),
    ]
}

fn texts<'a>() -> Columns<'a> {
    vec![
        text("目標に届かなかった理由", "reason", "所管課が記入した文章。", |r| Cell::text(&r.line.reason)),
        text("今後の対応", "measure", "所管課が記入した文章。", |r| Cell::text(&r.line.measure)),
        text("注記", "note", "計画に印刷されている注記。", |r| Cell::text(&r.line.note)),
    ]
}
