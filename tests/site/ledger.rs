//! The law of builds: what is made again after edits, with what stays of the last build, is byte for byte and finding
//! for finding what a first build makes. And little is made again.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use briefgen::diag::emit::{self, Format};
use briefgen::model::output::Output;
use briefgen::pipeline::{self, Again, Cache, Request};
use briefgen::write::Options;

use super::edits::{Dice, article, edit, outcome, request};
use super::project::{Project, tree};

/// A site that is built again and again.
struct Site {
    project: Project,
    request: Request,
    /// What the last good build left.
    outputs: BTreeMap<String, String>,
    ledger: Option<Vec<u8>>,
}

impl Site {
    fn new(project: Project, internal: bool) -> Self {
        let cache = Cache { folder: project.root().join(".briefgen"), program: [0; 32] };
        let request = Request { cache: Some(cache), ..request(project.root(), internal) };
        Self { project, request, outputs: BTreeMap::new(), ledger: None }
    }

    /// Builds it, and holds the outcome against that of a first build; gives the paths that were made, ascending.
    /// Nothing, where there were errors.
    fn build(&mut self, what: &str) -> Option<Vec<String>> {
        let mut prepared = pipeline::prepare(&self.request, &mut |_| {}).unwrap();
        let (now, made) = (Mutex::new(BTreeMap::new()), Mutex::new(Vec::new()));
        let put = |output: Output| -> Result<(), Infallible> {
            made.lock().unwrap().push(output.path.clone());
            now.lock().unwrap().insert(output.path, String::from_utf8_lossy(&output.bytes).into_owned());
            Ok(())
        };
        let keep = |paths: &[&str]| -> Result<bool, Infallible> {
            let known: Option<Vec<_>> = paths.iter().map(|path| self.outputs.get_key_value(*path)).collect();
            let Some(known) = known else { return Ok(false) };
            now.lock().unwrap().extend(known.into_iter().map(|(path, text)| (path.clone(), text.clone())));
            Ok(true)
        };
        let last = || self.ledger.as_deref();
        let again = Again { asked: "this", last: &last, keep: &keep };
        let Ok(notes) = prepared.outputs_again(&self.request, &mut |_| {}, &put, Some(again));
        let ledger = notes.map(|notes| {
            let mut ledger = Vec::new();
            notes.write(&prepared.site, &mut ledger).unwrap();
            ledger
        });
        emit::sort(&prepared.inputs.files, &mut prepared.diagnostics);
        let mut findings = String::new();
        emit::write(&mut findings, Format::Json, &prepared.inputs.files, &prepared.diagnostics, false).unwrap();
        let (mut made, now) = (made.into_inner().unwrap(), now.into_inner().unwrap());
        let first = Request { cache: None, ..self.request.clone() };
        let wanted = outcome(pipeline::prepare(&first, &mut |_| {}).unwrap(), &first);
        assert_eq!(findings, wanted.1, "{what}: findings differ");
        assert_eq!(ledger.is_none(), prepared.diagnostics.has_errors(), "{what}");
        assert!(now.keys().eq(wanted.0.keys()), "{what}: other files");
        for (path, text) in &now {
            assert_eq!(*text, wanted.0[path], "{what}: {path} differs");
        }
        self.ledger = Some(ledger?);
        self.outputs = now;
        made.sort();
        Some(made)
    }
}

fn walk(seed: u64, edits: usize) -> (usize, usize) {
    let mut dice = Dice(seed);
    let project = Project::new();
    for slug in ["a", "b", "c", "d"] {
        project.put(&format!("seeds/{slug}.txt"), article(&mut dice).as_bytes());
    }
    project.put("content/actors.yaml", b"- {id: ukraine, name: Ukraine, kind: state, aliases: [Kyiv]}\n");
    let mut site = Site::new(project, seed.is_multiple_of(2));
    let mut made = site.build("at first").unwrap().len();
    let mut all = made;
    for step in 0..edits {
        let mut paths = edit(&site.project, &mut dice).paths;
        for _ in 0..dice.roll(2) {
            paths.extend(edit(&site.project, &mut dice).paths);
        }
        if let Some(again) = site.build(&format!("seed {seed}, step {step}, {paths:?}")) {
            made += again.len();
            all += site.outputs.len();
        }
    }
    (made, all)
}

