//! The law of the preview: a site that is prepared again after edits is, byte for byte and finding for finding, the
//! site that a first preparation makes. So is one that is prepared with what former runs kept on the disk.
//!
//! Edits of every kind, in random order. `BRIEFGEN_EDITS` makes the walk longer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use briefgen::diag::emit::{self, Format};
use briefgen::model::corpus::Selection;
use briefgen::model::output::Output;
use briefgen::pipeline::{self, Cache, Changes, Live, Prepared, Request};

use super::project::Project;

/// Random numbers that a failure can be repeated with.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }
}

/// Everything that a site comes to.
pub(crate) fn outcome(mut prepared: Prepared, request: &Request) -> (BTreeMap<String, String>, String) {
    let all = Mutex::new(BTreeMap::new());
    let put = |output: Output| -> Result<(), std::convert::Infallible> {
        let text = String::from_utf8_lossy(&output.bytes).into_owned();
        all.lock().unwrap().insert(output.path, text);
        Ok(())
    };
    let Ok(()) = prepared.outputs(request, &mut |_| {}, &put);
    emit::sort(&prepared.inputs.files, &mut prepared.diagnostics);
    let mut findings = String::new();
    emit::write(&mut findings, Format::Json, &prepared.inputs.files, &prepared.diagnostics, false).unwrap();
    (all.into_inner().unwrap(), findings)
}

pub(crate) fn article(dice: &mut Dice) -> String {
    let names = ["Ukraine", "Kyiv", "the White House", "Ann Lee", "Lee", "the Harbour Board", "New York", "sea routes"];
    let mut text = format!("{} talks\n\n", dice.pick(&["Ferry", "Grain", "Peace"]));
    for _ in 0..=dice.roll(3) {
        let (one, two) = (dice.pick(&names), dice.pick(&names));
        text.push_str(&format!("On Monday {one} spoke of {two} at length, and nobody else had been asked to.\n\n"));
        text.push_str(dice.pick(&[
            "",
            "",
            "Next steps\n\n",
            "- Grain for Kyiv\n- Ships\n\n",
            "3. One\r\n4. of\r\nLee\r\n\r\n",
        ]));
    }
    text
}

fn notes(dice: &mut Dice) -> String {
    let lines = [
        "title: A title of its own",
        "status: draft",
        "audience: internal",
        "status: withdrawn",
        "status: removed",
        "published: 2025-03-04",
        "published: 2024",
        "embargo: 2026-01-02T06:00Z",
        "embargo: 2026-01-04T12:00Z",
        "review_by: 2026-01-03",
        "themes: [shipping]",
        "actors: [kyiv-port]",
        "actors: [nobody]",
        "slug: moved",
        "series: papers",
        "authors: [jdoe]",
        "supersedes: [a]",
        "show: quoted",
        "number: \"7\"",
        "redirect_from: [/old/]",
        "unlink: [Kyiv]",
        "links: [{text: Monday, to: ukraine}]",
        "notes: [{quote: On Monday, kind: context, text: \"Which one? Not [[ukraine]]’s.\"}]",
        "positions: [{actor: ukraine, theme: shipping, stance: supports, statement: Yes., quote: at length}]",
        "events: [{date: 2025-03, text: Talks in Kyiv., actors: [ukraine]}]",
        "sources: [{id: s, title: Source, file: stored.txt}]",
        "key_messages: [{text: Kyiv spoke., audience: internal}]",
        "summary: \"Words of [[b]].\"",
        "quote: broken",
        "summary: [",
    ];
    let mut chosen = BTreeMap::new();
    for _ in 0..dice.roll(5) {
        let line = dice.pick(&lines);
        chosen.insert(line.split(':').next().unwrap(), line);
    }
    let front: String = chosen.values().map(|line| format!("{line}\n")).collect();
    let body = dice.pick(&["", "The desk on Kyiv and [a map](map.svg).\n", "::: internal\nKyiv alone.\n:::\nLee.\n"]);
    format!("---\n{front}---\n{body}")
}

