//! A case: one installation in a folder of its own, and the real program run on it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::seen::{self, Mail};

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_torimatome");

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often it is asked for.
const POLL: Duration = Duration::from_millis(10);

/// Files of a tree, by path below its root.
type Tree = Vec<(PathBuf, Vec<u8>)>;

/// An installation with Mine City's plan.
pub struct Case {
    folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Case {
    /// A fresh installation: configuration, templates and Mine's plan, no round opened. Files settle at once, and no
    /// scheduled mail is ever due by the real clock (the first of January is no business day), so that a test says the
    /// same at any hour of any day.
    pub fn new() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let case = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["plans/mine-r6", "templates"] {
            seen::copy_tree(&repository.join(folder), &case.root().join(folder));
        }
        for folder in ["inbox", "outbox"] {
            fs::create_dir_all(case.root().join(folder)).unwrap();
        }
        fs::copy(repository.join("torimatome.toml"), case.path("torimatome.toml")).unwrap();
        case.configure("settle_seconds = 2", "settle_seconds = 0");
        case.configure("0 0 9 * * Mon-Fri", "0 0 9 1 1 *");
        case.configure("warn_holidays_days = 120", "warn_holidays_days = 0");
        case
    }

    /// An installation whose round was opened and issued on 2025-05-19 at ten. Made once, copied for each case.
    pub fn issued() -> Self {
        static ISSUED: OnceLock<Tree> = OnceLock::new();
        let tree = ISSUED.get_or_init(|| {
            let case = Self::new();
            case.worker().issue(None, "企画課", crate::case_worker::at("2025-05-19T10:00")).unwrap();
            seen::files(case.root()).into_iter().map(|path| (path.clone(), fs::read(case.root().join(path)).unwrap())).collect()
        });
        let case = Self { folder: tempfile::tempdir().unwrap() };
        for (path, bytes) in tree {
            seen::write(&case.root().join(path), bytes);
        }
        for department in seen::folders(&case.path("outbox")) {
            fs::create_dir_all(case.path("inbox").join(department)).unwrap();
        }
        case
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    /// Changes a setting of the configuration.
    pub fn configure(&self, from: &str, to: &str) {
        self.edit("torimatome.toml", from, to);
    }

    /// Replaces a text that must be there in a file of the installation.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(self.path(file), text.replace(from, to)).unwrap();
    }

    /// Drops a file into a department's folder; `""` is the inbox itself.
    pub fn drop_in(&self, department: &str, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path("inbox").join(department).join(name);
        seen::write(&path, bytes);
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--dir").arg(self.root()).args(args).env_remove("FAILPOINTS");
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Said {
        said(self.command(args))
    }

    /// `run --once --json`: its answer.
    pub fn run_once(&self) -> Pass {
        let said = self.run(&["run", "--once", "--json"]);
        assert!(said.status < 2, "{said:?}");
        Pass(said.json())
    }

    /// `status --json`.
    pub fn status_json(&self) -> Value {
        let said = self.run(&["status", "--json"]);
        assert!(said.status < 2, "{said:?}");
        said.json()
    }

    /// `check FILE --json`: exit status and answer.
    pub fn check(&self, file: &Path, lang: &str) -> (i32, Value) {
        let mut command = self.command(&["check", "--json", "--lang", lang]);
        command.arg(file);
        let said = said(command);
        assert!(said.status < 2, "{said:?}");
        (said.status, said.json())
    }

    /// Starts the program and leaves it running, its output piped.
    pub fn start(&self, args: &[&str], failpoints: Option<&str>) -> Running {
        let mut command = self.command(args);
        if let Some(failpoints) = failpoints {
            command.env("FAILPOINTS", failpoints);
        }
        Running(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// Files in the outbox, by path below it, without the board, which follows every change.
    pub fn outbox(&self) -> Vec<String> {
        seen::names(&self.path("outbox")).into_iter().filter(|name| name != "planning/board.html").collect()
    }

    /// Files in the inbox, by path below it, without the mark that says that it is the inbox.
    pub fn inbox(&self) -> Vec<String> {
        seen::inbox(self.root())
    }

    /// The mails written so far, by file name.
    pub fn mails(&self) -> Vec<Mail> {
        seen::mails(&self.path("state/mail"))
    }

    /// Every workbook in the outbox, by path below it.
    pub fn workbooks(&self) -> Vec<(String, Vec<u8>)> {
        let read = |name: String| (name.clone(), fs::read(self.path("outbox").join(name)).unwrap());
        self.outbox().into_iter().filter(|name| seen::is_kind(name, "xlsx")).map(read).collect()
    }
}

impl Said {
    /// The answer for scripts.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs a command to its end.
pub fn said(mut command: Command) -> Said {
    let mut running = Running(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let (stdout, stderr) = (drain(running.0.stdout.take().unwrap()), drain(running.0.stderr.take().unwrap()));
    let status = running.ends();
    Said { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

fn drain(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = String::new();
        pipe.read_to_string(&mut text).unwrap();
        text
    })
}

/// Asks again and again until there is an answer; gives up after a time that no healthy machine needs.
pub fn until<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(answer) = answer() {
            return answer;
        }
        std::thread::park_timeout(POLL);
    }
    panic!("waited in vain until {what}");
}

/// A program that was started; killed when the test ends before it.
pub struct Running(pub Child);

impl Running {
    /// Waits for the program to end by itself; its exit status.
    pub fn ends(&mut self) -> i32 {
        let status = until("the program ends", || self.0.try_wait().unwrap());
        status.code().expect("the program ended by itself")
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Waits for a line on standard error that contains `marker`. Fails when the program ends without it.
    pub fn wait_for(&mut self, marker: &str) {
        let mut lines = BufReader::new(self.0.stderr.take().unwrap());
        let mut heard = String::new();
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).unwrap() == 0 {
                let mut stdout = String::new();
                self.0.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
                panic!("the program ended before {marker:?}: {heard}{stdout}");
            }
            if line.contains(marker) {
                self.0.stderr = Some(lines.into_inner());
                return;
            }
            heard.push_str(&line);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What one pass answered.
#[derive(Debug)]
pub struct Pass(pub Value);

impl Pass {
    /// What became of the file with this name (as people are shown it).
    pub fn of(&self, file: &str) -> &Value {
        let concluded = self.0["concluded"].as_array().unwrap();
        concluded.iter().find(|one| one["file"] == file).unwrap_or_else(|| panic!("no verdict on {file}: {self:?}"))
    }

    pub fn verdict(&self, file: &str) -> &str {
        self.of(file)["verdict"].as_str().unwrap()
    }

    pub fn number(&self, file: &str) -> &str {
        self.of(file)["number"].as_str().unwrap()
    }

    pub fn codes(&self, file: &str) -> Vec<&str> {
        self.of(file)["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect()
    }

    /// Files that were only checked.
    pub fn checked(&self) -> &Vec<Value> {
        self.0["checked"].as_array().unwrap()
    }

    pub fn concluded(&self) -> usize {
        self.0["concluded"].as_array().unwrap().len()
    }
}
