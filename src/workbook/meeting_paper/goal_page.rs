//! Where pages end on a sheet: never within a row, and a table that goes on gets its headings again.

use rust_xlsxwriter::RowNum;

/// Fills pages from top to bottom, in points.
pub(super) struct Pages {
    /// Height that rows may take on one page, at the size at which the sheet is printed.
    page: f64,
    /// Height of the rows repeated on every page.
    repeated: f64,
    used: f64,
    /// First rows of the pages after the first.
    pub(super) breaks: Vec<RowNum>,
}

impl Pages {
    pub(super) fn new(repeated: f64, page: f64) -> Self {
        Self { page, repeated, used: repeated, breaks: Vec::new() }
    }

    /// Whether rows of this height still fit below what is there.
    pub(super) fn fits(&self, height: f64) -> bool {
        self.used + height <= self.page
    }

    /// Whether rows of this height fit an empty page.
    pub(super) fn fits_empty(&self, height: f64) -> bool {
        self.repeated + height <= self.page
    }

    /// Whether nothing stands on this page yet.
    pub(super) fn is_empty(&self) -> bool {
        self.used <= self.repeated
    }

    /// Height that is left on this page.
    pub(super) fn left(&self) -> f64 {
        (self.page - self.used).max(0.0)
    }

    /// Height of an empty page below what it repeats.
    pub(super) fn whole(&self) -> f64 {
        self.page - self.repeated
    }

    /// Takes height on this page.
    pub(super) fn take(&mut self, height: f64) {
        self.used += height;
    }

    /// Begins a page at this row.
    pub(super) fn turn(&mut self, row: RowNum) {
        self.breaks.push(row);
        self.used = self.repeated;
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::paper::PAGE;
    use super::*;

    #[test]
    fn a_page_is_full_before_it_overflows() {
        let mut pages = Pages::new(28.0, PAGE);
        assert!(pages.is_empty() && pages.fits(PAGE - 28.0) && !pages.fits(PAGE));
        pages.take(400.0);
        assert!(!pages.fits(60.0) && pages.fits_empty(60.0));
        pages.turn(20);
        assert_eq!((pages.breaks.as_slice(), pages.is_empty()), (&[20][..], true));
    }
}
