//! What isn't meant for the audience is in no byte of the output: a site in which every carrier holds a word of its own.

use super::project::Project;

const ARTICLE: &str = "Talks resume\n\nThe delegations met in Geneva on Monday. The talks went on for two days.\n";

const NOTES: &str = "\
---
summary: A summary.
key_messages:
  - {text: Shown message., quote: two days}
  - {text: zqmessage said so., quote: two days, audience: internal}
notes:
  - {quote: two days, kind: context, text: zqnote., audience: internal}
  - quote: on Monday
    kind: context
    text: |
      Shown note.

      ::: internal
      zqinnote is here.
      :::
positions:
  - {actor: geneva, theme: talks, stance: supports, statement: zqposition., quote: two days, audience: internal}
events:
  - {date: 2025-01-02, text: zqevent., audience: internal}
options:
  - {text: zqoption., for: [zqfor.], against: [zqagainst.], audience: internal}
recommendations:
  - {text: zqrecommendation., to: {name: zqaddressee}, audience: internal}
sources:
  - {title: zqsource, url: 'https://zqurl.example/', author: zqauthor, publisher: zqpublisher, audience: internal}
revisions:
  - {date: 2025-01-03, kind: minor, text: zqrevision., audience: internal}
review_by: 2031-05-06
---
Shown. <!-- zqhtmlcomment -->

::: internal
zqblock, [zqlink](https://zqhref.example/) and ![zqalt](zqpicture.png).
:::
# zqyaml is no word: only YAML's own remarks are left out
";

fn site() -> Project {
    let desk = |front: &str, word: &str| {
        format!(
            "---\ntitle: {word}title\nsummary: {word}summary.\n{front}---\n## {word}heading\n\n{word}text, at {{#x}}.\n"
        )
    };
    Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/\n# zqremark\n")
        .file("seeds/talks.txt", ARTICLE)
        .file("content/notes/talks.md", &NOTES.replace("# zqyaml is no word: only YAML's own remarks are left out\n", ""))
        .file("content/notes/zqpicture.png", "zqpixels")
        .file("seeds/zqseed.md", "---\ntitle: zqseedtitle\ndraft: true\naliases: [/zqalias/]\ntags: [zqtag]\n---\nzqseedtext.\n")
        .file("content/briefs/zqdraft.md", &desk("status: draft\nredirect_from: [/zqdraftold/]\n", "zqdraft"))
        .file("content/briefs/zqinternal.md", &desk("audience: internal\nslug: zqslug\n", "zqinternal"))
        .file("content/briefs/zqembargo.md", &desk("embargo: 2030-01-01T00:00Z\n", "zqembargo"))
        .file(
            "content/briefs/removed.md",
            "---\ntitle: Removed\nstatus: removed\nwithdrawn: {date: 2025-01-01, reason: By law.}\nsummary: zqremovedsummary.\n---\nzqremovedtext.\n",
        )
        .file("content/pages/zqpage.md", &desk("audience: internal\n", "zqpage"))
        .file("content/pages/zqdraftpage.md", &desk("status: draft\n", "zqdraftpage"))
        .file("content/pages/zqlaterpage.md", &desk("embargo: 2030-01-01T00:00Z\n", "zqlaterpage"))
        .file(
            "content/actors.yaml",
            "# zqregistryremark\n- id: geneva\n  name: Geneva\n  kind: place\n\
             - id: zqactor\n  name: Monday\n  kind: group\n  aliases: [zqaliasname]\n  summary: zqactorsummary.\n  audience: internal\n",
        )
        .file("content/actors/zqfile.md", "---\nname: Two Days\nkind: group\naudience: internal\n---\nzqactortext.\n")
        .file(
            "content/themes.yaml",
            "- {id: talks, name: Talks}\n- {id: zqtheme, name: zqthemename, phrases: [delegations], audience: internal}\n",
        )
        .file("content/themes/zqthemefile.md", "---\nname: zqthemefilename\naudience: internal\n---\nzqthemetext.\n")
}

/// Where words that begin with `zq` stand in the output: in a name, or in the bytes of a file.
fn leaks(project: &Project) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in project.tree() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if path.contains("zq") {
            found.push(path.clone());
        }
        for (at, _) in text.match_indices("zq") {
            let word: String = text[at..].chars().take_while(|c| c.is_alphanumeric()).collect();
            found.push(format!("{path}: {word}"));
        }
    }
    found
}

#[test]
fn no_withheld_word_is_in_any_byte_or_name_of_a_public_build() {
    let project = site();
    let run = project.run(&["build", "--as-of", "2026-01-01"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(leaks(&project), [""; 0]);
    let page = project.page("briefs/talks/index.html");
    assert!(page.contains("Shown message.") && page.contains("Shown note."), "{page}");
    assert!(!page.contains("zqactor") && !page.contains(">Monday</a>"), "an internal actor links nothing");
    for command in ["mentions", "suggest"] {
        let run = project.run(&[command, "--as-of", "2026-01-01"]);
        assert!(!run.stdout.contains("zq"), "{command}: {}", run.stdout);
    }
}

#[test]
fn a_build_for_the_desk_has_every_word_of_it() {
    let project = site();
    let run = project.run(&["build", "--audience", "internal", "--drafts", "--as-of", "2026-01-01"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let all = leaks(&project).join("\n");
    for word in [
        "zqmessage",
        "zqnote",
        "zqinnote",
        "zqposition",
        "zqevent",
        "zqoption",
        "zqfor",
        "zqagainst",
        "zqrecommendation",
        "zqaddressee",
        "zqsource",
        "zqurl",
        "zqauthor",
        "zqpublisher",
        "zqrevision",
        "zqblock",
        "zqlink",
        "zqhref",
        "zqalt",
        "zqpicture",
        "zqseedtitle",
        "zqseedtext",
        "zqalias",
        "zqdrafttitle",
        "zqdrafttext",
        "zqdraftold",
        "zqslug",
        "zqinternalsummary",
        "zqembargoheading",
        "zqpagetext",
        "zqdraftpagetext",
        "zqlaterpagetext",
        "zqactorsummary",
        "zqactortext",
        "zqthemename",
        "zqthemetext",
    ] {
        assert!(all.contains(word), "{word} isn't there, so its absence elsewhere would prove nothing");
    }
    for word in ["zqhtmlcomment", "zqremark", "zqregistryremark", "zqremovedtext", "zqremovedsummary"] {
        assert!(!all.contains(word), "{word} is for nobody");
    }
}

/// Words that a template or another brief repeats are found in what is about to be written.
#[test]
fn withheld_words_in_a_template_stop_the_build() {
    let words = "The desk expects the talks to fail before the spring.";
    let notes = format!(
        "---\nnotes:\n  - quote: two days\n    kind: context\n    audience: internal\n    text: {words}\n---\n"
    );
    let project = Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/\n")
        .file("seeds/talks.txt", ARTICLE)
        .file("content/notes/talks.md", &notes)
        .file("templates/404.html", &format!("<!doctype html><html lang=en><title>No page</title><p>{words}</p>"));
    let run = project.run(&["build", "--quiet", "--format", "short"]);
    let leak = format!("error[withheld-leak]: 404.html would contain withheld words: “{words}”\n");
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), leak.as_str()));
    assert!(!project.root().join("public").exists(), "nothing is written");
    // Another fault hides none of it.
    let run = project.file("static/404.html", "<p>x").run(&["check", "--quiet", "--format", "short"]);
    assert!(run.stderr.contains("duplicate-route") && run.stderr.contains(&leak), "{}", run.stderr);
}