#[test]
fn builds_after_edits_come_to_what_a_first_build_makes() {
    let edits: usize = std::env::var("BRIEFGEN_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(120);
    let counts: Vec<(usize, usize)> = (1..=4).map(|seed| walk(seed, edits / 4)).collect();
    let (made, all) = counts.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(made * 10 < all * 9, "{made} of {all} outputs were made again: nothing stays");
}

const BRIEFS: usize = 240;

/// A brief of a site whose lists go on by year and month.
fn long(at: usize, more: &str) -> String {
    let (year, month) = (2024 + at / 230, 1 + at % 9);
    let mut text = format!("Talks number {at}\n\nGENEVA, {} {year}\n\n", ["January", "May", "June"][month % 3]);
    let _ =
        write!(text, "Ukraine’s delegation met that of Norland for the {at}th time, and spoke of grain at length.\n\n");
    let _ = writeln!(text, "{more}Nobody had been asked about the ports, which stayed closed.");
    text
}

fn many() -> Site {
    let actors = "- {id: norland, name: Norland, kind: state}\n- {id: sudland, name: Sudland, kind: state}\n\
                  - {id: ukraine, name: Ukraine, kind: state}\n- {id: grain-board, name: Grain Board, kind: organisation}\n";
    let project = Project::new()
        .file("briefgen.yaml", "title: Desk\nbase_url: https://desk.example/\n")
        .file("content/actors.yaml", actors)
        .file("content/themes.yaml", "- {id: grain, name: Grain}\n- {id: ports, name: Ports}\n");
    for at in 0..BRIEFS {
        project.put(&format!("seeds/talks-{at:03}.txt"), long(at, "").as_bytes());
    }
    Site::new(project, false)
}

#[test]
fn an_edit_of_one_article_makes_few_pages_again() {
    let mut site = many();
    let all = site.build("at first").unwrap().len();
    assert!(all > 4 * BRIEFS, "{all}");
    site.project.put("seeds/talks-100.txt", long(100, "The envoy left early. ").as_bytes());
    let made = site.build("a sentence more").unwrap();
    let pages: Vec<&String> = made.iter().filter(|path| path.ends_with(".html")).collect();
    assert!(made.contains(&"briefs/talks-100/index.html".to_owned()));
    assert!(!made.contains(&"briefs/talks-007/index.html".to_owned()));
    assert!(pages.len() < 40, "{pages:?}");
}

#[test]
fn a_brief_more_makes_few_pages_again() {
    let mut site = many();
    let all = site.build("at first").unwrap().len();
    let text = long(3, "").replace("Talks number 3", "A new one").replace("Norland", "Sudland");
    site.project.put("seeds/talks-900.txt", text.as_bytes());
    let made = site.build("a new brief").unwrap();
    assert!(made.contains(&"briefs/talks-900/index.html".to_owned()));
    assert!(made.len() < all / 4, "{} of {all}: {made:?}", made.len());
    // A translation counts from when lists show it.
    let note = |status: &str| format!("---\ntranslation_of: talks-070\nlanguage: fr\nstatus: {status}\n---\n");
    let withdrawn = note("withdrawn\nwithdrawn: {date: 2025-01-02, reason: Wrong.}");
    for text in [withdrawn, note("published")] {
        site.project.put("content/notes/talks-900.md", text.as_bytes());
        assert!(site.build(&text).is_some(), "{}", site.project.run(&["check"]).stderr);
    }
}

/// Whoever mistyped waits for the finding no longer than for the site.
#[test]
fn of_a_site_with_an_error_few_pages_are_made_to_judge_it() {
    let mut site = many();
    let all = site.build("at first").unwrap().len();
    let out = site.project.root().join("public");
    let mut prepared = pipeline::prepare(&site.request, &mut |_| {}).unwrap();
    assert!(prepared.write(&site.request, &mut |_| {}, (&out, Options::default()), None).unwrap().is_some());
    let note = "---\nkey_messages:\n- text: They met.\n  quote: nobody said these words\n---\n\
                See [the next](../talks-007/#no-such-place).\n";
    site.project.put("content/notes/talks-100.md", note.as_bytes());
    let before = tree(&out);
    let mut prepared = pipeline::prepare(&site.request, &mut |_| {}).unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&count);
    prepared.pages_within(Some(Box::new(move |_, make| {
        seen.fetch_add(1, Ordering::Relaxed);
        make();
    })));
    prepared.judge(&site.request, &mut |_| {}, &out);
    let codes: BTreeSet<&str> = prepared.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["broken-anchor", "quote-not-found", "unmentioned-actor"]);
    let made = count.load(Ordering::Relaxed);
    assert!(made > 0 && made < 40, "{made} of {all}");
    assert!(tree(&out) == before, "nothing is written");
}