fn actors(dice: &mut Dice) -> String {
    let mut all = BTreeSet::new();
    let entries = [
        "- {id: ukraine, name: Ukraine, kind: state}\n",
        "- {id: ukraine, name: Ukraine, kind: state, aliases: [Kyiv]}\n",
        "- {id: ukraine, name: Ukraine, kind: state, aliases: [{text: Kyiv, metonym: true}, Monday]}\n",
        "- {id: kyiv-port, name: Port of Kyiv, kind: organisation, aliases: [Kyiv]}\n",
        "- {id: lee, name: Ann Lee, kind: person}\n",
        "- {id: lee, name: Ann Lee, kind: person, aliases: [{text: Lee, weak: true}]}\n",
        "- {id: lee-2, name: Bo Lee, kind: person, not: [Ann Lee]}\n",
        "- {id: board, name: Harbour Board, kind: institution, roles: [{title: Chair, of: ukraine}]}\n",
        "- {id: white-house, name: White House, kind: government, audience: internal}\n",
        "- {id: york, name: York, kind: place}\n",
        "- {id: broken, name: Broken}\n",
    ];
    for _ in 0..dice.roll(7) {
        all.insert(dice.pick(&entries));
    }
    if all.is_empty() { "[]\n".to_owned() } else { all.into_iter().collect() }
}

