//! How far a publication is, on a terminal and nowhere else.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// What was sent of what is to be sent.
pub(super) struct Progress {
    files: usize,
    bytes: u64,
    since: Instant,
    shown: bool,
    state: Mutex<State>,
}

struct State {
    files: usize,
    bytes: u64,
    last: Option<Instant>,
}

impl Progress {
    /// Of so many files and bytes.
    pub(super) fn new(files: usize, bytes: u64, quiet: bool) -> Self {
        let state = Mutex::new(State { files: 0, bytes: 0, last: None });
        let shown = !quiet && std::io::stderr().is_terminal();
        Self { files, bytes, since: Instant::now(), shown, state }
    }

    /// One more file went out.
    pub(super) fn sent(&self, bytes: u64) {
        let Ok(mut state) = self.state.lock() else { return };
        state.files += 1;
        state.bytes += bytes;
        let due = state.last.is_none_or(|last| last.elapsed() > Duration::from_millis(200));
        if self.shown && (due || state.files == self.files) {
            state.last = Some(Instant::now());
            let line = line(self, &state, self.since.elapsed());
            let _ = write!(std::io::stderr(), "\r\x1b[K{line}");
            if state.files == self.files {
                let _ = writeln!(std::io::stderr());
            }
        }
    }
}

fn line(all: &Progress, state: &State, elapsed: Duration) -> String {
    let rate = state.bytes as f64 / elapsed.as_secs_f64().max(0.001);
    let left = all.bytes.saturating_sub(state.bytes) as f64 / rate.max(1.0);
    format!("{} of {} files sent, {} a second, {left:.0} s left", state.files, all.files, size(rate as u64))
}

/// A size as people say it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_rest_are_told() {
        let all = Progress::new(4, 4_000_000, true);
        let state = State { files: 1, bytes: 1_000_000, last: None };
        assert_eq!(line(&all, &state, Duration::from_secs(2)), "1 of 4 files sent, 500.0 KB a second, 6 s left");
        assert_eq!(size(12), "12 bytes");
    }
}
