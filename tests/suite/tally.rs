//! Counting what was tried, what was survived and what was lost, for `docs/reliability.md`.

/// Whether everything is tried, as `tests/faults/run` does, or a part of it.
pub fn all() -> bool {
    std::env::var_os("FAULTS").is_some_and(|wanted| wanted == "all")
}

/// How many faults were tried, and which were not survived.
pub struct Tally {
    name: String,
    tried: usize,
    lost: Vec<String>,
}

impl Tally {
    pub fn new(name: impl Into<String>) -> Tally {
        Tally { name: name.into(), tried: 0, lost: Vec::new() }
    }

    /// Counts a fault; `what` says what was lost by it.
    pub fn count(&mut self, fault: &str, what: Result<(), String>) {
        self.tried += 1;
        if let Err(what) = what {
            self.lost.push(format!("{fault}: {what}"));
        }
    }

    /// Tells the count, and fails where anything was lost or nothing tried.
    pub fn end(self) {
        let (tried, lost) = (self.tried, self.lost.len());
        report(&format!("faults: {}: {tried} tried, {} survived, {lost} lost", self.name, tried - lost));
        assert!(self.lost.is_empty(), "{}:\n{}", self.name, self.lost.join("\n"));
        assert!(tried > 0, "{}: nothing was tried", self.name);
    }
}

/// Says a line; `tests/faults/run` adds up those of counts.
#[allow(clippy::print_stdout, reason = "the count is what one runs it for")]
pub fn report(line: &str) {
    println!("{line}");
}

/// Whether something holds, with words for where it does not.
pub fn holds(right: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if right { Ok(()) } else { Err(otherwise()) }
}
