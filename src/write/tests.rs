use super::*;
use crate::model::output::Output;
use std::fs;
use std::path::{Path, PathBuf};

mod in_place;
mod taken_over;

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a folder") }
    }

    fn out(&self) -> PathBuf {
        self.dir.path().join("public")
    }

    fn stage(&self, files: &[(&str, &str)]) -> Result<Stage, WriteError> {
        self.stage_with(files, Options::default())
    }

    fn stage_with(&self, files: &[(&str, &str)], options: Options) -> Result<Stage, WriteError> {
        let stage = Stage::open(&self.out(), options)?;
        for (path, text) in files {
            stage.put(&Output::text(*path, *text))?;
        }
        Ok(stage)
    }

    fn build(&self, files: &[(&str, &str)]) -> Report {
        self.stage(files).expect("puts").commit().expect("commits")
    }

    fn user(&self, path: &str, text: &str) {
        let file = self.out().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("folders");
        fs::write(file, text).expect("a file");
    }

    /// Every file of the live folder but the manifest, with its text.
    fn live(&self) -> Vec<(String, String)> {
        tree(&self.out())
    }
}

fn tree(root: &Path) -> Vec<(String, String)> {
    let listing = listing::list(root, &|_| Ok(Some(()))).expect("a folder");
    let read = |(path, ()): &(String, ())| (path.clone(), fs::read_to_string(root.join(path)).expect("a text"));
    listing.files.iter().map(read).collect()
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn counts(report: Report) -> (usize, usize, usize) {
    (report.written, report.unchanged, report.deleted)
}

const ONE: [(&str, &str); 3] = [("a/index.html", "A"), ("b/index.html", "B"), ("index.html", "home")];
const TWO: [(&str, &str); 3] = [("a/index.html", "A"), ("c/index.html", "C"), ("index.html", "HOME")];

#[test]
fn the_folder_becomes_exactly_what_was_put() {
    let desk = Desk::new();
    assert_eq!(counts(desk.build(&ONE)), (3, 0, 0));
    assert_eq!(desk.live(), owned(&ONE));
    assert_eq!(counts(desk.build(&TWO)), (2, 1, 1));
    assert_eq!(desk.live(), owned(&TWO));
    assert!(!desk.out().join("b").exists(), "an empty folder is left");
    assert_eq!(counts(desk.build(&ONE)), (2, 1, 1));
    assert_eq!(desk.live(), owned(&ONE));
    assert_eq!(desk.build(&TWO).in_place, None);
    assert_eq!(desk.live(), owned(&TWO));
}

#[test]
fn a_dropped_stage_changes_nothing() {
    let desk = Desk::new();
    drop(desk.stage(&ONE).expect("puts"));
    assert!(!desk.out().exists());
    desk.build(&ONE);
    drop(desk.stage(&TWO).expect("puts"));
    assert_eq!(desk.live(), owned(&ONE));
    desk.build(&TWO);
    assert_eq!(desk.live(), owned(&TWO));
    // The spare holds ONE; what a failed build left there is seen through, same size or not.
    drop(desk.stage(&[("index.html", "HAHA"), ("z/index.html", "Z"), ("a", "file")]).expect("puts"));
    assert_eq!(desk.live(), owned(&TWO));
    desk.build(&ONE);
    assert_eq!(desk.live(), owned(&ONE));
}

#[cfg(unix)]
#[test]
fn what_is_unchanged_is_not_written_again() {
    use std::os::unix::fs::MetadataExt as _;
    let desk = Desk::new();
    let inode = |path: &str| fs::metadata(desk.out().join(path)).expect("a file").ino();
    desk.build(&ONE);
    let first = inode("index.html");
    assert_eq!(counts(desk.build(&ONE)), (0, 3, 0));
    assert_eq!(inode("index.html"), first, "the same site is left alone");
    desk.build(&TWO);
    desk.build(&ONE);
    let second = inode("a/index.html");
    desk.build(&TWO);
    desk.build(&ONE);
    assert_eq!(inode("a/index.html"), second, "each generation keeps its files");
}

#[test]
fn what_someone_edits_in_the_output_is_written_anew() {
    let desk = Desk::new();
    desk.build(&ONE);
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(desk.out().join("index.html"), "HAHA").expect("a file");
    desk.build(&ONE);
    assert_eq!(desk.live(), owned(&ONE));
    desk.build(&TWO);
    desk.build(&ONE);
    assert_eq!(desk.live(), owned(&ONE), "the edit doesn't come back with the spare");
    fs::remove_file(desk.out().join("index.html")).expect("a file");
    desk.build(&ONE);
    assert_eq!(desk.live(), owned(&ONE));
}

#[test]
fn files_of_the_users_own_survive() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.user("CNAME", "example.org");
    desk.user("b/mine.txt", "mine");
    let with = |files: &[(&str, &str)]| {
        let mut all = owned(files);
        all.extend(owned(&[("CNAME", "example.org"), ("b/mine.txt", "mine")]));
        all.sort();
        all
    };
    for files in [&TWO, &ONE, &TWO] {
        desk.build(files);
        assert_eq!(desk.live(), with(files));
    }
    fs::remove_file(desk.out().join("CNAME")).expect("a file");
    desk.build(&ONE);
    desk.build(&TWO);
    assert!(!desk.out().join("CNAME").exists(), "what the user removed doesn't come back");
}

