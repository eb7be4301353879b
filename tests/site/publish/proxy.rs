//! A bad line to a server: it drops, delays, truncates, and answers 500, 503 and 429 itself.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::throughout::chance;

/// What a line does to some of its connections.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    /// Breaks them off before a byte went.
    Drops,
    /// Holds them up for a while.
    Delays,
    /// Breaks them off somewhere within what goes up or down.
    Truncates,
    /// Answers them itself.
    Answers(&'static str),
    /// All of this.
    Everything,
}

/// What happens to a connection.
#[derive(Clone, Copy)]
enum Fate {
    Dropped,
    Answered(&'static str),
    /// Passed on after a while, until so many bytes went up, or down.
    Passed {
        after: Duration,
        up: u64,
        down: u64,
    },
}

const GOOD: Fate = Fate::Passed { after: Duration::ZERO, up: u64::MAX, down: u64::MAX };
/// More bytes than ever go up.
pub(super) const PLENTY: u64 = 1 << 40;
const ANSWERS: [&str; 3] = ["500 Internal Server Error", "503 Slow Down", "429 Too Many Requests"];

impl Line {
    /// What happens to a connection that something happens to.
    fn harm(self, seed: u64, at: u64) -> Fate {
        let size = chance(seed ^ 1, at) % 6_000;
        match (self, chance(seed ^ 2, at) % 6) {
            (Self::Drops, _) | (Self::Everything, 0) => Fate::Dropped,
            (Self::Delays, _) | (Self::Everything, 1) => {
                Fate::Passed { after: Duration::from_millis(50 + size / 20), up: u64::MAX, down: u64::MAX }
            }
            (Self::Truncates, 0..3) | (Self::Everything, 2) => {
                Fate::Passed { after: Duration::ZERO, up: u64::MAX, down: size }
            }
            (Self::Truncates, _) | (Self::Everything, 3) => {
                Fate::Passed { after: Duration::ZERO, up: size, down: u64::MAX }
            }
            (Self::Answers(status), _) => Fate::Answered(status),
            (Self::Everything, which) => Fate::Answered(ANSWERS[usize::try_from((which + at) % 3).unwrap()]),
        }
    }
}

/// A line to a port of this machine, with a port of its own.
pub(super) struct Proxy {
    pub(super) port: u16,
    state: Arc<State>,
}

struct State {
    to: u16,
    /// How many connections something happened to.
    faults: AtomicU64,
    /// How many bytes may go up before nothing goes any more.
    left: AtomicU64,
}

impl Proxy {
    /// A line that does something to one of so many connections.
    pub(super) fn start(to: u16, line: Line, seed: u64, one_in: u64) -> Self {
        Self::with(to, move |at| match chance(seed, at) % one_in {
            0 => line.harm(seed, at),
            _ => GOOD,
        })
    }

    /// A good line.
    pub(super) fn good(to: u16) -> Self {
        Self::with(to, |_| GOOD)
    }

    /// Breaks the line after so many bytes more went up: it answers 503 from then on, until that is more.
    pub(super) fn breaks_after(&self, bytes: u64) {
        self.state.left.store(bytes, Ordering::Relaxed);
    }

    /// How many of these bytes didn't go up yet.
    pub(super) fn left(&self) -> u64 {
        self.state.left.load(Ordering::Relaxed)
    }

    fn with(to: u16, fate: impl Fn(u64) -> Fate + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State { to, faults: AtomicU64::new(0), left: AtomicU64::new(PLENTY) });
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for (at, client) in (0..).zip(listener.incoming().flatten()) {
                let state = Arc::clone(&shared);
                let fate = if state.is_broken() { Fate::Answered(ANSWERS[1]) } else { fate(at) };
                std::thread::spawn(move || state.serve(client, fate));
            }
        });
        Self { port, state }
    }

    /// How often something happened so far.
    pub(super) fn faults(&self) -> u64 {
        self.state.faults.load(Ordering::Relaxed)
    }
}

impl State {
    fn is_broken(&self) -> bool {
        self.left.load(Ordering::Relaxed) == 0
    }

    fn fault(&self) {
        self.faults.fetch_add(1, Ordering::Relaxed);
    }

    fn serve(&self, mut client: TcpStream, fate: Fate) {
        match fate {
            Fate::Dropped => self.fault(),
            Fate::Answered(status) => {
                self.fault();
                let mut some = [0; 65_536];
                let _ = client.read(&mut some);
                let _ = write!(client, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                let _ = client.shutdown(Shutdown::Write);
                let _ = client.set_read_timeout(Some(Duration::from_secs(1)));
                while client.read(&mut some).is_ok_and(|count| count > 0) {}
            }
            Fate::Passed { after, up, down } => {
                if !after.is_zero() {
                    self.fault();
                    std::thread::sleep(after);
                }
                let Ok(server) = TcpStream::connect(("127.0.0.1", self.to)) else { return };
                let ends = |stream: &TcpStream| stream.try_clone().unwrap();
                let (from, onto) = (ends(&client), ends(&server));
                std::thread::scope(|scope| {
                    let upwards = scope.spawn(|| self.pass(from, onto, up, true));
                    let cut = self.pass(server, client, down, false);
                    if upwards.join().unwrap_or(true) || cut {
                        self.fault();
                    }
                });
            }
        }
    }

    /// Passes on so many bytes, then breaks both ends off; whether it came to that.
    fn pass(&self, mut from: TcpStream, mut to: TcpStream, mut left: u64, up: bool) -> bool {
        let mut some = [0; 8_192];
        let mut cut = left == 0;
        while !cut {
            let Ok(count) = from.read(&mut some) else { break };
            let part = (count as u64).min(left).min(if up { self.take(count as u64) } else { u64::MAX });
            if count == 0 || to.write_all(&some[..usize::try_from(part).unwrap()]).is_err() {
                break;
            }
            left -= part;
            cut = left == 0 || self.is_broken();
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
        cut
    }

    /// How many of so many bytes may go up.
    fn take(&self, bytes: u64) -> u64 {
        let spent = |left: u64| Some(left.saturating_sub(bytes));
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent).unwrap().min(bytes)
    }
}