/// What stands on no page but its own: another name, an office, a text of an actor or theme; a text of the desk's own.
#[test]
fn an_edit_of_an_entry_makes_few_pages_again() {
    let entries = |of_board: &str| {
        format!(
            "- {{id: norland, name: Norland, kind: state}}\n\
             - {{id: grain-board, name: Grain Board, kind: organisation{of_board}}}\n\
             - {{id: sudland, name: Sudland, kind: state}}\n- {{id: ukraine, name: Ukraine, kind: state}}\n"
        )
    };
    let mut site = many();
    site.project.put("content/actors.yaml", entries("").as_bytes());
    site.project.put("content/actors/envoy.md", b"---\nname: Envoy Ilves\nkind: person\n---\nOf [[norland]].\n");
    site.project.put("content/pages/about.md", b"---\ntitle: About\n---\nThe desk.\n");
    let all = site.build("at first").unwrap().len();
    let edits = [
        ("content/actors.yaml", entries(", aliases: [Board of Grain]")),
        ("content/actors.yaml", entries(", aliases: [Board of Grain], roles: [{title: Keeper, of: norland}]")),
        ("content/actors.yaml", entries(", not: [Grain Boards]")),
        (
            "content/themes.yaml",
            "- {id: grain, name: Grain, phrases: [barley]}\n- {id: ports, name: Ports}\n".to_owned(),
        ),
        (
            "content/actors/envoy.md",
            "---\nname: Envoy Ilves\nkind: person\nextra: {rank: 3}\n---\nOf [[sudland]], see [this](/about/).\n"
                .to_owned(),
        ),
        (
            "content/pages/about.md",
            "---\ntitle: About\nsummary: In short.\n---\nThe desk, and [its home](/).\n".to_owned(),
        ),
    ];
    for (path, text) in edits {
        site.project.put(path, text.as_bytes());
        let made = site.build(&text).unwrap_or_else(|| panic!("{}", site.project.run(&["check"]).stderr));
        let pages: Vec<&String> = made.iter().filter(|path| path.ends_with(".html")).collect();
        assert!((1..20).contains(&pages.len()), "{text}: {pages:?} of {all}");
    }
    // What other pages show of it is on all of them.
    site.project.put("content/pages/about.md", b"---\ntitle: Who we are\n---\nThe desk.\n");
    assert!(site.build("another title").unwrap().len() > all / 2);
}

