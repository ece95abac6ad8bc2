//! What a compile writes for the planning office: the two books, and the same figures as data.

use tracing::warn;

use super::desk::Desk;
use super::{WorkError, Worker};
use crate::consolidation::Report;
use crate::domain::Civil;
use crate::open_data::OpenData;
use crate::store::NewOutput;
use crate::workbook::{meeting_paper, working_book};

/// In which form the data are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// Both tables and the dictionary of their columns.
    Csv,
    /// One document.
    Json,
}

/// Longest part of a file's name that is the round's name, in bytes: with what stands around it, it stays below 255.
pub(super) const ROUND_BYTES: usize = 80;
/// The same of the name of an office's own report.
const OWN_BYTES: usize = 60;
/// The same of the plan's.
const PLAN_BYTES: usize = 110;

/// A file by name.
type Named = (String, Vec<u8>);

impl Worker {
    /// The books and the data, ready to be written below the planning office's folder.
    pub(super) fn papers(&self, desk: &Desk, report: &Report) -> Result<Vec<NewOutput>, WorkError> {
        let folder = &self.installation.config.folders.planning;
        let name = self.title(desk);
        let mut files = vec![
            (format!("会議資料_{name}.xlsx"), meeting_paper::write(report)?),
            (format!("企画課作業用_{name}.xlsx"), working_book::write(report)?),
        ];
        let (own, troubles) = self.own_papers(desk, report);
        files.extend(own.into_iter().map(|(file, bytes)| {
            let (stem, kind) = file.rsplit_once('.').unwrap_or((&file, "xlsx"));
            (format!("{}_{name}.{kind}", in_a_file_name(stem, OWN_BYTES)), bytes)
        }));
        for trouble in troubles {
            // The other papers are whole; what is wrong with this one, `form check` says.
            warn!("{trouble}");
        }
        files.extend(self.data(desk, report, DataFormat::Csv));
        files.extend(self.data(desk, report, DataFormat::Json));
        files.into_iter().map(|(file, bytes)| self.new_output(&desk.registry.plan.id, format!("{folder}/{file}"), &bytes)).collect()
    }

    /// The data as of `now`, for somebody who wants them elsewhere: the report and the files by name. Nothing is recorded.
    pub fn open_data(&self, format: DataFormat, now: Civil) -> Result<(Report, Vec<Named>), WorkError> {
        let desk = self.desk(now)?;
        if !desk.opened {
            return Err(WorkError::NotOpened(desk.round.name));
        }
        let edition = self.store.last_edition(&desk.registry.plan.id, &desk.round.id)?.map_or(0, |edition| edition.number);
        let report = self.report(&desk, edition, now)?;
        let files = self.data(&desk, &report, format);
        Ok((report, files))
    }

    fn data(&self, desk: &Desk, report: &Report, format: DataFormat) -> Vec<Named> {
        let data = OpenData::of(report, &desk.registry);
        let name = self.title(desk);
        match format {
            DataFormat::Csv => vec![
                (format!("データ_{name}.csv"), data.indicators_csv().into_bytes()),
                (format!("年度別データ_{name}.csv"), data.years_csv().into_bytes()),
                ("項目定義.csv".to_owned(), OpenData::dictionary_csv().into_bytes()),
            ],
            DataFormat::Json => vec![(format!("データ_{name}.json"), data.json().into_bytes())],
        }
    }

    /// What tells this round's files from others': its name, and the plan's where there are two.
    fn title(&self, desk: &Desk) -> String {
        let round = in_a_file_name(&desk.round.name, ROUND_BYTES);
        if self.installation.config.plans.len() < 2 {
            return round;
        }
        format!("{}_{round}", in_a_file_name(&desk.registry.plan.name, PLAN_BYTES))
    }
}

/// A name of the register as a part of a file's name on any file share, at most so many bytes of it.
pub(super) fn in_a_file_name(name: &str, bytes_max: usize) -> String {
    let foreign = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let mut kept = String::new();
    for c in name.chars().map(|c| if foreign(c) { '・' } else { c }) {
        if kept.len() + c.len_utf8() > bytes_max {
            break;
        }
        kept.push(c);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::in_a_file_name;

    #[test]
    fn a_name_never_leads_into_another_folder() {
        assert_eq!(in_a_file_name("令和6年度実績", 80), "令和6年度実績");
        assert_eq!(in_a_file_name("../R5/R6: 実績", 80), "..・R5・R6・ 実績");
        assert_eq!(in_a_file_name(&"計".repeat(300), 80), "計".repeat(26), "a file system ends at 255 bytes");
    }
}
