//! Where two folders can't be exchanged, and what a kill left.

use super::*;

#[test]
fn a_repository_in_the_output_stays_and_the_folder_is_changed_in_place() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.user(".git/config", "[core]");
    for files in [&TWO, &ONE, &TWO] {
        assert_eq!(desk.build(files).in_place, Some(InPlace::Foreign));
        assert_eq!(desk.live(), owned(files));
        assert_eq!(fs::read_to_string(desk.out().join(".git/config")).expect("a file"), "[core]");
    }
    assert_eq!(counts(desk.build(&TWO)), (0, 3, 0));
    for files in [[("a/x/y.html", "1"), ("b", "2")], [("a", "1"), ("b/x/y.html", "2")]] {
        desk.build(&files);
        assert_eq!(desk.live(), owned(&files));
    }
}

#[cfg(unix)]
#[test]
fn an_output_folder_behind_a_link_is_changed_in_place() {
    let desk = Desk::new();
    let real = desk.dir.path().join("www");
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, desk.out()).expect("a link");
    assert_eq!(desk.build(&ONE).in_place, Some(InPlace::Link));
    desk.build(&TWO);
    assert_eq!(tree(&real), owned(&TWO));
    assert!(desk.out().is_symlink());
}

#[test]
fn a_journal_that_a_kill_left_is_completed() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.user(".git/config", "[core]");
    desk.build(&TWO);
    // As if killed after the journal was written: the spare is whole, the live folder still the former one.
    let home = desk.dir.path().join(".public.briefgen");
    assert_eq!(tree(&home.join("spare")), owned(&TWO));
    fs::write(desk.out().join("index.html"), "half").expect("a file");
    fs::write(desk.out().join("old.html"), "stale").expect("a file");
    let journal = r#"{"replace":["c/index.html","index.html","../../evil"],"delete":["old.html","../evil"]}"#;
    fs::write(home.join("journal.json"), journal).expect("a file");
    drop(desk.stage(&[]).expect("opens"));
    assert_eq!(desk.live(), owned(&TWO));
    assert!(!home.join("journal.json").exists());
}

#[test]
fn a_journal_is_dropped_where_another_folder_stands_by_now() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.user(".git/config", "[core]");
    desk.build(&TWO);
    let home = desk.dir.path().join(".public.briefgen");
    let journal = r#"{"was":"0","replace":["index.html"],"delete":[]}"#;
    fs::write(home.join("journal.json"), journal).expect("a file");
    fs::remove_dir_all(desk.out()).expect("a folder");
    desk.user("index.html", "my own");
    assert!(matches!(desk.stage(&[]), Err(WriteError::NotOurs { .. })));
    assert_eq!(fs::read_to_string(desk.out().join("index.html")).expect("a file"), "my own");
    assert!(!home.join("journal.json").exists());
}

#[test]
fn a_kill_around_the_exchange_loses_nothing() {
    let desk = Desk::new();
    desk.build(&ONE);
    desk.build(&TWO);
    // The exchange has happened, and a file that came late to the former folder wasn't looked for yet.
    let home = desk.dir.path().join(".public.briefgen");
    fs::write(home.join("exchange"), "").expect("a mark");
    for late in ["late.txt", "a/late.txt"] {
        fs::write(home.join("spare").join(late), "late").expect("a file");
    }
    let are_there = || ["late.txt", "a/late.txt"].iter().all(|late| desk.out().join(late).exists());
    drop(desk.stage(&[]).expect("opens"));
    assert!(are_there());
    desk.build(&ONE);
    assert!(are_there());
}

#[cfg(unix)]
#[test]
fn a_planted_link_as_spare_is_not_followed() {
    let desk = Desk::new();
    let elsewhere = desk.dir.path().join("elsewhere");
    let home = desk.dir.path().join(".public.briefgen");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::create_dir(&home).expect("a folder");
    fs::write(elsewhere.join("keep.txt"), "keep").expect("a file");
    std::os::unix::fs::symlink(&elsewhere, home.join("spare")).expect("a link");
    desk.build(&ONE);
    assert_eq!(tree(&elsewhere), owned(&[("keep.txt", "keep")]));
    assert_eq!(desk.live(), owned(&ONE));
}
