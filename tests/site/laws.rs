//! What holds for every site: whole or not at all, bounded, nothing written elsewhere.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::project::Project;

fn many(project: &Project, word: &str) {
    for at in 0..30 {
        let text = format!(
            "Brief {at} on {word}\n\nUkraine and {word} met for the {at}th time in Geneva, and nobody spoke of the next time.\n\n\
             What {word} said\n\nThe second paragraph of brief {at} speaks of {word} at some length, as the first one did.\n"
        );
        project.put(&format!("seeds/brief-{at}.txt"), text.as_bytes());
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_or_the_new_site() {
    let project = Project::new().file("content/actors.yaml", "- id: ukraine\n  name: Ukraine\n  kind: state\n");
    let mut states: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
    let mut longest = Duration::ZERO;
    for word in ["alpha", "omega"] {
        many(&project, word);
        let start = Instant::now();
        states.push(project.build().tree());
        longest = longest.max(start.elapsed());
    }
    let moments: u32 = 100;
    // The same moments in every run, in no order.
    let mut random: u64 = 0x9e37_79b9_7f4a_7c15;
    for moment in 0..moments {
        many(&project, ["alpha", "omega"][moment as usize % 2]);
        let mut child = project.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(longest.mul_f64((random >> 40) as f64 / f64::from(1 << 24)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = project.tree();
        assert!(states.contains(&now), "killed for the {moment}th time, the site is neither old nor new");
    }
    many(&project, "omega");
    assert_eq!(project.build().tree(), states[1]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_site() {
    let project = Project::new().file("content/actors.yaml", "- id: ukraine\n  name: Ukraine\n  kind: state\n");
    many(&project, "alpha");
    let former = project.build().tree();
    many(&project, "omega");
    // Files may not grow beyond some blocks of 512 bytes: a write fails as on a full disk, or its signal ends the run.
    for (blocks, refused) in [(4, true), (8, true), (8, false)] {
        let trap = if refused { "trap '' XFSZ; " } else { "" };
        let run = format!("{trap}ulimit -f {blocks}; exec \"$0\" --root \"$1\" build");
        let mut shell = std::process::Command::new("sh");
        let command = shell.args(["-c", &run, env!("CARGO_BIN_EXE_briefgen")]).arg(project.root());
        let output = command.env("NO_COLOR", "1").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{said}");
        if refused {
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(said.starts_with("briefgen: ") && said.contains("File too large"), "{said}");
        }
        assert_eq!(project.tree(), former, "{blocks} blocks");
    }
    assert_ne!(project.build().tree(), former);
}

#[test]
fn nothing_is_written_outside_the_output_folder() {
    let project = Project::new()
        .file("seeds/talks.txt", "Talks\n\nThe talks went on for two days, and all said so afterwards.\n")
        .file("content/notes/talks.md", "---\nslug: ../../escaped\n---\n");
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let names: Vec<String> = std::fs::read_dir(project.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with(".public."))
        .collect();
    assert!(!names.contains(&"escaped".to_owned()), "{names:?}");
    assert!(!names.contains(&"public".to_owned()), "{names:?}");
}

#[track_caller]
fn ends_soon(project: &Project, code: i32) {
    let start = Instant::now();
    let run = project.run(&["check", "--quiet"]);
    assert_eq!(run.code, Some(code), "{}", &run.stderr[..run.stderr.len().min(2_000)]);
    assert!(start.elapsed() < Duration::from_secs(30), "took {:?}", start.elapsed());
}

#[test]
fn yaml_that_explodes_is_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        bomb.push_str(&format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(", ")));
    }
    ends_soon(&Project::new().file("briefgen.yaml", &bomb), 1);
    ends_soon(&Project::new().file("briefgen.yaml", &format!("title: {}\n", "[".repeat(100_000))), 1);
}

#[test]
fn text_that_nests_without_end_is_read_in_bounded_time() {
    let deep = format!("---\ntitle: Deep\n---\n{}\n\n{}\n", "[".repeat(100_000), "> ".repeat(20_000));
    ends_soon(&Project::new().file("content/briefs/deep.md", &deep), 0);
    ends_soon(&Project::new().file("seeds/long.txt", &format!("Title\n\n{}\n", "word ".repeat(2_000_000))), 0);
}
