//! Social cards: what is drawn, kept, left out and said.

use super::project::Project;

const CONFIG: &str = "title: The Desk\nbase_url: https://desk.example/\nfeatures: {cards: true}\n";

fn talks(title: &str) -> Project {
    Project::new().file("briefgen.yaml", CONFIG).file("content/briefs/talks.md", &brief(title))
}

fn brief(title: &str) -> String {
    format!("---\ntitle: {title}\npublished: 2025-11-28\n---\nText of the brief.\n")
}

/// The messages of a check with their places.
fn messages(project: &Project) -> Vec<String> {
    let run = project.run(&["-v", "check", "--format", "short"]);
    run.stderr
        .lines()
        .filter(|line| line.contains("no-cards") || line.contains("template-error"))
        .map(str::to_owned)
        .collect()
}

#[cfg(not(feature = "cards"))]
#[test]
fn a_briefgen_without_cards_says_so() {
    let project = talks("Talks resume");
    let said = messages(&project);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].ends_with("the site asks for social cards, and this briefgen was built without them"), "{said:?}");
    assert!(!project.build().page("briefs/talks/index.html").contains("og:image"));
}

#[cfg(feature = "cards")]
mod drawn {
    use super::*;

    fn kept(project: &Project) -> Vec<String> {
        let folder = std::fs::read_dir(project.root().join(".briefgen/cards"));
        let names = folder.into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn a_brief_is_shared_with_its_card() {
        let project = talks("Talks resume");
        let page = project.build().page("briefs/talks/index.html");
        for tag in [
            "<meta property=\"og:image\" content=\"https://desk.example/briefs/talks/card.png\">",
            "<meta property=\"og:image:width\" content=\"1200\">",
            "<meta property=\"og:image:height\" content=\"630\">",
            "<meta property=\"og:image:alt\" content=\"Talks resume\">",
            "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        ] {
            assert!(page.contains(tag), "{tag}");
        }
        assert!(project.tree()["briefs/talks/card.png"].starts_with(b"\x89PNG\r\n\x1a\n"));
        assert!(!project.page("index.html").contains("og:image"));
    }

    #[test]
    fn cards_are_kept_between_builds_and_drawn_anew_when_their_words_change() {
        let project = talks("Talks resume");
        let first = project.build().tree();
        let names = kept(&project);
        assert_eq!(names.len(), 1);
        assert_eq!(project.build().tree(), first);
        assert_eq!(kept(&project), names);
        project.put("content/briefs/talks.md", brief("Talks end").as_bytes());
        assert_ne!(project.build().tree()["briefs/talks/card.png"], first["briefs/talks/card.png"]);
        let now = kept(&project);
        assert!(now.len() == 1 && now != names, "what nobody needs any more is gone");
        assert_eq!(project.run(&["clean"]).code, Some(0));
        assert!(!project.root().join(".briefgen").exists());
        assert_eq!(project.run(&["check"]).code, Some(0));
        assert_eq!(project.run(&["build", "--no-cache"]).code, Some(0));
        assert!(!project.root().join(".briefgen").exists(), "a check draws nothing, and --no-cache keeps nothing");
        assert_ne!(project.tree()["briefs/talks/card.png"], first["briefs/talks/card.png"]);
    }

    #[test]
    fn only_briefs_that_everyone_may_find_have_one() {
        let project = talks("Talks resume")
            .file("content/briefs/gone.md", "---\ntitle: Gone\nstatus: withdrawn\nwithdrawn: {date: 2026-01-05, reason: It was wrong.}\n---\nText.\n")
            .file("content/briefs/new.md", "---\ntitle: New\nstatus: draft\n---\nText.\n");
        let cards: Vec<String> = project.build().tree().into_keys().filter(|path| path.ends_with(".png")).collect();
        assert_eq!(cards, ["briefs/talks/card.png"]);
        let off = Project::new()
            .file("content/briefs/talks.md", &brief("Talks"))
            .file("briefgen.yaml", "base_url: https://desk.example/\n");
        assert!(!off.build().tree().contains_key("briefs/talks/card.png"));
    }

    #[test]
    fn a_title_that_the_fonts_lack_has_no_card_and_is_named() {
        let project = talks("The 和平 talks");
        let expected = "content/briefs/talks.md:2:8: info[no-cards]: this brief has no social card: its fonts have no “和”, which “The 和平 talks” needs";
        assert_eq!(messages(&project), [expected]);
        assert!(!project.build().page("briefs/talks/index.html").contains("og:image"));
        assert!(!project.tree().contains_key("briefs/talks/card.png"));
    }

    #[test]
    fn a_font_that_cannot_be_drawn_with_is_named() {
        let project = talks("Talks")
            .file("static/own.woff2", "wOF2")
            .file("briefgen.yaml", &format!("{CONFIG}fonts: {{heading: static/own.woff2}}\n"));
        let said = messages(&project);
        assert!(
            said.len() == 1
                && said[0].ends_with("social cards can't be drawn with static/own.woff2: only TTF and OTF files can"),
            "{said:?}"
        );
        assert!(project.build().tree().contains_key("briefs/talks/card.png"));
    }

    #[test]
    fn without_an_address_there_are_none() {
        let project = Project::new()
            .file("briefgen.yaml", "features: {cards: true}\n")
            .file("content/briefs/talks.md", &brief("Talks"));
        let said = messages(&project);
        assert!(
            said.len() == 1
                && said[0].ends_with("social cards need a `base_url`: social networks read whole addresses only"),
            "{said:?}"
        );
    }

    #[test]
    fn a_sites_own_template_draws_its_cards_and_its_faults_are_found() {
        let plain = talks("Talks & <more>");
        let built_in = plain.build().tree()["briefs/talks/card.png"].clone();
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\"><text x=\"9\" y=\"99\" font-size=\"50\">{{ card.lines[0].text }}</text></svg>\n";
        let own = talks("Talks & <more>").file("templates/card.svg", svg);
        assert_ne!(own.build().tree()["briefs/talks/card.png"], built_in);
        own.put("templates/card.svg", b"<svg>{{ card.family }}");
        let run = own.run(&["build", "--format", "short"]);
        assert_eq!(run.code, Some(1));
        assert!(
            run.stderr
                .contains("templates/card.svg:1:1: error[template-error]: the template card.svg can't be drawn: "),
            "{}",
            run.stderr
        );
    }
}
