//! The plans that the program carries: what `demo` plays. Each is a register as published, and what the departments of
//! its demonstration report.

use super::Asset;

/// A plan with its demonstration.
#[derive(Debug)]
pub struct PlanAssets {
    /// Its id.
    pub id: &'static str,
    /// Domain of its (invented) mail addresses.
    pub domain: &'static str,
    /// Its register.
    pub sheets: &'static [Asset],
    /// What the departments report: `指標ID,実績値`.
    pub actuals: &'static str,
    /// Whether these figures are invented, because the city has published none.
    pub invented: bool,
    /// What they write about their initiatives: `体系ID,順,取組・成果,進捗状況の評価／今後の対応`; empty where the plan has none.
    pub texts: &'static str,
    /// Invented actuals of earlier years, added to 値 for the demonstration only: the published register has none.
    pub values: &'static str,
}

macro_rules! plan_file {
    ($id:literal, $file:literal) => {
        include_str!(concat!("../../plans/", $id, "/", $file, ".csv"))
    };
}

/// The sheets that every register has, and those of this one.
macro_rules! sheets {
    ($id:literal $(, $more:literal)*) => {
        sheets!(@ $id, "計画", "体系", "指標", "配置", "値", "構成", "担当課", "担当", "評価区分", "検証規則", "提出期間", "決定", "事業", "休日" $(, $more)*)
    };
    (@ $id:literal, $($sheet:literal),*) => {
        &[$((concat!("plans/", $id, "/", $sheet, ".csv"), plan_file!($id, $sheet))),*]
    };
}

/// All of them; the first is the one that `demo` plays unless another is named.
pub const PLANS: &[PlanAssets] = &[
    PlanAssets {
        id: "mine-r6",
        domain: "city-mine.example",
        sheets: sheets!("mine-r6"),
        actuals: plan_file!("mine-r6", "demo/実績"),
        invented: false,
        texts: "",
        values: "",
    },
    PlanAssets {
        id: "mine-3rd",
        domain: "city-mine.example",
        sheets: sheets!("mine-3rd"),
        actuals: plan_file!("mine-3rd", "demo/実績"),
        invented: true,
        texts: "",
        values: "",
    },
    PlanAssets {
        id: "shunan-r2",
        domain: "city-shunan.example",
        sheets: sheets!("shunan-r2", "主な取組"),
        actuals: plan_file!("shunan-r2", "demo/実績"),
        invented: false,
        texts: plan_file!("shunan-r2", "demo/取組"),
        values: "",
    },
    PlanAssets {
        id: "yonezawa",
        domain: "city-yonezawa.example",
        sheets: sheets!("yonezawa"),
        actuals: plan_file!("yonezawa", "demo/実績"),
        invented: true,
        texts: "",
        values: plan_file!("yonezawa", "demo/値"),
    },
    PlanAssets {
        id: "izunokuni",
        domain: "city-izunokuni.example",
        sheets: sheets!("izunokuni"),
        actuals: plan_file!("izunokuni", "demo/実績"),
        invented: true,
        texts: "",
        values: "",
    },
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::register::folder::read_folder;

    /// A sheet that stands in the repository but not here would be missing in every installation.
    #[test]
    fn the_plans_are_carried_whole() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
        for plan in PLANS {
            let there = read_folder(&folder.join(plan.id)).unwrap();
            let carried: Vec<String> = there.keys().map(|sheet| format!("plans/{}/{sheet}.csv", plan.id)).collect();
            assert!(carried.iter().all(|path| plan.sheets.iter().any(|(asset, _)| asset == path)), "{}", plan.id);
            assert_eq!(carried.len(), plan.sheets.len(), "{}", plan.id);
        }
    }
}
