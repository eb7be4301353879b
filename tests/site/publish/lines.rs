//! Publications over bad lines, while a reader looks all the while.

use super::bucket::{Bucket, KEY, SECRET, run, with_keys};
use super::proxy::{Line, PLENTY, Proxy};
use super::throughout::{edit, read_throughout};
use super::*;

/// Publishes until it is through, as somebody would who reads the message; how many runs that took.
#[track_caller]
fn until_through(project: &Project) -> u64 {
    for runs in 1..=10 {
        let run = run(with_keys(project, &["publish", "live", "--yes"]));
        assert!(!run.stderr.contains(KEY) && !run.stderr.contains(SECRET), "{}", run.stderr);
        if run.code == Some(0) {
            return runs;
        }
        assert!(run.code == Some(2) && run.stderr.contains("briefgen: s3://desk/site"), "{}", run.stderr);
    }
    panic!("ten runs and it isn't through");
}

/// Edit after edit over a line that harms every third connection.
fn over(line: Line, seed: u64) {
    let bucket = Bucket::start();
    let proxy = Proxy::start(bucket.port, line, seed, 3);
    let project = desk(&Bucket::target(proxy.port));
    let mut runs = until_through(&project);
    read_throughout(&|path| bucket.read(path), || {
        for round in 0..3 {
            edit(&project, round);
            runs += until_through(&project);
            same(bucket.live(), built(&project));
        }
    });
    let faults = proxy.faults();
    assert!(faults >= 8, "{line:?}: {faults} faults only");
    println!("{line:?}: {faults} faults, 4 publications in {runs} runs");
}

#[test]
fn over_a_line_that_drops() {
    over(Line::Drops, 1);
}

#[test]
fn over_a_line_that_delays() {
    over(Line::Delays, 2);
}

#[test]
fn over_a_line_that_truncates() {
    over(Line::Truncates, 3);
}

#[test]
fn over_a_line_that_answers_500() {
    over(Line::Answers("500 Internal Server Error"), 4);
}

#[test]
fn over_a_line_that_answers_503() {
    over(Line::Answers("503 Slow Down"), 5);
}

#[test]
fn over_a_line_that_answers_429() {
    over(Line::Answers("429 Too Many Requests"), 6);
}

#[test]
fn over_a_line_that_does_all_of_this() {
    over(Line::Everything, 7);
    over(Line::Everything, 8);
}

/// The line breaks after this share of the bytes that a change of every page takes, and the publication gives up.
/// Once the line is mended, the next run completes it.
fn broken_after(hundredths: u64) {
    let bucket = Bucket::start();
    let proxy = Proxy::good(bucket.port);
    let project = desk(&Bucket::target(proxy.port));
    let retitle = |title: &str| {
        let config = std::fs::read_to_string(project.root().join("briefgen.yaml")).unwrap();
        let end = config.find('\n').unwrap();
        project.put("briefgen.yaml", format!("title: {title}{}", &config[end..]).as_bytes());
    };
    until_through(&project);
    retitle("The second desk");
    proxy.breaks_after(PLENTY);
    until_through(&project);
    let whole = PLENTY - proxy.left();
    retitle("The third desk");
    proxy.breaks_after(whole * hundredths / 100);
    let before = bucket.live();
    let gave_up = read_while(&bucket, || run(with_keys(&project, &["publish", "live", "--yes"])));
    assert_eq!(gave_up.code, Some(2), "{}", gave_up.stderr);
    assert!(gave_up.stderr.contains("briefgen: s3://desk/site"), "{}", gave_up.stderr);
    assert!(gave_up.stderr.contains("the store answered 503"), "{}", gave_up.stderr);
    let halfway = bucket.live();
    assert!(halfway != before && halfway != built(&project), "{hundredths} hundredths are no part of it");
    assert_eq!(crawl::faults(&halfway), Vec::<String>::new());
    proxy.breaks_after(PLENTY);
    let done = read_while(&bucket, || run(with_keys(&project, &["publish", "live", "--yes"])));
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(done.stdout.contains("the last publication broke off; this one completes it\n"), "{}", done.stdout);
    // The former titles' styles stay for a week.
    let without_style = |mut files: BTreeMap<String, Vec<u8>>| {
        files.retain(|path, _| !path.starts_with("assets/house."));
        files
    };
    same(without_style(bucket.live()), without_style(built(&project)));
}

fn read_while<T>(bucket: &Bucket, done: impl FnOnce() -> T) -> T {
    let mut out = None;
    read_throughout(&|path| bucket.read(path), || out = Some(done()));
    out.unwrap()
}

#[test]
fn what_gave_up_is_completed_by_the_next_run() {
    std::thread::scope(|scope| {
        for hundredths in [60, 75, 90] {
            scope.spawn(move || broken_after(hundredths));
        }
    });
}
