//! `decide` and `round`: acts with who and why. Each says what it changed and how to take it back.

use std::path::Path;
use std::str::FromStr;

use serde::Serialize;

use super::args::RoundCommand;
use super::decision_args::{DecideCommand, ReasonArgs};
use super::table::table;
use super::{CliError, Context, Outcome, amend, new_round, now};
use crate::consolidation::{DecisionJson, DecisionState, day_words, pick};
use crate::diagnostic::headline;
use crate::domain::{Act, IdError, Lang, RoundId};
use crate::installation::Installation;
use crate::worker::{Decided, DecisionList, Opened, Reason, Worker};

#[derive(Serialize)]
struct Answer<'a> {
    number: &'a str,
    recorded: bool,
    known: bool,
    what: &'a str,
    effects: Vec<&'a str>,
}

#[derive(Serialize)]
struct OpenAnswer<'a> {
    round: &'a RoundId,
    opened: bool,
    known: bool,
    departments: usize,
    indicators: usize,
}

#[derive(Serialize)]
struct Listed<'a> {
    round: &'a str,
    decisions: Vec<DecisionJson>,
    findings: Vec<Disagreement>,
}

#[derive(Serialize)]
struct Disagreement {
    code: &'static str,
    place: String,
    message: String,
    remedy: String,
}

/// An id that was typed; `flag` says where.
fn id<T: FromStr<Err = IdError>>(flag: &'static str, text: &str) -> Result<T, CliError> {
    text.parse().map_err(|error| CliError::Id { flag, error })
}

fn optional<T: FromStr<Err = IdError>>(flag: &'static str, text: Option<&str>) -> Result<Option<T>, CliError> {
    text.map(|text| id(flag, text)).transpose()
}

const fn words(reason: &ReasonArgs) -> (&ReasonArgs, Option<chrono::NaiveDate>) {
    (reason, None)
}

/// `decide …`.
pub(super) fn decide(context: &Context, dir: &Path, command: &DecideCommand) -> Result<Outcome, CliError> {
    let (department, indicator) = ("--department", "--indicator");
    let (act, (reason, until)) = match command {
        DecideCommand::List => return list(context, dir),
        DecideCommand::Extend { due, department: whose, indicator: about, reason } => {
            let (department, indicator) = (optional(department, whose.as_deref())?, optional(indicator, about.as_deref())?);
            (Act::Extend { department, indicator, due: *due, locks: None }, words(reason))
        }
        DecideCommand::Waive { code, department: whose, indicator: about, until, reason } => {
            let (department, indicator) = (optional(department, whose.as_deref())?, optional(indicator, about.as_deref())?);
            (Act::Waive { rule: code.trim().to_uppercase(), indicator, department }, (reason, *until))
        }
        DecideCommand::Override { indicator: about, status, until, reason } => {
            (Act::Override { indicator: id(indicator, about)?, status: status.trim().to_owned() }, (reason, *until))
        }
        DecideCommand::Hold { department: whose, until, reason } => {
            (Act::HoldReminders { department: optional(department, whose.as_deref())? }, (reason, *until))
        }
        DecideCommand::Release { kind, department: whose, reason } => {
            (Act::ReleaseMails { kind: kind.clone(), department: optional(department, whose.as_deref())? }, words(reason))
        }
        DecideCommand::Reopen { department: whose, until, reason } => {
            (Act::Reopen { department: Some(id(department, whose)?), until: *until }, words(reason))
        }
        DecideCommand::Revoke { number, reason } => (Act::Revoke { decision: number.trim().to_owned() }, words(reason)),
    };
    let reason = (Reason { who: reason.who.clone(), why: reason.why.clone(), until }, reason.preview);
    act_on(context, dir, None, act, &reason)
}

/// `round …`.
pub(super) fn round(context: &Context, dir: &Path, command: &RoundCommand) -> Result<Outcome, CliError> {
    let (named, act, reason) = match command {
        RoundCommand::Amend { who, why, preview } => return amend::amend(context, dir, who, why, *preview),
        RoundCommand::New { id, from, out } => return new_round::propose(context, dir, (id, from), out.as_deref()),
        RoundCommand::Open { round, reason } => return open(context, dir, optional("ROUND", round.round.as_deref())?.as_ref(), reason),
        RoundCommand::Close { round, reason } => (round, Act::Close, reason),
        RoundCommand::Lock { round, reason } => (round, Act::Lock, reason),
        RoundCommand::Reopen { round, until, department, reason } => {
            (round, Act::Reopen { department: optional("--department", department.as_deref())?, until: *until }, reason)
        }
        RoundCommand::Extend { round, due, locks, reason } => {
            (round, Act::Extend { department: None, indicator: None, due: *due, locks: *locks }, reason)
        }
    };
    let named: Option<RoundId> = optional("ROUND", named.round.as_deref())?;
    let reason = (Reason { who: reason.who.clone(), why: reason.why.clone(), until: None }, reason.preview);
    act_on(context, dir, named.as_ref(), act, &reason)
}

fn worker(context: &Context, dir: &Path) -> Result<Worker, CliError> {
    let installation = Installation::open(dir)?;
    super::log::start(&installation, false);
    Ok(Worker::beside(installation, context.plan.clone(), &context.program)?)
}