/// Makes one edit; gives the paths that a watcher would name.
pub(crate) fn edit(project: &Project, dice: &mut Dice) -> Changes {
    let slug = dice.pick(&["a", "b", "c", "d"]);
    let mut changes = Changes::default();
    let mut put = |path: String, text: String| {
        project.put(&path, text.as_bytes());
        changes.paths.insert(path);
    };
    match dice.roll(16) {
        0..=3 => put(format!("seeds/{slug}.txt"), article(dice)),
        4..=7 => put(format!("content/notes/{slug}.md"), notes(dice)),
        8 | 9 => put("content/actors.yaml".to_owned(), actors(dice)),
        10 => {
            let all = [
                "- {id: shipping, name: Shipping}\n",
                "- {id: shipping, name: Shipping, phrases: [sea route]}\n",
                "[]\n",
            ];
            put("content/themes.yaml".to_owned(), dice.pick(&all).to_owned());
        }
        11 => {
            let all = [
                "title: Desk\n",
                "title: Desk\nbase_url: https://desk.example/x/\n",
                "links: {mentions: all}\n",
                "articles: {show: quoted}\n",
                "articles: {publish: noted}\n",
                "tags: {ferry: shipping}\n",
                "checks: {useless-alias: allow}\nhouse: {require: [summary]}\n",
            ];
            put("briefgen.yaml".to_owned(), dice.pick(&all).to_owned());
        }
        12 => {
            let all = [
                ("content/authors.yaml", "- {id: jdoe, name: Jane Doe}\n"),
                ("content/authors.yaml", "[]\n"),
                ("content/series.yaml", "- {id: papers, name: Papers}\n"),
                ("content/pages/about.md", "---\ntitle: About\n---\nKyiv, [[b]] and [a brief](/briefs/a/).\n"),
                ("content/briefs/own.md", "---\ntitle: Our own\n---\nKyiv and Lee, [[a]].\n"),
                ("content/notes/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
                ("content/notes/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"),
                ("static/robots.css", "a{}"),
                ("templates/404.html", "{% extends \"base.html\" %}{% block main %}Gone{% endblock %}"),
                ("seeds/stored.txt", "Stored\n\nA source of which On Monday and at length are words.\n"),
                ("seeds/md.md", "---\ntitle: Tagged\ntags: [ferry]\ndate: 2025-01-02\n---\nKyiv and its ferries.\n"),
                ("content/actors/ukraine.md", "---\nname: Ukraine\nkind: state\n---\nA state with [[lee]].\n"),
                ("content/notes/latin.md", "---\nsummary: x\n---\n"),
            ];
            let (path, text) = all[dice.roll(all.len())];
            put(path.to_owned(), text.to_owned());
        }
        13 => {
            let path = format!("content/notes/{slug}.md");
            project.put(&path, b"---\nsummary: caf\xe9\n---\n");
            changes.paths.insert(path);
        }
        _ => {
            let all = [
                format!("seeds/{slug}.txt"),
                format!("content/notes/{slug}.md"),
                "content/briefs/own.md".to_owned(),
                "content/actors/ukraine.md".to_owned(),
                "templates/404.html".to_owned(),
                "content/notes/map.svg".to_owned(),
                "content/pages/about.md".to_owned(),
            ];
            let path = &all[dice.roll(all.len())];
            // It may never have been there.
            let _ = std::fs::remove_file(project.root().join(path));
            changes.paths.insert(path.clone());
        }
    }
    changes
}

pub(crate) fn request(root: &Path, internal: bool) -> Request {
    let as_of = "2026-01-01T00:00:00Z".parse().unwrap();
    let selection = Selection { internal, drafts: internal, as_of };
    Request::new(root.to_owned(), selection)
}

fn walk(seed: u64, edits: usize) {
    let mut dice = Dice(seed);
    let project = Project::new();
    for slug in ["a", "b", "c", "d"] {
        project.put(&format!("seeds/{slug}.txt"), article(&mut dice).as_bytes());
    }
    project.put("content/actors.yaml", b"- {id: ukraine, name: Ukraine, kind: state, aliases: [Kyiv]}\n");
    let mut request = request(project.root(), seed.is_multiple_of(2));
    let cache = Some(Cache { folder: project.root().join(".briefgen"), program: [0; 32] });
    let (mut live, prepared) = Live::open(Request { cache: cache.clone(), ..request.clone() }).unwrap();
    let clean = |request: &Request| outcome(pipeline::prepare(request, &mut |_| {}).unwrap(), request);
    assert_eq!(outcome(prepared, &request), clean(&request));
    for step in 0..edits {
        let mut changes = edit(&project, &mut dice);
        for _ in 0..dice.roll(3) {
            let more = edit(&project, &mut dice);
            changes.paths.extend(more.paths);
        }
        if dice.roll(8) == 0 {
            changes = Changes { anything: true, ..Changes::default() };
        }
        let what = format!("seed {seed}, step {step}, {changes:?}");
        request.selection.as_of += jiff::SignedDuration::from_hours(dice.roll(24).try_into().unwrap());
        let prepared = live.update(&changes, request.selection.as_of).unwrap().unwrap();
        let wanted = clean(&request);
        same(&outcome(prepared, &request), &wanted, &what);
        // Another run, now for one audience and now for the other.
        let internal = dice.roll(2) == 0;
        let selection = Selection { internal, drafts: internal, ..request.selection };
        let other = Request { selection, ..request.clone() };
        let wanted = if other.selection == request.selection { wanted } else { clean(&other) };
        same(&clean(&Request { cache: cache.clone(), ..other }), &wanted, &format!("{what}, from the disk"));
    }
}

#[track_caller]
fn same(now: &(BTreeMap<String, String>, String), wanted: &(BTreeMap<String, String>, String), what: &str) {
    assert_eq!(now.1, wanted.1, "{what}: findings differ");
    assert_eq!(now.0.keys().collect::<Vec<_>>(), wanted.0.keys().collect::<Vec<_>>(), "{what}: other files");
    for (path, text) in &now.0 {
        assert_eq!(*text, wanted.0[path], "{what}: {path} differs");
    }
}

/// An actor that an event alone names goes, and another takes its place in the registry.
#[test]
fn who_takes_the_place_of_another_in_the_registry_gets_nothing_of_it() {
    let registry = |id: &str| {
        format!("- {{id: {id}, name: {id} agency, kind: organisation}}\n- {{id: zoo, name: Zoo, kind: place}}\n")
    };
    let notes =
        |actors: &str| format!("---\nevents:\n  - {{date: 2025-01-02, text: It met., actors: [{actors}]}}\n---\n");
    let project = Project::new()
        .file("seeds/talks.txt", "Talks resume\n\nThe delegations met on Monday, and nobody spoke of a date.\n")
        .file("content/notes/talks.md", &notes("fao"))
        .file("content/actors.yaml", &registry("fao"));
    let request = request(project.root(), false);
    let (mut live, _) = Live::open(request.clone()).unwrap();
    project.put("content/notes/talks.md", notes("").as_bytes());
    project.put("content/actors.yaml", registry("gabon").as_bytes());
    let paths = BTreeSet::from(["content/notes/talks.md".to_owned(), "content/actors.yaml".to_owned()]);
    let now = live.update(&Changes { paths, ..Changes::default() }, request.selection.as_of).unwrap().unwrap();
    let clean = pipeline::prepare(&request, &mut |_| {}).unwrap();
    assert_eq!(outcome(now, &request), outcome(clean, &request));
}

#[test]
fn edits_come_to_what_a_first_preparation_makes() {
    let edits: usize = std::env::var("BRIEFGEN_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(24);
    for seed in 1..=4 {
        walk(seed, edits / 4);
    }
}
