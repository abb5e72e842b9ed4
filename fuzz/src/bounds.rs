//! How long an input may take, in processor time: machines are shared, and a clock on the wall blames the wrong one.

use std::env::var_os;
use std::fs::read_to_string;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What one input may take.
const MOST: Duration = Duration::from_secs(2);

/// An input that is being read.
pub struct Bounded {
    began: Instant,
    processor: Option<Duration>,
}

impl Bounded {
    pub fn begin() -> Bounded {
        Bounded { began: Instant::now(), processor: processor() }
    }

    /// Fails where the input took too long. Processor time is asked only after a long time by the clock.
    pub fn end(self) {
        let clock = self.began.elapsed();
        if clock > MOST {
            let took = match (self.processor, processor()) {
                (Some(before), Some(now)) => now.saturating_sub(before),
                _ => clock,
            };
            assert!(took <= MOST, "it took {took:?} of processor time, {clock:?} by the clock");
        }
    }
}

/// The processor time of this process and all its threads (proc(5), `stat`: fields 14 and 15, in hundredths of a second);
/// none where the system does not tell.
fn processor() -> Option<Duration> {
    let stat = read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

static WANTED: LazyLock<bool> = LazyLock::new(|| var_os("LINGHANG_PEAK").is_some());
static TOLD: AtomicUsize = AtomicUsize::new(0);

/// Tells the most memory that was ever in use, whenever it has grown by a MiB, if anybody wants to know.
pub fn tell(bytes: usize) {
    let now = bytes >> 20;
    if *WANTED && TOLD.fetch_max(now, Ordering::Relaxed) < now {
        eprintln!("peak: {now} MiB");
    }
}
