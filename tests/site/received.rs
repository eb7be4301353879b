//! Articles as they come from other tools, unedited.

use super::project::Project;

#[test]
fn articles_of_other_generators_keep_their_title_date_headings_and_images() {
    let project = Project::new()
        .file(
            "seeds/2014-03-21-hello-world.md",
            "---\ntitle: \"Hello, World\"\nlayout: post\nauthors: [jane]\ntags: [news, team]\ndate: 2014-03-21 10:00\n---\nWe are here.\n\n## Why\n\nBecause ![a map](map.png) shows it.\n",
        )
        .file("seeds/map.png", "not really a picture")
        .file("seeds/unused.png", "nobody refers to it")
        .file("seeds/hugo/index.md", "+++\ntitle = \"From Hugo\"\ndate = 2020-01-02T03:04:05Z\naliases = [\"/old/place/\"]\n+++\nText.\n")
        .file("seeds/secret.md", "---\ntitle: Secret\ndraft: true\n---\ncanary-draft\n");
    let page = project.build().page("briefs/hello-world/index.html");
    assert!(page.contains("Hello, World"));
    assert!(page.contains("2014"));
    assert!(page.contains(">Why</h2>") || page.contains(">Why<"), "{page}");
    let tree = project.tree();
    let images: Vec<&String> = tree.keys().filter(|path| path.ends_with(".png")).collect();
    assert_eq!(images.len(), 1, "{images:?}");
    assert!(images[0].starts_with("assets/map."), "{images:?}");
    assert!(project.page("briefs/hugo/index.html").contains("From Hugo"));
    assert!(project.page("old/place/index.html").contains("briefs/hugo/"));
    assert!(!tree.keys().any(|path| path.contains("secret")));
    assert!(!tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("canary-draft")));
}

#[test]
fn line_ends_wrapping_and_byte_order_marks_make_no_difference() {
    let plain = "Talks resume\n\nThe delegations met in Geneva on Monday, and the talks went on for two days in all.\n\nWhat was said\n\nOfficials described the meeting as useful, and nobody spoke of a date for the next one.\n";
    let wrapped = plain.replace(", and", ",\nand").replace('\n', "\r\n");
    let marked = format!("\u{feff}{wrapped}");
    let body = |text: &str| {
        let project = Project::new().file("seeds/talks.txt", text);
        project.build().page("briefs/talks/index.html")
    };
    let first = body(plain);
    assert_eq!(first, body(&wrapped));
    assert_eq!(first, body(&marked));
}