/// A shell that stood in the live folder stands in the spare after the exchange.
#[test]
fn what_is_written_where_the_live_folder_was_goes_where_it_is_now() {
    let desk = Desk::new();
    let spare = desk.dir.path().join(".public.briefgen/spare");
    let with = |files: &[(&str, &str)], own: &[(&str, &str)]| {
        let mut files = owned(&[files, own].concat());
        files.sort();
        files
    };
    desk.build(&ONE);
    desk.build(&TWO);
    fs::create_dir(spare.join("drafts")).expect("a folder");
    fs::write(spare.join("drafts/list.txt"), "mine").expect("a file");
    desk.build(&ONE);
    assert_eq!(desk.live(), with(&ONE, &[("drafts/list.txt", "mine")]));
    // What was taken along and is then deleted is gone, although the file stood in both folders for a while.
    desk.build(&TWO);
    assert_eq!(desk.live(), with(&TWO, &[("drafts/list.txt", "mine")]));
    fs::remove_dir_all(desk.out().join("drafts")).expect("deletes");
    desk.build(&ONE);
    desk.build(&TWO);
    assert_eq!(desk.live(), owned(&TWO));
    // A site in which nothing changed brings it too, and so does one in the way of which it stands.
    fs::write(spare.join("list.txt"), "mine").expect("a file");
    desk.build(&TWO);
    assert_eq!(desk.live(), with(&TWO, &[("list.txt", "mine")]));
    fs::write(spare.join("d"), "mine").expect("a file");
    let error = desk.stage(&[("d/index.html", "D")]).expect("puts").commit().unwrap_err().to_string();
    assert_eq!(error, WriteError::InTheWay { out: desk.out(), path: "d".to_owned() }.to_string());
    assert_eq!(desk.live(), with(&TWO, &[("d", "mine"), ("list.txt", "mine")]));
}

/// What a failed build wrote there is nobody's.
#[test]
fn of_a_spare_that_was_being_changed_nothing_is_brought_back() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.build(&TWO);
    drop(desk.stage(&[("half/index.html", "H")]).expect("puts"));
    assert!(desk.dir.path().join(".public.briefgen/spare/half").exists());
    // Nor after a run that ended before it had changed anything.
    drop(desk.stage(&[]).expect("opens"));
    desk.build(&ONE);
    assert_eq!(desk.live(), owned(&ONE));
    desk.build(&TWO);
    assert_eq!(desk.live(), owned(&TWO));
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let desk = Desk::new();
    desk.user("thesis.txt", "years of work");
    desk.user("index.html", "other");
    assert!(matches!(desk.stage(&[]), Err(WriteError::NotOurs { .. })));
    assert_eq!(fs::read_dir(desk.dir.path()).expect("a folder").count(), 1, "nothing was made beside it");
    let forced = desk.stage_with(&ONE, Options { force: true, ..Options::default() }).expect("puts");
    forced.commit().expect("commits");
    let mut all = owned(&ONE);
    all.push(("thesis.txt".to_owned(), "years of work".to_owned()));
    assert_eq!(desk.live(), all);
    desk.build(&TWO);
    assert!(desk.out().join("thesis.txt").exists());
}

#[test]
fn a_folder_with_only_gitkeep_is_empty() {
    let desk = Desk::new();
    desk.user(".gitkeep", "");
    for files in [&ONE, &TWO, &ONE] {
        desk.build(files);
        assert!(desk.out().join(".gitkeep").exists());
    }
}

#[test]
fn a_users_file_in_the_way_is_named_and_kept() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.user("c/index.html", "mine");
    let error = desk.stage(&TWO).expect("puts").commit().expect_err("refuses");
    assert!(matches!(error, WriteError::InTheWay { ref path, .. } if path == "c/index.html"), "{error}");
    assert_eq!(fs::read_to_string(desk.out().join("c/index.html")).expect("a file"), "mine");
    assert_eq!(fs::read_to_string(desk.out().join("index.html")).expect("a file"), "home");
}

#[test]
fn one_build_at_a_time() {
    let desk = Desk::new();
    let first = desk.stage(&ONE).expect("puts");
    assert!(matches!(desk.stage(&TWO), Err(WriteError::Locked { .. })));
    first.commit().expect("commits");
    desk.build(&TWO);
}

