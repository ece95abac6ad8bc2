//! Named places at which a test can stop the program and kill it. Nothing of this is in a release build.

/// A failpoint. With `FAILPOINTS=<name>=return` in a test build, says so on standard error and waits to be killed.
pub fn at(name: &str) {
    fail::fail_point!(name, |_| {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "failpoint {name}");
        loop {
            std::thread::park();
        }
    });
    let _ = name;
}