fn act_on(context: &Context, dir: &Path, round: Option<&RoundId>, act: Act, reason: &(Reason, bool)) -> Result<Outcome, CliError> {
    let mut worker = worker(context, dir)?;
    let zone = worker.installation().config.time_zone;
    let decided = worker.decide(round, act, &reason.0, reason.1, now(zone))?;
    say(context, &decided);
    let lang = context.out.lang;
    context.out.answer(&Answer {
        number: &decided.number,
        recorded: decided.recorded,
        known: decided.known,
        what: pick(&decided.what, lang),
        effects: decided.effects.iter().map(|said| pick(said, lang)).collect(),
    });
    Ok(Outcome::Fine)
}

fn say(context: &Context, decided: &Decided) {
    let out = &context.out;
    out.line(format!("{}{}{}", decided.round, out.lang.pick("：", ": "), pick(&decided.what, out.lang)));
    for effect in &decided.effects {
        out.line(format!("  {}", pick(effect, out.lang)));
    }
    let number = &decided.number;
    if decided.known {
        out.say(
            format!("同じ内容の決定（番号{number}）が既に有効です。何も記録していません。"),
            format!("The same decision ({number}) holds already. Nothing is recorded."),
        );
    } else if !decided.recorded {
        out.say(
            "確認だけで、何も記録していません。--preview を付けずに実行すると、決定します。",
            "A preview: nothing is recorded. Without --preview it is decided.",
        );
    } else if decided.can_be_revoked {
        out.say(
            format!("決定しました（番号{number}）。取り消すには：torimatome decide revoke {number} --who 決定者 --why 理由"),
            format!("Decided ({number}). To take it back: torimatome decide revoke {number} --who NAME --why TEXT"),
        );
    } else {
        out.say(
            format!("決定しました（番号{number}）。この決定は取り消せません。変える場合は、改めて決定してください。"),
            format!("Decided ({number}). This cannot be taken back; decide anew to change it."),
        );
    }
}

fn open(context: &Context, dir: &Path, named: Option<&RoundId>, reason: &ReasonArgs) -> Result<Outcome, CliError> {
    let mut worker = worker(context, dir)?;
    let zone = worker.installation().config.time_zone;
    let words = Reason { who: reason.who.clone(), why: reason.why.clone(), until: None };
    let opened = worker.open(named, &words, reason.preview, now(zone))?;
    let Opened { round, recorded, known, departments, indicators } = &opened;
    let (out, name) = (&context.out, &round.name);
    let due = |lang| day_words(round.due, lang);
    out.say(
        format!("{name}：{departments}課に{indicators}指標を照会します。提出期限は{}です。", due(Lang::Ja)),
        format!("{name}: {indicators} indicators are asked of {departments} departments, due {}.", due(Lang::En)),
    );
    if *known {
        out.say("この照会は、既に開いています。", "This round is open already.");
    } else if *recorded {
        out.say(
            "照会を開きました。台帳と、照会する指標を固定しました。取り消せません。次に、torimatome issue で様式を作ってください。",
            "The round is open; register and ledger are frozen. This cannot be taken back. `torimatome issue` writes the forms.",
        );
    } else {
        out.say(
            "確認だけで、何も記録していません。--preview を付けずに実行すると、照会を開きます。",
            "A preview: nothing is recorded. Without --preview the round opens.",
        );
    }
    let (departments, indicators) = (*departments, *indicators);
    out.answer(&OpenAnswer { round: &round.id, opened: *recorded, known: *known, departments, indicators });
    Ok(Outcome::Fine)
}

fn list(context: &Context, dir: &Path) -> Result<Outcome, CliError> {
    let worker = worker(context, dir)?;
    let zone = worker.installation().config.time_zone;
    let all = worker.decisions(now(zone))?;
    let (out, lang) = (&context.out, context.out.lang);
    out.line(&all.round);
    if all.lines.is_empty() {
        out.say("決定も、シートの案もありません。", "Nothing is decided or proposed.");
    } else {
        out.line(rows(&all, lang));
    }
    for line in all.lines.iter().filter(|line| !line.effects.is_empty()) {
        out.line(line.number.as_str());
        for effect in &line.effects {
            out.line(format!("  {}", pick(effect, lang)));
        }
    }
    if all.lines.iter().any(|line| line.state == DecisionState::Proposed) {
        out.say(
            "案は、まだ実行していません。「決定」シートの「実行」に○を付けて保存すると、次の処理で実行します。",
            "Proposals are not carried out yet: mark them ○ at 実行 in the sheet 決定, and the next pass does.",
        );
    }
    for finding in &all.findings {
        out.line(format!("{} {}", finding.problem.code(), headline(finding, lang)));
    }
    out.answer(&listed(&all, lang));
    Ok(if all.findings.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn rows(all: &DecisionList, lang: Lang) -> String {
    let headings = match lang {
        Lang::Ja => ["番号", "決定日", "状態", "内容", "決定者", "理由"],
        Lang::En => ["Number", "Decided", "State", "What", "Who", "Why"],
    };
    let mut rows = table(&headings, &[]);
    for line in &all.lines {
        let (number, day) = (line.number.clone(), line.decided_on.to_string());
        rows.add_row([number, day, line.state.label(lang).to_owned(), line.what(lang).to_owned(), line.who.clone(), line.why.clone()]);
    }
    rows.to_string()
}

fn listed(all: &DecisionList, lang: Lang) -> Listed<'_> {
    Listed {
        round: &all.round,
        decisions: all.lines.iter().map(|line| DecisionJson::of(line, lang)).collect(),
        findings: all
            .findings
            .iter()
            .map(|finding| Disagreement {
                code: finding.problem.code(),
                place: finding.place.text(lang),
                message: finding.problem.message(lang),
                remedy: finding.remedy(lang),
            })
            .collect(),
    }
}
