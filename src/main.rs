//! Arguments in, exit status out; nothing else happens here.

use std::process::ExitCode;

fn main() -> ExitCode {
    linghang::cli::run(std::env::args_os())
}
