//! How long each phase of a build took, and its slowest pages.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::args::Cli;
use super::report::Progress;
use crate::pipeline::PagesWithin;

/// How many of the slowest pages are named.
const SLOWEST: usize = 10;

/// How long each phase took.
pub(super) struct Timings {
    wanted: bool,
    done: Vec<(&'static str, Duration)>,
    now: Option<(&'static str, Instant)>,
    slowest: Arc<Mutex<Slowest>>,
    /// What a terminal shows meanwhile.
    progress: Option<Progress>,
}

impl Timings {
    /// Shows each phase on a terminal; `wanted` says whether anything is printed in the end.
    pub(super) fn new(cli: &Cli, wanted: bool) -> Self {
        let progress = Some(Progress::new(cli));
        Self { wanted, done: Vec::new(), now: None, slowest: Arc::default(), progress }
    }

    pub(super) fn begin(&mut self, phase: &'static str) {
        self.end();
        if let Some(progress) = &self.progress {
            progress.show(phase);
        }
        self.now = Some((phase, Instant::now()));
    }

    pub(super) fn end(&mut self) {
        if let Some((phase, since)) = self.now.take() {
            self.done.push((phase, since.elapsed()));
        }
    }

    /// Takes the time of each page, where times are wanted.
    pub(super) fn pages(&self) -> Option<PagesWithin> {
        let slowest = Arc::clone(&self.slowest);
        self.wanted.then(|| -> PagesWithin {
            Box::new(move |route, make| {
                let since = Instant::now();
                make();
                slowest.lock().unwrap_or_else(PoisonError::into_inner).add(since.elapsed(), route);
            })
        })
    }

    /// Takes the line of progress away, for what is to be read.
    pub(super) fn hush(&mut self) {
        self.progress = None;
    }

    /// Prints what was wanted.
    pub(super) fn print(&self) {
        if !self.wanted {
            return;
        }
        let total: f64 = self.done.iter().map(|(_, time)| time.as_secs_f64()).sum();
        for (phase, time) in &self.done {
            let share = time.as_secs_f64() * 100.0 / total.max(1e-9);
            eprintln!("{phase:<40} {:>9.1} ms {share:>5.1} %", milliseconds(*time));
        }
        eprintln!("{:<40} {:>9.1} ms", "all", total * 1e3);
        let slowest = self.slowest.lock().unwrap_or_else(PoisonError::into_inner);
        if !slowest.pages.is_empty() {
            eprintln!("\nslowest pages");
        }
        for (time, route) in &slowest.pages {
            eprintln!("{route:<40} {:>9.1} ms", milliseconds(*time));
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The slowest pages so far, the slowest first.
#[derive(Default)]
struct Slowest {
    pages: Vec<(Duration, String)>,
}

impl Slowest {
    fn add(&mut self, time: Duration, route: &str) {
        let at = self.pages.partition_point(|(other, _)| *other >= time);
        if at < SLOWEST {
            self.pages.insert(at, (time, route.to_owned()));
            self.pages.truncate(SLOWEST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_come_first_and_no_more_than_ten() {
        let mut slowest = Slowest::default();
        for at in [3, 12, 1, 7, 9, 2, 11, 5, 8, 10, 4, 6] {
            slowest.add(Duration::from_millis(at), &format!("/{at}/"));
        }
        let routes: Vec<&str> = slowest.pages.iter().map(|(_, route)| route.as_str()).collect();
        assert_eq!(routes, ["/12/", "/11/", "/10/", "/9/", "/8/", "/7/", "/6/", "/5/", "/4/", "/3/"]);
    }
}
