//! A bad line to a server: it drops, delays, truncates, and answers 500, 503 and 429 itself.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::throughout::chance;

/// What happens to a connection.
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

fn fate(seed: u64, at: u64) -> Fate {
    let size = chance(seed ^ 1, at) % 6_000;
    let (now, whole) = (Duration::ZERO, 150_000);
    match chance(seed, at) % 12 {
        0 => Fate::Dropped,
        1 => Fate::Answered("500 Internal Server Error"),
        2 => Fate::Answered("503 Slow Down"),
        3 => Fate::Answered("429 Too Many Requests"),
        4 => Fate::Passed { after: Duration::from_millis(150), up: whole, down: whole },
        5 => Fate::Passed { after: now, up: whole, down: size },
        6 => Fate::Passed { after: now, up: size, down: whole },
        _ => Fate::Passed { after: now, up: whole, down: whole },
    }
}

/// Starts a bad line to a port of this machine, and gives its own port. `faults` counts what it did.
pub(super) fn start(to: u16, seed: u64, faults: Arc<AtomicU64>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for (at, client) in (0..).zip(listener.incoming().flatten()) {
            let fate = fate(seed, at);
            let faults = Arc::clone(&faults);
            std::thread::spawn(move || serve(client, to, &fate, &faults));
        }
    });
    port
}

fn serve(mut client: TcpStream, to: u16, fate: &Fate, faults: &AtomicU64) {
    match fate {
        Fate::Dropped => {
            faults.fetch_add(1, Ordering::Relaxed);
        }
        Fate::Answered(status) => {
            faults.fetch_add(1, Ordering::Relaxed);
            let mut some = [0; 65_536];
            let _ = client.read(&mut some);
            let _ = write!(client, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = client.shutdown(Shutdown::Write);
            let _ = client.set_read_timeout(Some(Duration::from_secs(1)));
            while client.read(&mut some).is_ok_and(|count| count > 0) {}
        }
        Fate::Passed { after, up, down } => {
            std::thread::sleep(*after);
            let Ok(server) = TcpStream::connect(("127.0.0.1", to)) else { return };
            let ends = |stream: &TcpStream| stream.try_clone().unwrap();
            let (from, onto, up) = (ends(&client), ends(&server), *up);
            std::thread::scope(|scope| {
                let upwards = scope.spawn(|| pass(from, onto, up));
                let cut = pass(server, client, *down);
                if upwards.join().unwrap_or(true) || cut {
                    faults.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    }
}

/// Passes on so many bytes, then breaks both ends off; whether it came to that.
fn pass(mut from: TcpStream, mut to: TcpStream, mut left: u64) -> bool {
    let mut some = [0; 8_192];
    while let Ok(count) = from.read(&mut some) {
        let part = (count as u64).min(left);
        if count == 0 || to.write_all(&some[..usize::try_from(part).unwrap()]).is_err() {
            break;
        }
        left -= part;
        if left == 0 {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
    left == 0
}
