//! Old addresses: which lead on, and which are taken.

use super::broken::site;
use super::project::Project;

const OLD: &str = "content/pages/old.md";

/// A page with these old addresses, each on a line from the fourth on.
fn old(addresses: &[String]) -> String {
    let lines: String = addresses.iter().map(|address| format!("  - {address}\n")).collect();
    format!("---\ntitle: Old\nredirect_from:\n{lines}---\nText.\n")
}

#[track_caller]
fn assert_short(project: &Project, wanted: &str) {
    for command in ["check", "build"] {
        let run = project.run(&[command, "--quiet", "--format", "short"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(1), wanted), "{command}");
    }
}

/// Whatever a build makes is no old address, in any letters, as a file or as a folder.
#[test]
fn every_file_of_a_site_is_taken() {
    let mut project = site()
        .file("static/files/Plan.pdf", "x")
        .file("content/series.yaml", "- id: one\n  name: One\n")
        .file("content/pages/about.md", "---\ntitle: About\n---\nText.\n")
        .file("content/notes/talks.md", "---\nseries: one\npublished: 2025-01-02\n---\n");
    for at in 0..201 {
        let dated = format!("---\ntitle: T\ndate: 2024-01-02\n---\n\nMet in Geneva, for the {at}. time.\n");
        project = project.file(&format!("seeds/t{at}.md"), &dated);
    }
    let files: Vec<String> = project.build().tree().into_keys().filter(|path| !path.starts_with("assets/")).collect();
    let of_t: fn(&&String) -> bool = |path| path.starts_with("briefs/t") && !path.starts_with("briefs/t7/");
    let files: Vec<&String> = files.iter().filter(|path| !path.starts_with('.') && !of_t(path)).collect();
    for kept in
        ["data/graph.json", "actors/geneva/2024/index.json", "briefs/2024/index.html", "themes/talks/preview.html"]
    {
        assert!(files.iter().any(|path| *path == kept), "{kept} is made: {files:?}");
    }
    let mut addresses: Vec<String> = Vec::new();
    for path in files {
        addresses.extend([
            format!("/{path}"),
            format!("/{}/", path.to_uppercase()),
            format!("/%{:x}{}", path.as_bytes()[0], &path[1..]),
        ]);
    }
    let project = project.file(OLD, &old(&addresses));
    let wanted: Vec<String> = (0..addresses.len()).map(|at| format!("{OLD}:{}:5 duplicate-route", at + 4)).collect();
    assert_eq!(project.findings(&["check", "--quiet"]), wanted);
    assert_eq!(project.findings(&["build", "--quiet"]), wanted);
}

#[test]
fn what_is_taken_is_said_at_its_line() {
    let addresses =
        ["/feed.xml", "/Actors/", "/404.html", "/old.html", "/Old.html", "/old.html/more/", "//feed.xml", "/a/.b/"];
    let project = site().file(OLD, &old(&addresses.map(str::to_owned)));
    assert_short(
        &project,
        "content/pages/old.md:4:5: error[duplicate-route]: `/feed.xml` is the address of a file of this site\n\
         content/pages/old.md:5:5: error[duplicate-route]: `/Actors/` is the address of a page of this site\n\
         content/pages/old.md:6:5: error[duplicate-route]: `/404.html` is the address of a page of this site\n\
         content/pages/old.md:8:5: error[duplicate-route]: `/Old.html` already leads elsewhere\n\
         content/pages/old.md:9:5: error[duplicate-route]: `/old.html/more/` already leads elsewhere\n\
         content/pages/old.md:10:5: error[invalid-value]: `//feed.xml` is no address on this site\n\
         content/pages/old.md:11:5: error[invalid-value]: `/a/.b/` is no plain path\n",
    );
    let run = project.run(&["check", "--quiet"]);
    let help = "help: some systems don't tell capitals from small letters in the names of files";
    assert_eq!(run.stderr.matches(help).count(), 2, "{}", run.stderr);
}

/// Nobody can mend the addresses of an article as received.
#[test]
fn a_taken_address_of_an_article_leads_nowhere_and_stops_no_build() {
    let front = "---\ntitle: A\ndate: 2025-01-02\naliases: [/actors/, /feed.xml, /%61ctors/geneva/, /ABC/, /abc/, /aux/]\n---\n";
    let project = site().file("seeds/a.md", &format!("{front}\nText.\n"));
    let place = "seeds/a.md:4:10: info[duplicate-route]";
    let run = project.run(&["build", "--verbose", "--format", "short"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for said in ["`/actors/` is the address of a page", "`/feed.xml` is the address of a file", "`/abc/` already leads"]
    {
        assert!(run.stderr.contains(&format!("{place}: {said}")), "{}", run.stderr);
    }
    assert!(project.page("ABC/index.html").contains("briefs/a/"));
    assert!(project.page("actors/index.html").contains("Geneva"));
}

#[test]
fn an_address_is_kept_in_the_letters_that_it_stands_for() {
    let project = site().file(OLD, &old(&["/caf%C3%A9/".to_owned()]));
    assert!(project.build().page("café/index.html").contains("../old/"));
}
