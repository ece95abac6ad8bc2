//! bin
use std::process::ExitCode;

fn main() -> ExitCode {
    // A reader process knows nothing of the rest of the program.
    if let Some(code) = torimatome::extraction::reader_main(std::env::args_os()) {
        return code;
    }
    ExitCode::SUCCESS
}
