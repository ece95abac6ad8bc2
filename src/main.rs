//! The program: a reader process when asked to be one, the command line otherwise.

use std::process::ExitCode;

fn main() -> ExitCode {
    // A reader process knows nothing of the rest of the program.
    if let Some(code) = torimatome::extraction::reader_main(std::env::args_os()) {
        return code;
    }
    // Inert in a release build.
    let _failpoints = fail::FailScenario::setup();
    torimatome::cli::main()
}
