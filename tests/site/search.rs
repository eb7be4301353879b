//! The search index: which files it has, what an edit changes, what can't be found.

use std::collections::BTreeMap;

use super::project::Project;

const ARTICLE: &str = "Talks resume\n\nUkraine’s delegation met in Geneva on Monday. The talks went on for two days.\n\n\
    What was said\n\nOfficials of Ukraine described the meeting as useful, and nobody spoke of a zeppelin for the next one.\n";
const ACTORS: &str = "- id: ukraine\n  name: Ukraine\n  kind: state\n  aliases: [Kyiv]\n";

fn site() -> Project {
    Project::new().file("seeds/talks.txt", ARTICLE).file("content/actors.yaml", ACTORS)
}

/// The files of the index, by path.
fn index(project: &Project) -> BTreeMap<String, String> {
    let files = project.tree().into_iter().filter(|(path, _)| path.starts_with("assets/search-"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// Whether a form stands in a shard.
fn holds(index: &BTreeMap<String, String>, form: &str) -> bool {
    let forms = |text: &str| text.split("\"forms\":\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    index.values().filter_map(|text| forms(text)).any(|forms| forms.split(' ').any(|known| known == form))
}

#[test]
fn every_word_of_a_page_can_be_found() {
    let project = site();
    let index = index(project.build());
    for form in ["talks", "ukraine", "kyiv", "zeppelin", "geneva", "kind:brief", "actor:ukraine"] {
        assert!(holds(&index, form), "{form}");
    }
    assert!(!holds(&index, "nowhere"));
    let page = project.page("search/index.html");
    let root = index.keys().find(|path| path.starts_with("assets/search-root.")).expect("a root");
    assert!(page.contains(&format!("data-root=\"{root}\"")), "{page}");
    for (path, text) in &index {
        assert!(path == root || index[root].contains(path.rsplit('.').nth(1).unwrap()), "{path} is named by no root");
        assert!(text.starts_with("briefgenSearch(\"") && text.ends_with(");\n"), "{path}");
    }
}

#[test]
fn the_index_leads_to_the_passage() {
    let project = site();
    let index = index(project.build());
    let brief = project.page("briefs/talks/index.html");
    let at = brief.find("spoke of a zeppelin").expect("the passage");
    let id = brief[..at].rsplit("id=\"p-").next().unwrap().split('"').next().unwrap();
    let shard = index.values().find(|text| text.contains("spoke of a zeppelin for")).expect("an excerpt");
    assert!(shard.contains(&format!("\"p-{id}\"")), "{shard}");
}

#[test]
fn an_edit_changes_only_the_shards_of_its_words() {
    let mut project = site();
    for at in 0..60 {
        let words: String = (0..120).map(|word| format!("word{}x{} ", at * 7 % 60, word)).collect();
        let text =
            format!("Brief {at}\n\nA delegation met in Geneva about subject {at}, and {words}followed at length.\n");
        project = project.file(&format!("seeds/brief-{at}.txt"), &text);
    }
    let before = index(project.build());
    project.put("seeds/talks.txt", ARTICLE.replace("zeppelin", "dirigible").as_bytes());
    let after = index(project.build());
    let stayed = before.keys().filter(|path| after.contains_key(*path)).count();
    assert!(before.len() > 20, "{} files", before.len());
    assert!(stayed * 4 > before.len() * 3, "{stayed} of {} files stayed", before.len());
    assert!(!holds(&after, "zeppelin") && holds(&after, "dirigible"));
}

#[test]
fn the_same_site_gives_the_same_index() {
    let project = site();
    let first = index(project.build());
    std::fs::remove_dir_all(project.root().join("public")).unwrap();
    let run = project.command(&["build"]).env("RAYON_NUM_THREADS", "1").output();
    assert_eq!(run.unwrap().status.code(), Some(0));
    assert_eq!(first, index(&project));
}

#[test]
fn what_is_withheld_or_gone_cannot_be_found() {
    let project = site()
        .file("content/briefs/draft.md", "---\ntitle: Quokka\nstatus: draft\n---\nAbout a wombat.\n")
        .file("content/briefs/later.md", "---\ntitle: Embargoed numbat\nembargo: 2126-12-01T00:01+01:00\n---\nText.\n")
        .file("content/briefs/gone.md", "---\ntitle: Withdrawn bilby\nstatus: withdrawn\nwithdrawn: {date: 2025-01-01, reason: superseded}\n---\nAbout a bandicoot.\n")
        .file("content/briefs/removed.md", "---\ntitle: Removed dunnart\nstatus: removed\nwithdrawn: {date: 2025-01-01, reason: rights}\n---\nA potoroo.\n")
        .file("content/notes/talks.md", "---\nshow: quoted\nnotes:\n  - {quote: described the meeting as useful, kind: question, audience: internal, text: A platypus.}\n---\n");
    let index = index(project.build());
    for form in
        ["quokka", "wombat", "numbat", "bilby", "bandicoot", "dunnart", "potoroo", "platypus", "geneva", "zeppelin"]
    {
        assert!(!holds(&index, form), "{form}");
    }
    assert!(holds(&index, "talks"), "the title is still shown");
}

#[test]
fn a_site_without_search_has_none_of_it() {
    let project = site().file("briefgen.yaml", "features: {search: false}\n");
    assert!(index(project.build()).is_empty());
    assert!(!project.page("index.html").contains("search"));
    assert!(!project.root().join("public/search").exists());
}

#[test]
fn without_a_script_everything_stands_from_a_to_z() {
    let project = site();
    let page = project.build().page("search/index.html");
    assert!(page.contains("<dt>T</dt><dd><a href=\"../briefs/talks/\">Talks resume</a></dd>"), "{page}");
    assert!(page.contains("<dt>U</dt><dd><a href=\"../actors/ukraine/\">Ukraine</a></dd>"), "{page}");
    assert!(project.page("briefs/talks/index.html").contains("action=\"../../search/\""));
}
