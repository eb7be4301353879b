//! Whole builds of made-up sites: `cargo bench --bench site -- 100 1000 10000`.
//!
//! Prints for each size the wall and processor time and the peak memory of `briefgen build`, what it wrote, and the
//! floor beneath it: the time that a bare loop on one core takes to write the same files with the same sizes. Then the
//! same of builds after one article was edited, and of builds in which nothing changed. Where
//! Hugo is installed, a second line has the same of Hugo on the same texts, with less to do: see `hugo.rs`.
//! Figures of processor time and memory come from /proc and are left out where it isn't there.
#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

mod hugo;
#[path = "../made_up/mod.rs"]
mod made_up;

/// The files of an output: paths below it, and sizes.
fn output(folder: &Path) -> Vec<(PathBuf, usize)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                let size = usize::try_from(entry.metadata().unwrap().len()).unwrap();
                files.push((entry.path().strip_prefix(folder).unwrap().to_owned(), size));
            }
        }
    }
    files
}

/// Writes files of these paths and sizes and nothing else.
fn floor(files: &[(PathBuf, usize)], folder: &Path) -> Duration {
    let longest = files.iter().map(|(_, size)| *size).max().unwrap_or(0);
    let bytes = vec![b'x'; longest];
    let mut made = HashSet::new();
    let start = Instant::now();
    for (path, size) in files {
        let target = folder.join(path);
        let parent = target.parent().unwrap();
        if made.insert(parent.to_owned()) {
            std::fs::create_dir_all(parent).unwrap();
        }
        std::fs::write(&target, &bytes[..*size]).unwrap();
    }
    start.elapsed()
}

struct Figures {
    wall: Duration,
    cpu: Option<f64>,
    memory: Option<f64>,
}

fn by_briefgen(root: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_briefgen"));
    command.arg("--root").arg(root).args(["build", "--quiet", "--out"]).arg(out);
    command
}

fn by_hugo(root: &Path, out: &Path) -> Command {
    let mut command = Command::new("hugo");
    command.arg("--source").arg(root).args(["--quiet", "--destination"]).arg(out);
    command
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Runs a build to its end.
fn run(mut command: Command) -> Figures {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let proc = format!("/proc/{}", child.id());
    let (mut cpu, mut memory) = (None, None);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        let field = |name: &str, text: &str| {
            text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<f64>().ok())
        };
        if let Ok(text) = std::fs::read_to_string(format!("{proc}/status")) {
            memory = field("VmHWM:", &text).map(|kib| kib / 1024.0).or(memory);
        }
        if let Ok(text) = std::fs::read_to_string(format!("{proc}/stat")) {
            let fields: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
            let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok());
            cpu = ticks(11).zip(ticks(12)).map(|(user, system)| (user + system) / 100.0).or(cpu);
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "the build failed");
    Figures { wall: start.elapsed(), cpu, memory }
}

fn main() {
    let mut sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100, 1_000];
    }
    println!(
        "{:<9} {:>8} {:>10} {:>10} {:>10} {:>12} {:>8} {:>8} {:>8}",
        "", "briefs", "wall s", "cpu s", "peak MiB", "cpu ms/brief", "files", "MiB out", "floor s"
    );
    let has_hugo = is_installed("hugo");
    if !has_hugo {
        println!("hugo isn't installed, and is left out");
    }
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        made_up::write(folder.path(), size);
        report("briefgen", size, folder.path(), by_briefgen);
        report_again(size, folder.path());
        if has_hugo {
            let folder = tempfile::tempdir().unwrap();
            hugo::write(folder.path(), size);
            report("hugo", size, folder.path(), by_hugo);
        }
    }
}

/// Builds the site at `root` three times and prints the middle one. Each time into a new folder: where many files were
/// just removed, file systems are slow to make new ones.
fn report(name: &str, size: usize, root: &Path, command: fn(&Path, &Path) -> Command) {
    let outputs = tempfile::tempdir().unwrap();
    let out = |number: usize| outputs.path().join(format!("public-{number}"));
    let middle = middle(|number| {
        forget(root);
        run(command(root, &out(number)))
    });
    let files = output(&out(0));
    let written: usize = files.iter().map(|(_, size)| *size).sum();
    println!(
        "{} {:>12} {:>8} {:>8.1} {:>8.2}",
        line(name, size, &middle),
        shown(middle.cpu.map(|cpu| cpu * 1e3 / size as f64)),
        files.len(),
        written as f64 / (1 << 20) as f64,
        floor(&files, &outputs.path().join("floor")).as_secs_f64()
    );
}

/// Builds the site after edits of one article, and when nothing changed, into a folder that holds it already.
fn report_again(size: usize, root: &Path) {
    let outputs = tempfile::tempdir().unwrap();
    let out = outputs.path().join("public");
    forget(root);
    let edit = |number: usize| {
        let text = made_up::article(1) + &format!("\nThe envoy left early, after {number} days.\n");
        std::fs::write(root.join("seeds/brief-000001.txt"), text).unwrap();
        run(by_briefgen(root, &out))
    };
    edit(0);
    println!("{}", line("  edited", size, &middle(|number| edit(number + 1))));
    println!("{}", line("  same", size, &middle(|_| run(by_briefgen(root, &out)))));
}

/// Removes what former builds kept, so that a build is the first.
fn forget(root: &Path) {
    let kept = root.join(".briefgen");
    if kept.exists() {
        std::fs::remove_dir_all(kept).unwrap();
    }
}

/// The middle of three runs.
fn middle(run: impl FnMut(usize) -> Figures) -> Figures {
    let mut runs: Vec<Figures> = (0..3).map(run).collect();
    runs.sort_by_key(|run| run.wall);
    runs.swap_remove(1)
}

fn shown(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.2}"))
}

fn line(name: &str, size: usize, figures: &Figures) -> String {
    let Figures { wall, cpu, memory } = figures;
    format!("{name:<9} {size:>8} {:>10.2} {:>10} {:>10}", wall.as_secs_f64(), shown(*cpu), shown(*memory))
}
