//! The columns of a policy's table: the declared ones, with one for each of the plan's years around the year asked about.

use crate::domain::FiscalYear;
use crate::form::{BlankForm, BlankSheet, Column, Field, FormDeclaration};

/// One column of the table.
#[derive(Debug, Clone, Copy)]
pub(super) struct PolicyColumn<'a> {
    /// How it is declared.
    pub declared: &'a Column,
    /// The year, of a column that shows another year than the one asked about.
    pub year: Option<FiscalYear>,
}

/// All columns, left to right.
#[derive(Debug, Clone)]
pub(super) struct PolicyColumns<'a>(pub Vec<PolicyColumn<'a>>);

impl<'a> PolicyColumns<'a> {
    pub(super) fn of(form: &BlankForm, declaration: &'a FormDeclaration) -> Self {
        let years = declaration.column(Field::Years);
        let others = |wanted: &dyn Fn(FiscalYear) -> bool| -> Vec<PolicyColumn<'a>> {
            let shown = form.years.iter().filter(|year| **year != form.year && wanted(**year));
            shown.filter_map(|year| years.map(|declared| PolicyColumn { declared, year: Some(*year) })).collect()
        };
        let mut columns = Vec::new();
        for declared in declaration.columns.iter().filter(|column| column.field != Field::Years) {
            // The years stand in their order, the one asked about among them.
            let is_asked = declared.field == Field::Actual;
            columns.extend(if is_asked { others(&|year| year < form.year) } else { Vec::new() });
            columns.push(PolicyColumn { declared, year: None });
            columns.extend(if is_asked { others(&|year| year > form.year) } else { Vec::new() });
        }
        Self(columns)
    }

    pub(super) fn width(&self, column: u16) -> usize {
        self.0.get(usize::from(column)).map_or(0, |column| usize::from(column.declared.width))
    }

    /// Width of the columns from `first` to `last`.
    pub(super) fn span(&self, (first, last): (u16, u16)) -> usize {
        (first..=last).map(|column| self.width(column)).sum()
    }

    pub(super) fn last(&self) -> u16 {
        u16::try_from(self.0.len().saturating_sub(1)).unwrap_or(0)
    }

    pub(super) fn enumerated(&self) -> impl Iterator<Item = (u16, &PolicyColumn<'a>)> {
        (0u16..).zip(&self.0)
    }

    /// The columns of the baseline and the years, where they stand side by side: what a chart shows.
    pub(super) fn charted(&self) -> Option<(u16, u16)> {
        let shown = |column: &PolicyColumn<'_>| column.year.is_some() || matches!(column.declared.field, Field::Baseline | Field::Actual);
        let places: Vec<u16> = self.enumerated().filter(|(_, column)| shown(column)).map(|(index, _)| index).collect();
        let (first, last) = (*places.first()?, *places.last()?);
        (usize::from(last - first) + 1 == places.len()).then_some((first, last))
    }

    /// What stands above a column.
    pub(super) fn heading(column: &PolicyColumn<'_>, form: &BlankForm, sheet: &BlankSheet) -> String {
        let declared = column.declared;
        if let Some(year) = column.year {
            return declared.heading.replace("{year}", &year.short());
        }
        // What the plan calls its indicators, where the form will be found by that word too.
        let word = &sheet.indicator_word;
        if declared.field == Field::Indicator && declared.aliases.contains(word) {
            return word.clone();
        }
        let suffix = declared.suffix.map(|suffix| form.suffix(suffix)).filter(|suffix| !suffix.is_empty());
        suffix.map_or_else(|| declared.heading.clone(), |suffix| format!("{}\n（{suffix}）", declared.heading))
    }
}
