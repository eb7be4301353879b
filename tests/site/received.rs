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
fn what_other_tools_keep_back_is_kept_back() {
    let kept = |word: &str, front: &str| format!("---\ntitle: Kept {word}\n{front}---\nThe word is canary{word}.\n");
    let project = Project::new()
        .file("seeds/blog/_drafts/a.md", &kept("one", ""))
        .file("seeds/b.md", &kept("two", "publishDate: 2031-02-03T00:00:00Z\n"))
        .file("seeds/c.md", &kept("three", "expiryDate: 2019-01-01\n"))
        .file("seeds/d.md", &kept("four", "published: false\n"))
        .file("seeds/e.md", "title: Hexo\ndraft: true\n---\nThe word is canaryfive.\n")
        .file("seeds/f.md", &kept("shown", "publishDate: 2020-02-03\n"));
    let holds = |options: &[&str]| -> Vec<&str> {
        let run = project.run(&[&["build"], options].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let all: String = project.tree().values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
        ["one", "two", "three", "four", "five", "shown"]
            .into_iter()
            .filter(|word| all.contains(&format!("canary{word}")))
            .collect()
    };
    assert_eq!(holds(&["--as-of", "2026-01-01"]), ["shown"]);
    assert_eq!(holds(&["--as-of", "2031-02-04"]), ["two", "shown"]);
    assert_eq!(holds(&["--as-of", "2026-01-01", "--drafts"]), ["one", "two", "three", "four", "five", "shown"]);
}

#[test]
fn front_matter_without_its_first_fence_is_no_text() {
    let project = Project::new().file(
        "seeds/hexo.md",
        "title: From Hexo\ndate: 2020-01-02 03:04:05\ntags:\n- peace\n---\n\nThe text: it begins.\n",
    );
    let page = project.build().page("briefs/hexo/index.html");
    assert!(page.contains("From Hexo</h1>") && page.contains("2 January 2020") && !page.contains("03:04"), "{page}");
    let text = Project::new().file("seeds/a.md", "title: a word about it\n\nAnd a text.\n\n---\n\nMore.\n");
    assert!(text.build().page("briefs/a/index.html").contains("title: a word about it"));
}

#[test]
fn bundles_of_several_languages_have_an_address_each() {
    let project = Project::new()
        .file("seeds/2020/peace/index.md", "---\ntitle: Peace\n---\nA text.\n")
        .file("seeds/2020/peace/index.fr.md", "---\ntitle: Paix\n---\nUn texte.\n")
        .file("seeds/2020/war/index.fr.md", "---\ntitle: Guerre\n---\nUn autre texte.\n");
    let shown = |slug: &str| project.page(&format!("briefs/{slug}/index.html"));
    project.build();
    assert!(shown("peace").contains("Peace</h1>") && shown("peace-fr").contains("Paix</h1>"));
    assert!(shown("war-fr").contains("Guerre</h1>"));
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

#[test]
fn the_page_of_a_list_is_no_article_unless_it_has_words() {
    let project = Project::new()
        .file("seeds/_index.md", "+++\ntitle = \"Posts\"\n+++\n")
        .file("seeds/peace/_index.md", "+++\ntitle = \"Peace\"\n+++\nWhat this section is about, in a sentence.\n")
        .file("seeds/talks.md", "---\ntitle: Talks\n---\nThe delegations met in Geneva on Monday.\n");
    let tree = project.build().tree();
    let briefs = tree
        .keys()
        .filter(|path| path.starts_with("briefs/") && path.ends_with("/index.html") && path.matches('/').count() == 2);
    assert_eq!(briefs.collect::<Vec<_>>(), ["briefs/peace/index.html", "briefs/talks/index.html"]);
}
