//! Whole builds of made-up sites: `cargo bench --bench site -- 100 1000 10000`.
//!
//! Prints for each size the wall and processor time and the peak memory of `briefgen build`, what it wrote, and the
//! floor beneath it: the time that a bare loop on one core takes to write the same files with the same sizes.
//! Figures of processor time and memory come from /proc and are left out where it isn't there.
#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const NAMES: [&str; 12] = [
    "Avaria",
    "Belmora",
    "Corvia",
    "Dunland",
    "Estora",
    "Falken",
    "Gorland",
    "Hestia",
    "Istria Bay",
    "Jorvik",
    "Kelmar",
    "Lorania",
];
const WORDS: [&str; 16] = [
    "agreement",
    "of",
    "the",
    "ministers",
    "on",
    "a",
    "durable",
    "framework",
    "remains",
    "fragile",
    "and",
    "talks",
    "resume",
    "without",
    "further",
    "conditions",
];

/// A small generator of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn article(at: usize) -> String {
    let mut numbers = Numbers(at as u64 + 1);
    let mut text = format!("Brief {at}: the state of the talks\n\n");
    for section in 0..9 {
        if section > 0 {
            let _ = write!(text, "What the {section}th round changed\n\n");
        }
        for _ in 0..4 {
            for _ in 0..3 {
                let name = NAMES[numbers.below(NAMES.len())];
                let _ = write!(text, "{name} {} ", numbers.below(400));
                for _ in 0..11 {
                    let _ = write!(text, "{} ", WORDS[numbers.below(WORDS.len())]);
                }
                text.push_str("in the end. ");
            }
            text.push_str("\n\n");
        }
    }
    text
}

fn make(root: &Path, count: usize) {
    std::fs::create_dir_all(root.join("seeds")).unwrap();
    std::fs::create_dir_all(root.join("content")).unwrap();
    std::fs::write(root.join("briefgen.yaml"), "title: Bench\nbase_url: https://bench.example/\n").unwrap();
    let mut actors = String::new();
    for name in NAMES {
        let id = name.to_lowercase().replace(' ', "-");
        let _ = writeln!(actors, "- id: {id}\n  name: {name}\n  kind: state");
        for number in 0..40 {
            let _ = writeln!(actors, "- id: {id}-{number}\n  name: {name} {number}\n  kind: organisation");
        }
    }
    std::fs::write(root.join("content/actors.yaml"), actors).unwrap();
    std::fs::write(root.join("content/themes.yaml"), "- id: framework\n  name: Durable framework\n").unwrap();
    for at in 0..count {
        std::fs::write(root.join(format!("seeds/brief-{at:06}.txt")), article(at)).unwrap();
    }
}

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

/// Builds into a new folder: where many files were just removed, file systems are slow to make new ones.
fn build(root: &Path, out: &Path) -> Figures {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_briefgen"))
        .arg("--root")
        .arg(root)
        .args(["build", "--quiet", "--out"])
        .arg(out)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
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
        "{:>8} {:>10} {:>10} {:>10} {:>12} {:>8} {:>8} {:>8}",
        "briefs", "wall s", "cpu s", "peak MiB", "cpu ms/brief", "files", "MiB out", "floor s"
    );
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path(), size);
        let out = |run: usize| folder.path().join(format!("public-{run}"));
        let mut runs: Vec<Figures> = (0..3).map(|run| build(folder.path(), &out(run))).collect();
        runs.sort_by_key(|run| run.wall);
        let run = &runs[1];
        let shown = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.2}"));
        let each = run.cpu.map(|cpu| cpu * 1e3 / size as f64);
        let files = output(&out(0));
        let written: usize = files.iter().map(|(_, size)| *size).sum();
        println!(
            "{size:>8} {:>10.2} {:>10} {:>10} {:>12} {:>8} {:>8.1} {:>8.2}",
            run.wall.as_secs_f64(),
            shown(run.cpu),
            shown(run.memory),
            shown(each),
            files.len(),
            written as f64 / (1 << 20) as f64,
            floor(&files, &folder.path().join("floor")).as_secs_f64()
        );
    }
}
