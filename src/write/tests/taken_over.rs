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
