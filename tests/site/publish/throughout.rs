//! Readers who look all the while, and publications that are killed.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::*;

/// A number that is the same in each run, and looks like chance.
pub(super) fn chance(seed: u64, at: u64) -> u64 {
    let mut z = seed.wrapping_add(at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Edits of the desk, one a round: a brief changes, one is new, one goes.
pub(super) fn edit(project: &Project, round: u64) {
    project.put("content/notes/ferry.md", notes(&format!("Summary {round}.")).as_bytes());
    project.put(&format!("seeds/n{round}.txt"), b"More talks\n\nThe Transport Ministry meets again.\n");
    if round > 2 {
        std::fs::remove_file(project.root().join(format!("seeds/n{}.txt", round - 3))).unwrap();
    }
}

/// A reader goes through the live site again and again while something is done to it. How often the reader came
/// through.
pub(super) fn read_throughout(read: &(dyn Fn(&str) -> Option<Vec<u8>> + Sync), done: impl FnOnce()) -> u64 {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut rounds = 0;
            while !over.load(Ordering::Relaxed) {
                assert_eq!(crawl::faults_of_a_moving_site(read), Vec::<String>::new());
                rounds += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            rounds
        });
        let finish = Finish(&over);
        done();
        drop(finish);
        reader.join().unwrap()
    })
}

/// Ends the reader whatever happens.
struct Finish<'o>(&'o AtomicBool);

impl Drop for Finish<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A command whose process is the first of a group of its own.
fn alone(mut command: Command) -> Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Kills a process with all that it started, as a machine that goes down does.
fn kill(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
}

/// Waits until nothing is left of what a killed process had started: a system that ends them does so one by one, and on a
/// machine that goes down none of them would write on.
fn wait_for_all(child: &Child) {
    let group = format!("-{}", child.id());
    let is_left = || Command::new("kill").args(["-0", "--", &group]).stderr(Stdio::null()).status();
    for _ in 0..50 {
        if !(cfg!(unix) && is_left().is_ok_and(|status| status.success())) {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A target that publications to are killed.
pub(super) struct Killed<'k> {
    pub(super) command: &'k dyn Fn() -> Command,
    /// A file, as a reader gets it.
    pub(super) read: &'k (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    pub(super) live: &'k dyn Fn() -> BTreeMap<String, Vec<u8>>,
}

/// Kills so many publications at moments that are spread over the whole of one, while a reader looks. Every tenth round
/// goes through, and must leave what a build makes.
pub(super) fn killed(project: &Project, target: &Killed<'_>, kills: u64) {
    let through = || {
        let output = (target.command)().stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    through();
    edit(project, 0);
    let began = Instant::now();
    through();
    let mut whole = u64::try_from(began.elapsed().as_micros()).unwrap();
    let mut cut = 0;
    let rounds = read_throughout(target.read, || {
        for round in 1.. {
            edit(project, round);
            let mut child = alone((target.command)()).spawn().unwrap();
            std::thread::sleep(Duration::from_micros(chance(5, round) % whole));
            kill(&mut child);
            let ended = child.wait().unwrap();
            wait_for_all(&child);
            match ended.success() {
                // It had ended before its moment came.
                true => whole -= whole / 20,
                false => cut += 1,
            }
            assert_eq!(crawl::faults(&(target.live)()), Vec::<String>::new(), "in round {round}");
            if round % 10 == 0 {
                through();
                same((target.live)(), built(project));
            }
            if cut == kills {
                break;
            }
            assert!(round < 5 * kills, "{cut} of {round} were cut");
        }
    });
    through();
    same((target.live)(), built(project));
    assert!(rounds > kills / 2, "the reader came through {rounds} times only");
}
