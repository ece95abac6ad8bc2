//! Writing the board: at the end of a pass in which something that it shows has changed, and by `compile`.

use std::collections::BTreeMap;

use tracing::error;

use super::desk::Desk;
use super::desks::Desks;
use super::{PassReport, Trouble, WorkError, Worker, stamp};
use crate::board::{Board, BoardFacts, NAME, Words, state_in};
use crate::consolidation::Report;
use crate::domain::Civil;

impl Worker {
    /// Writes the board if it would say anything new. The time of day alone is nothing new.
    pub(super) fn refresh_board(&mut self, desks: &Desks, troubles: &[Trouble], now: Civil) -> Result<(), WorkError> {
        let desks: Vec<&Desk> = desks.desks.iter().filter(|desk| desk.opened).collect();
        let Some(first) = desks.first() else { return Ok(()) };
        let plan = first.registry.plan.id.clone();
        let mut reports = Vec::new();
        let mut holidays = BTreeMap::new();
        for desk in &desks {
            reports.push(self.shown_report(desk, now)?);
            holidays.extend(desk.registry.holidays.clone());
        }
        let facts = BoardFacts {
            now,
            holidays: &holidays,
            problems: troubles.iter().map(|trouble| Words::of(|lang| trouble.text(lang))).collect(),
            mailbox: self.store.mail_counts()?,
        };
        let board = Board::new(&reports, &facts, &self.board_templates);
        let path = self.board_path();
        if self.board_state.is_none() {
            self.board_state = self.written_state(&path);
        }
        if self.board_state.as_deref() == Some(board.state()) {
            return Ok(());
        }
        let html = match board.html(&self.board_templates) {
            Ok(html) => html,
            // A template that an office has edited costs the page, never the pass.
            Err(error) => {
                error!(%error, "the board cannot be made");
                return Ok(());
            }
        };
        let output = self.new_output(&plan, path, html.as_bytes())?;
        self.store.add_output(&output, &stamp(now))?;
        self.board_state = Some(board.state().to_owned());
        self.write_outputs(&stamp(now))?;
        Ok(())
    }

    /// The same at the end of a pass, which goes on when the board cannot be made: it holds up nobody's return.
    pub(super) fn board_of_pass(&mut self, desks: &Desks, report: &PassReport, now: Civil) -> Result<(), WorkError> {
        let mut troubles = report.troubles.clone();
        let failed = self.store.mail_counts()?.failed;
        troubles.extend((failed > 0).then_some(Trouble::MailsFailed { count: failed }));
        match self.refresh_board(desks, &troubles, now) {
            Err(error @ WorkError::Store(_)) => Err(error),
            Err(error) => {
                error!(%error, "the board is not written; it is tried again");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Where the board lies, below the outbox.
    fn board_path(&self) -> String {
        format!("{}/{NAME}", self.installation.config.folders.planning)
    }

    /// Files that wait to be written. The board is not counted: it says the number, and a board for each board that could
    /// not be written would fill the disk.
    pub(super) fn not_written(&self) -> Result<usize, WorkError> {
        let board = self.board_path();
        Ok(self.store.pending_outputs()?.iter().filter(|output| output.path != board).count())
    }

    /// A report as the last compile numbered it.
    fn shown_report(&self, desk: &Desk, now: Civil) -> Result<Report, WorkError> {
        let edition = self.store.last_edition(&desk.registry.plan.id, &desk.round.id)?.map_or(0, |edition| edition.number);
        self.report(desk, edition, now)
    }

    /// The state that the page in the outbox was written with by an earlier process, or the newest that waits to be.
    fn written_state(&self, path: &str) -> Option<String> {
        let waiting = self.store.pending_outputs().ok()?.into_iter().rfind(|output| output.path == path);
        let sha256 = waiting.map_or_else(|| self.store.written_at(path).ok().flatten(), |output| Some(output.sha256))?;
        let bytes = self.spool.get(&sha256).ok()?;
        state_in(std::str::from_utf8(&bytes).ok()?).map(str::to_owned)
    }
}