/// A template of one kind of page is none of the others' affair, and none is a data file's.
#[test]
fn an_edit_of_a_template_makes_the_pages_that_go_by_it_again() {
    let template =
        |name: &str| std::fs::read_to_string(format!("{}/templates/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut site = many();
    let all = site.build("at first").unwrap();
    let count = |paths: &[String], end: &str| paths.iter().filter(|path| path.ends_with(end)).count();
    site.project.put("templates/brief.html", template("brief.html").replace("</h1>", "!</h1>").as_bytes());
    let made = site.build("briefs").unwrap();
    assert_eq!(count(&made, ".html"), BRIEFS);
    assert_eq!(count(&made, ".json"), 0);
    site.project.put("templates/assets/actor.css", b"h1 { color: teal }\n");
    let made = site.build("a style of actors").unwrap();
    let is_of_actors = |path: &String| path.starts_with("actors/") || !path.ends_with(".html");
    assert!(count(&made, ".html") >= 4 && made.iter().all(is_of_actors), "{made:?}");
    let including = template("brief.html").replace("</h1>", "</h1>{% include \"note.html\" %}");
    site.project.put("templates/brief.html", including.as_bytes());
    site.project.put("templates/note.html", b"<p>{{ brief.title }}</p>");
    site.build("another").unwrap();
    site.project.put("templates/note.html", b"<p>{{ brief.title }}.</p>");
    site.build("what it includes").unwrap();
    for another in ["templates/brief.old.html", "templates/old/brief.html"] {
        site.project.put(another, b"Nothing names it.");
        site.build(another).unwrap();
    }
    site.project.put("templates/brief.html", including.replace("</h1>", "?</h1>").as_bytes());
    assert_eq!(count(&site.build("beside others of its name").unwrap(), ".html"), BRIEFS);
    site.project.put("templates/base.html", template("base.html").replace("</body>", "<!-- end --></body>").as_bytes());
    let made = site.build("all pages").unwrap();
    assert_eq!(count(&made, ".html"), count(&all, ".html"));
    assert_eq!(count(&made, ".json"), 0);
}

#[test]
fn an_edit_of_one_article_makes_few_files_of_the_index_again() {
    let text = |at: usize, more: &str| {
        let words: String = (0..120).map(|word| format!("word{}x{word} ", at * 7 % 60)).collect();
        format!("Brief {at}\n\nA delegation met in Geneva about subject {at}, and {words}followed.{more}\n")
    };
    let project = Project::new();
    for at in 0..60 {
        project.put(&format!("seeds/brief-{at}.txt"), text(at, "").as_bytes());
    }
    let index = |paths: Vec<String>| paths.into_iter().filter(|path| path.starts_with("assets/search-")).count();
    let mut site = Site::new(project, false);
    let all = index(site.build("at first").unwrap());
    assert!(all > 80, "{all}");
    assert_eq!(index(site.build("the same").unwrap()), 1, "the root names the others");
    // The words of the sentence, and those that weigh less in a longer brief.
    site.project.put("seeds/brief-7.txt", text(7, " The envoy left early.").as_bytes());
    let made = index(site.build("a sentence more").unwrap());
    assert!(made < 12, "{made} of {all}");
    // Texts move in their documents, words to other texts.
    for (at, what) in ["\n\nA passage more.", " A zeppelin was seen.", ""].into_iter().enumerate() {
        site.project.put(&format!("seeds/brief-{at}.txt"), text(at, what).replace("Brief", "Paper").as_bytes());
        site.build(what).unwrap();
    }
}

#[test]
fn long_lists_follow_every_edit() {
    let mut site = many();
    site.build("at first").unwrap();
    let edits: [(&str, Option<String>); 9] = [
        ("seeds/talks-003.txt", Some(long(3, "Sudland’s envoy was there. "))),
        ("seeds/talks-003.txt", Some(long(3, "Sudland’s envoy was there with the Grain Board. "))),
        ("seeds/talks-003.txt", Some(long(3, "").replace("Talks number 3", "Talks of another name"))),
        ("seeds/talks-120.txt", Some(long(120, "").replace("2024", "2022"))),
        ("seeds/talks-500.txt", Some(long(229, ""))),
        ("seeds/talks-001.txt", None),
        ("content/notes/talks-050.md", Some("---\nstatus: withdrawn\nwithdrawn: {date: 2025-01-02, reason: Wrong.}\n---\n".to_owned())),
        ("content/notes/talks-060.md", Some("---\npositions: [{actor: sudland, theme: grain, stance: opposes, statement: No., quote: at length}]\nevents: [{date: 2025-03, text: They met., actors: [norland]}]\ntranslation_of: talks-070\nlanguage: fr\n---\n".to_owned())),
        ("content/notes/talks-050.md", None),
    ];
    for (path, text) in edits {
        match text {
            Some(text) => site.project.put(path, text.as_bytes()),
            None => std::fs::remove_file(site.project.root().join(path)).unwrap(),
        }
        assert!(site.build(path).is_some(), "{path}: {}", site.project.run(&["check"]).stderr);
    }
}

/// Random edits of a long list: words, names, titles, dates, notes, briefs that come and go.
#[test]
fn long_lists_follow_random_edits() {
    let edits: usize = std::env::var("BRIEFGEN_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(120);
    let mut dice = Dice(7);
    let mut site = many();
    site.build("at first").unwrap();
    let notes = [
        "---\nsummary: In short.\nthemes: [ports]\n---\n",
        "---\ntitle: Another title\nactors: [grain-board]\n---\nOf Sudland and [[talks-030]].\n",
        "---\nsupersedes: [talks-031]\npublished: 2025-02\n---\n",
        "---\nstatus: removed\nwithdrawn: {date: 2025-01-02, reason: Wrong.}\n---\n",
        "---\nnotes: [{quote: spoke of grain at length, kind: context, text: See [[norland]].}]\n---\n",
        "---\nlinks: [{text: ports, to: grain-board}]\nkey_messages: [{text: Ports stayed closed., quote: stayed closed}]\n---\n",
    ];
    for step in 0..edits / 12 {
        let at = dice.roll(BRIEFS);
        let (article, sheet) = (format!("seeds/talks-{at:03}.txt"), format!("content/notes/talks-{at:03}.md"));
        let what = match dice.roll(8) {
            0 => {
                let _ = std::fs::remove_file(site.project.root().join(&article));
                let _ = std::fs::remove_file(site.project.root().join(&sheet));
                "gone"
            }
            1..=3 => {
                let note = notes[dice.roll(notes.len())];
                site.project.put(&article, long(at, "").as_bytes());
                site.project.put(&sheet, note.as_bytes());
                note
            }
            _ => {
                let more = ["", "Sudland watched. ", "The Grain Board and Sudland watched. ", "Nobody watched. "];
                let text = long(at, more[dice.roll(4)]).replace("2024", ["2024", "2023"][dice.roll(2)]);
                let text = text.replace("Talks number", ["Talks number", "Grain of"][dice.roll(2)]);
                site.project.put(&article, text.as_bytes());
                "an article"
            }
        };
        site.build(&format!("step {step}: {at} {what}"));
    }
}

/// What a page goes by without reading it from the site: each was once overlooked.
#[test]
fn what_pages_go_by_in_passing_is_followed_too() {
    let withdrawn =
        "---\ntitle: Old\nstatus: withdrawn\nwithdrawn: {date: 2025-01-02, reason: Wrong., redirect: next.md}\n---\n";
    let next = "---\ntitle: Next\nslug: successor\n---\nText.\n";
    let extra = |keys: &str| format!("---\ntitle: Free\nextra: {{{keys}}}\n---\nText.\n");
    let project = Project::new()
        .file("content/briefs/old.md", withdrawn)
        .file("content/briefs/next.md", next)
        .file("content/briefs/free.md", &extra("b: x, a: y"))
        .file(
            "templates/brief.html",
            "{% extends \"base.html\" %}{% block main %}{% for key, value in brief.extra %}{{ key }}{% endfor %}{% endblock %}",
        );
    let mut site = Site::new(project, false);
    site.build("at first").unwrap();
    site.project.put("content/briefs/free.md", extra("a: y, b: x").as_bytes());
    site.build("free keys in another order").unwrap();
    std::fs::rename(
        site.project.root().join("content/briefs/next.md"),
        site.project.root().join("content/briefs/later.md"),
    )
    .unwrap();
    site.build("a file of another name");
}

/// Withheld words that everyone may read elsewhere are no leak, until they stand there no more.
#[test]
fn words_that_stop_being_public_are_found_where_nothing_else_changed() {
    const WORDS: &str = "the delegation will give up its claim to the northern ports";
    let note = format!(
        "---\nnotes: [{{quote: spoke of grain at length, kind: context, audience: internal, text: {WORDS}}}]\n---\n"
    );
    let project = many()
        .project
        .file("content/notes/talks-100.md", &note)
        .file("content/notes/talks-200.md", &format!("---\nsummary: Some say {WORDS}.\n---\n"));
    project.put("seeds/talks-002.txt", long(2, &format!("Some say {WORDS}. ")).as_bytes());
    let run = project.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    project.put("seeds/talks-002.txt", long(2, "").as_bytes());
    let (again, clean) = (project.run(&["build"]), project.run(&["check"]));
    assert!(again.stderr.contains("withheld-leak"), "{}", again.stderr);
    assert_eq!((again.code, again.stderr), (clean.code, clean.stderr));
}

/// With a milder level two pages may have one address; which of them is written is left to chance, and nothing stops.
#[test]
fn two_pages_of_one_address_stop_no_later_build() {
    let project = many()
        .project
        .file("briefgen.yaml", "title: Desk\nchecks: {duplicate-route: warn}\n")
        .file("content/pages/actors.md", "---\ntitle: Who is who\n---\nText.\n");
    for more in ["", "One. ", "Two. "] {
        project.put("seeds/talks-010.txt", long(10, more).as_bytes());
        let run = project.run(&["build"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stderr.contains("duplicate-route"), "{}", run.stderr);
    }
}

/// A page that stays leads where it led: to a place that its page has no more, or nowhere from the beginning.
#[test]
fn links_of_pages_that_stay_are_judged_by_what_there_is_now() {
    let other = |heading: &str| format!("---\ntitle: Other\n---\n\n## {heading}\n\nText.\n");
    let project = many()
        .project
        .file("content/briefs/one.md", "---\ntitle: One\n---\n\nSee [there](/briefs/other/#what-was-agreed).\n")
        .file("content/briefs/other.md", &other("What was agreed"))
        .file("seeds/received.md", "---\ntitle: Received\n---\n\nSee [there](/briefs/nowhere/).\n");
    let mut site = Site::new(project, false);
    site.build("at first").unwrap();
    site.project.put("seeds/talks-010.txt", long(10, "One. ").as_bytes());
    // The warning about the article as received is said again.
    assert!(!site.build("elsewhere").unwrap().contains(&"briefs/received/index.html".to_owned()));
    site.project.put("content/briefs/other.md", other("What was not agreed").as_bytes());
    assert_eq!(site.build("a heading has other words"), None);
    site.project.put("content/briefs/other.md", other("What was agreed").as_bytes());
    assert!(!site.build("the heading is back").unwrap().contains(&"briefs/one/index.html".to_owned()));
}

/// Where a build couldn't judge the links of its pages, and where a page is a file of the desk's own, links of pages
/// that stay are judged the next time.
#[test]
fn links_that_could_not_be_judged_are_judged_when_they_can_be() {
    let other = |heading: &str| format!("---\ntitle: Other\n---\n\n## {heading}\n\nText.\n");
    let third = |keys: &str| format!("---\ntitle: Third\n{keys}---\n\nText.\n");
    let one = "---\ntitle: One\n---\n\nSee [there](/briefs/other/#agreed) and [here](/form.html#part-1).\n";
    let project = Project::new()
        .file("briefgen.yaml", "title: Desk\nchecks: {unknown-key: warn}\n")
        .file("content/briefs/one.md", one)
        .file("content/briefs/other.md", &other("Agreed"))
        .file("content/briefs/third.md", &third(""))
        .file("static/form.html", "<p id=\"part-1\">Form</p>\n");
    let mut site = Site::new(project, false);
    site.build("at first").unwrap();
    site.project.put("content/briefs/other.md", other("Refused").as_bytes());
    site.project.put("content/briefs/third.md", third("titel: Third\n").as_bytes());
    site.build("with a key that is unknown").unwrap();
    site.project.put("content/briefs/third.md", third("").as_bytes());
    assert_eq!(site.build("without it"), None);
    site.project.put("content/briefs/other.md", other("Agreed").as_bytes());
    site.build("mended").unwrap();
    site.project.put("static/form.html", b"<p id=\"part-2\">Form</p>\n");
    assert_eq!(site.build("a file of the same length"), None);
}

/// Files of the search index have other names after an edit, and whoever names one by hand names one that has gone.
#[test]
fn a_template_that_names_a_file_of_the_search_index_is_told_when_it_has_gone() {
    let about = "---\ntitle: About\n---\nText.\n";
    let mut site = Site::new(many().project.file("content/pages/about.md", about), false);
    let made = site.build("at first").unwrap();
    let root = made.iter().find(|path| path.starts_with("assets/search-root.")).unwrap();
    let template = format!(
        "{{% extends \"base.html\" %}}{{% block main %}}<a href=\"/{root}\">{{{{ page.title }}}}</a>{{% endblock %}}"
    );
    site.project.put("templates/page.html", template.as_bytes());
    site.build("named by a template").unwrap();
    site.project.put("seeds/talks-010.txt", long(10, "Quinces. ").as_bytes());
    assert_eq!(site.build("an edit"), None);
}

/// The command, with files on a disk: what stays is taken over from the last output.
#[test]
fn the_command_takes_over_what_stays() {
    let project = many().project;
    let build = |more: &[&str]| {
        let run = project.run(&[&["build", "--as-of", "2026-01-01"], more].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stderr
    };
    let clean = |what: &str| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        build(&["--no-cache", "--out", out.to_str().unwrap()]);
        assert_eq!(project.tree(), tree(&out), "{what}");
    };
    build(&[]);
    for (at, more) in ["One. ", "Two, with Sudland. ", ""].into_iter().enumerate() {
        project.put("seeds/talks-010.txt", long(10, more).as_bytes());
        let said = build(&[]);
        assert!(said.contains(" unchanged"), "{said}");
        clean(&format!("edit {at}"));
    }
    // What another hand changed in the output doesn't stay, nor in the folder that is exchanged with it.
    project.put("public/briefs/talks-020/index.html", b"defaced");
    project.put("seeds/talks-010.txt", long(10, "Three. ").as_bytes());
    build(&[]);
    clean("defaced");
    // A ledger that can't be read is as good as none.
    for entry in std::fs::read_dir(project.root().join(".briefgen/ledgers")).unwrap() {
        std::fs::write(entry.unwrap().path(), b"half").unwrap();
    }
    project.put("seeds/talks-010.txt", long(10, "Four. ").as_bytes());
    build(&[]);
    clean("without a ledger");
    // A build that changes nothing brings the folder up to date that is exchanged with the output by the next one.
    std::fs::remove_dir_all(project.root().join(".briefgen")).unwrap();
    build(&[]);
    project.put("seeds/talks-010.txt", long(10, "Five. ").as_bytes());
    build(&[]);
    clean("after a build that changed nothing");
}
