//! What stays of the last build.

use super::*;

/// Puts the first file of a site and takes the others over; gives whether they could be.
fn keep(desk: &Desk, files: &[(&str, &str)]) -> bool {
    let stage = Stage::open(&desk.out(), Options::default()).expect("opens");
    let paths: Vec<&str> = files[1..].iter().map(|(path, _)| *path).collect();
    let kept = stage.keep(&paths).expect("it can be looked at");
    let put = if kept { &files[..1] } else { files };
    for (path, text) in put {
        stage.put(&Output::text(*path, *text)).expect("it is put");
    }
    stage.commit().expect("it is committed");
    kept
}

#[test]
fn what_is_taken_over_is_what_was_written() {
    let desk = Desk::new();
    desk.build(&ONE);
    let edited = |text: &'static str| [(ONE[0].0, text), ONE[1], ONE[2]];
    // The spare is empty at first, then it holds the former generation.
    for text in ["one", "two", "three"] {
        assert!(keep(&desk, &edited(text)));
        assert_eq!(desk.live(), owned(&edited(text)));
    }
    // What was changed by hand, or has gone, isn't.
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(desk.out().join(ONE[1].0), "HAHA").expect("a file");
    assert!(!keep(&desk, &edited("four")));
    assert_eq!(desk.live(), owned(&edited("four")));
    fs::remove_file(desk.out().join(ONE[2].0)).expect("a file");
    assert!(!keep(&desk, &edited("five")));
    assert_eq!(desk.live(), owned(&edited("five")));
    // A run that ends before its commit leaves the live folder, and a later one doesn't trust what it left.
    let stage = Stage::open(&desk.out(), Options::default()).expect("opens");
    assert!(stage.keep(&[ONE[1].0]).expect("it can be looked at"));
    drop(stage);
    assert_eq!(desk.live(), owned(&edited("five")));
    keep(&desk, &edited("six"));
    assert_eq!(desk.live(), owned(&edited("six")));
    assert!(keep(&desk, &edited("seven")));
    // Changed by hand after it was taken over.
    let stage = Stage::open(&desk.out(), Options::default()).expect("opens");
    stage.put(&Output::text(ONE[0].0, "eight")).expect("it is put");
    assert!(stage.keep(&[ONE[1].0, ONE[2].0]).expect("it can be looked at"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(desk.out().join(ONE[1].0), "HAHA").expect("a file");
    let error = stage.commit().expect_err("the site would not be what the manifest says");
    let file = desk.out().join(ONE[1].0);
    assert_eq!(error.to_string(), format!("{} was changed while the site was built", file.display()));
    assert!(!keep(&desk, &edited("eight")));
    assert_eq!(desk.live(), owned(&edited("eight")));
}

/// The spare may have files of its own under the live folder's paths: then another hand in the live folder changes
/// nothing of them.
#[test]
fn what_the_spare_has_of_its_own_goes_out_whatever_became_of_the_live_file() {
    let desk = Desk::new();
    desk.build(&ONE);
    // The second generation is written file by file, not shared.
    desk.build(&[("other.html", "other"), ONE[1], ONE[2]]);
    let edited = |text: &'static str| [(ONE[0].0, text), ONE[1], ONE[2]];
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(desk.out().join(ONE[1].0), "HAHA").expect("a file");
    assert!(keep(&desk, &edited("two")));
    assert_eq!(desk.live(), owned(&edited("two")));
}

/// One look is enough, if it comes last.
#[test]
fn who_trusted_what_was_altered_is_told_and_looks_first_the_next_time() {
    let desk = Desk::new();
    desk.build(&ONE);
    let edited = |text: &'static str| [(ONE[0].0, text), ONE[1], ONE[2]];
    assert!(keep(&desk, &edited("one")));
    let trusting = Options { trusting: true, ..Options::default() };
    let stage = |options: Options, text: &'static str| {
        let stage = Stage::open(&desk.out(), options).expect("opens");
        let kept = stage.keep(&[ONE[1].0]).expect("it can be looked at");
        let put = if kept { [edited(text)[0], ONE[2]].to_vec() } else { edited(text).to_vec() };
        put.iter().for_each(|(path, text)| stage.put(&Output::text(*path, *text)).expect("it is put"));
        (kept, stage)
    };
    // The first time the spare has files that the last build gave to both folders.
    for text in ["three", "four", "five"] {
        let (kept, trusted) = stage(trusting, text);
        assert!(kept && trusted.commit().is_ok(), "{text}");
    }
    // Its size stays.
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(desk.out().join(ONE[1].0), "X").expect("a file");
    let (kept, trusted) = stage(trusting, "six");
    assert!(kept);
    assert!(matches!(trusted.commit(), Err(WriteError::Changed { .. })));
    let (kept, looked) = stage(Options::default(), "six");
    assert!(!kept);
    looked.commit().expect("commits");
    assert_eq!(desk.live(), owned(&edited("six")));
}

/// The spare may have all of a site, with files that the last build gave to both folders and that are younger, therefore,
/// than the manifest that it has.
#[test]
fn a_site_that_comes_back_stands() {
    let desk = Desk::new();
    desk.build(&ONE);
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert!(keep(&desk, &[(ONE[0].0, "one"), ONE[1], ONE[2]]));
    let stage = Stage::open(&desk.out(), Options { trusting: true, ..Options::default() }).expect("opens");
    ONE.iter().for_each(|(path, text)| stage.put(&Output::text(*path, *text)).expect("it is put"));
    let report = stage.commit().expect("it is committed");
    assert_eq!(desk.live(), owned(&ONE));
    assert_eq!(stands(&desk.out(), report.manifest).expect("it can be looked at"), Some(ONE.len()));
}

/// Both folders may have one file, which is put with the bytes that it has: it is looked at all the same.
#[test]
fn a_shared_file_that_was_put_with_its_own_bytes_is_as_it_was() {
    let desk = Desk::new();
    desk.build(&ONE);
    let edited = |text: &'static str| [(ONE[0].0, text), ONE[1], ONE[2]];
    for text in ["one", "two"] {
        assert!(keep(&desk, &edited(text)));
    }
    let stage = Stage::open(&desk.out(), Options::default()).expect("opens");
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(desk.out().join(ONE[1].0), "HAHA").expect("a file");
    for (path, text) in edited("three") {
        stage.put(&Output::text(path, text)).expect("it is put");
    }
    let error = stage.commit().expect_err("the site would not be what the manifest says");
    let file = desk.out().join(ONE[1].0);
    assert_eq!(error.to_string(), format!("{} was changed while the site was built", file.display()));
    desk.build(&edited("three"));
    assert_eq!(desk.live(), owned(&edited("three")));
}

/// A file of the user's own whose name differs from an output's by case alone is theirs.
#[cfg(target_os = "linux")]
#[test]
fn a_file_of_another_case_is_carried_along() {
    let desk = Desk::new();
    desk.build(&ONE);
    let edited = |text: &'static str| [(ONE[0].0, text), ONE[1], ONE[2]];
    assert!(keep(&desk, &edited("one")));
    std::thread::sleep(std::time::Duration::from_millis(20));
    desk.user("b/INDEX.html", "mine");
    assert!(keep(&desk, &edited("two")));
    assert!(desk.live().contains(&("b/INDEX.html".to_owned(), "mine".to_owned())));
}

/// The build of a site of which the folders are older than its manifest, so that they aren't read again unless something
/// came into them.
fn build_at_leisure(desk: &Desk, files: &[(&str, &str)]) -> Report {
    let stage = desk.stage(files).expect("puts");
    std::thread::sleep(std::time::Duration::from_millis(20));
    let report = stage.commit().expect("commits");
    std::thread::sleep(std::time::Duration::from_millis(20));
    report
}

#[test]
fn what_came_into_a_folder_is_found_whenever_it_came() {
    let desk = Desk::new();
    let with = |files: &[(&str, &str)], more: &[(&str, &str)]| {
        let mut all = owned(files);
        all.extend(owned(more));
        all.sort();
        all
    };
    build_at_leisure(&desk, &ONE);
    build_at_leisure(&desk, &TWO);
    desk.user("a/deep/mine.txt", "mine");
    for files in [&ONE, &TWO, &ONE] {
        build_at_leisure(&desk, files);
        assert_eq!(desk.live(), with(files, &[("a/deep/mine.txt", "mine")]));
    }
    // Files that were there before the manifest was: the folder is changed in place, then exchanged again.
    desk.user(".git/config", "[core]");
    desk.user("a/more.txt", "more");
    std::thread::sleep(std::time::Duration::from_millis(20));
    let more = [("a/deep/mine.txt", "mine"), ("a/more.txt", "more")];
    assert_eq!(build_at_leisure(&desk, &TWO).in_place, Some(InPlace::Foreign));
    fs::remove_dir_all(desk.out().join(".git")).expect("a folder");
    for files in [&ONE, &TWO, &ONE] {
        assert_eq!(build_at_leisure(&desk, files).in_place, None);
        assert_eq!(desk.live(), with(files, &more));
    }
}

/// What is moved along with a folder has the times that it had: of a folder that was moved to another one's place nothing
/// is known.
#[test]
fn a_folder_in_the_place_of_another_is_read() {
    let desk = Desk::new();
    let site = |text: &'static str| [("b/x/deep/index.html", "X"), ("b/y/index.html", "Y"), ("index.html", text)];
    let copy = desk.dir.path().join("copy");
    for folder in ["x/deep", "y"] {
        fs::create_dir_all(copy.join(folder)).expect("folders");
        fs::write(copy.join(folder).join("index.html"), folder[..1].to_uppercase()).expect("a file");
    }
    fs::write(copy.join("x/deep/photo.jpg"), "photo").expect("a file");
    std::thread::sleep(std::time::Duration::from_millis(20));
    build_at_leisure(&desk, &site("one"));
    build_at_leisure(&desk, &site("two"));
    fs::remove_dir_all(desk.out().join("b")).expect("a folder");
    fs::rename(&copy, desk.out().join("b")).expect("a folder");
    for text in ["three", "four", "five"] {
        build_at_leisure(&desk, &site(text));
        let mut all = owned(&site(text));
        all.insert(1, ("b/x/deep/photo.jpg".to_owned(), "photo".to_owned()));
        assert_eq!(desk.live(), all);
    }
}

/// A copy may have got its manifest after everything else, whatever came into its folders before.
#[cfg(unix)]
#[test]
fn a_copy_of_a_site_is_looked_at_anew() {
    let desk = Desk::new();
    build_at_leisure(&desk, &ONE);
    build_at_leisure(&desk, &TWO);
    desk.user("a/mine.txt", "mine");
    let copy = Desk::new();
    for name in [".public.briefgen", "public"] {
        let mut copying = std::process::Command::new("cp");
        copying.arg("-a").arg(desk.dir.path().join(name)).arg(copy.dir.path());
        assert!(copying.status().expect("it runs").success());
    }
    for folder in [copy.out(), copy.dir.path().join(".public.briefgen/spare")] {
        std::thread::sleep(std::time::Duration::from_millis(20));
        fs::copy(desk.out().join(MANIFEST_NAME), folder.join("new")).expect("a copy");
        fs::rename(folder.join("new"), folder.join(MANIFEST_NAME)).expect("a file");
    }
    for files in [&ONE, &TWO, &ONE] {
        build_at_leisure(&copy, files);
        assert!(copy.live().contains(&("a/mine.txt".to_owned(), "mine".to_owned())));
    }
}