#[test]
fn paths_that_lead_out_or_meet_are_refused() {
    let desk = Desk::new();
    let stage = desk.stage(&[("a/Index.html", "")]).expect("puts");
    for path in ["../x", "/x", "a/../../x", "a\\b", "nul.html", ".git/config", MANIFEST_NAME] {
        assert!(matches!(stage.put(&Output::text(path, "")), Err(WriteError::Path { .. })), "{path}");
    }
    for path in ["a/index.html", "a/Index.html", "A", "a/index.HTML/x"] {
        assert!(matches!(stage.put(&Output::text(path, "")), Err(WriteError::Twice { .. })), "{path}");
    }
    assert!(matches!(stage.commit(), Err(WriteError::Incomplete)), "a site that lacks a file is not written");
    assert!(!desk.out().exists());
}

#[test]
fn files_and_folders_may_change_places() {
    let desk = Desk::new();
    for _ in 0..2 {
        for files in
            [[("a/x/y.html", "1"), ("b", "2")], [("a", "1"), ("b/x/y.html", "2")], [("a/X/y.html", "1"), ("b", "2")]]
        {
            desk.build(&files);
            assert_eq!(desk.live(), owned(&files));
        }
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_output_lead_nowhere() {
    let desk = Desk::new();
    desk.build(&ONE);
    let elsewhere = desk.dir.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("keep.txt"), "keep").expect("a file");
    std::os::unix::fs::symlink(&elsewhere, desk.out().join("c")).expect("a link");
    let error = desk.stage(&TWO).expect("puts").commit().expect_err("refuses");
    assert!(matches!(error, WriteError::InTheWay { ref path, .. } if path == "c"), "{error}");
    let report = desk.build(&[("d/index.html", "D")]);
    assert_eq!(report.in_place, Some(InPlace::Foreign));
    assert!(desk.out().join("c").is_symlink());
    assert_eq!(tree(&elsewhere), owned(&[("keep.txt", "keep")]));
    assert_eq!(desk.live(), owned(&[("d/index.html", "D")]));
}

#[test]
fn the_same_site_has_the_same_manifest() {
    let (one, other) = (Desk::new(), Desk::new());
    one.build(&ONE);
    let mut turned = ONE;
    turned.reverse();
    other.build(&TWO);
    other.build(&turned);
    let manifest = |desk: &Desk| fs::read(desk.out().join(MANIFEST_NAME)).expect("a manifest");
    assert_eq!(manifest(&one), manifest(&other));
}

#[test]
fn many_threads_may_put() {
    let desk = Desk::new();
    let stage = desk.stage(&[]).expect("opens");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let stage = &stage;
            scope.spawn(move || {
                for n in 0..50 {
                    stage.put(&Output::text(format!("d{}/{thread}-{n}.html", n % 7), "x")).expect("puts");
                }
            });
        }
    });
    assert_eq!(counts(stage.commit().expect("commits")), (400, 0, 0));
    assert_eq!(desk.live().len(), 400);
}

/// Two publishers may begin in an empty folder at the same moment.
#[test]
fn who_comes_second_finds_the_folders_made() {
    let dir = tempfile::tempdir().expect("a folder");
    for round in 0..200 {
        let (path, begin) = (format!("{round}/a/b/file"), std::sync::Barrier::new(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    begin.wait();
                    folder::make_parents(dir.path(), &path).expect("the folders are there");
                });
            }
        });
    }
}

const CHILD: &str = "BRIEFGEN_TEST_OUT";

/// The site of one generation: the same files throughout, some with the same words in each, some coming and going.
fn generation(number: usize) -> Vec<(String, String)> {
    let mut files: Vec<_> = (0..150).map(|at| (format!("d{}/p{at}.html", at % 9), format!("{number}"))).collect();
    files.push(("same.txt".to_owned(), "same".to_owned()));
    files.push((format!("only-{number}/index.html"), format!("{number}")));
    files
}

/// Not a test of its own: builds one generation after the other until it is killed.
#[test]
fn child_that_builds_until_it_is_killed() {
    let Some(out) = std::env::var_os(CHILD) else { return };
    for number in 0.. {
        let stage = Stage::open(Path::new(&out), Options::default()).expect("opens");
        for (path, text) in generation(number % 3) {
            stage.put(&Output::text(path, text)).expect("puts");
        }
        stage.commit().expect("commits");
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn killed_at_any_moment_the_site_is_wholly_one_generation() {
    let desk = Desk::new();
    let wholly = || {
        let live = desk.live();
        live.is_empty()
            || (0..3).any(|number| {
                let mut expected = generation(number);
                expected.sort();
                live == expected
            })
    };
    for round in 0..40_u64 {
        let mut child = std::process::Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "write::tests::child_that_builds_until_it_is_killed"])
            .env(CHILD, desk.out())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("starts");
        std::thread::sleep(std::time::Duration::from_micros(15_000 + 1_733 * round));
        assert!(child.try_wait().expect("a child").is_none(), "the child ended by itself in round {round}");
        child.kill().expect("kills");
        child.wait().expect("ends");
        assert!(wholly(), "a mixed site in round {round}");
    }
    let last = generation(7);
    let files: Vec<(&str, &str)> = last.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    desk.build(&files);
    let mut expected = last.clone();
    expected.sort();
    assert_eq!(desk.live(), expected);
}
