//! The steps of a build, each by itself: `cargo bench --bench steps`, or `cargo bench --bench steps -- link` for one.
//!
//! They are driven as `pipeline` drives them, on a made-up site of a hundred briefs and 492 actors.
#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]

use std::convert::Infallible;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use briefgen::check::outputs::{Check, Written};
use briefgen::diag::Diagnostics;
use briefgen::files::{FileId, Files};
use briefgen::link::mentions::{Document, Matcher};
use briefgen::model::corpus::{Selection, Withheld};
use briefgen::model::output::Output;
use briefgen::model::site::Part;
use briefgen::parse::{markdown, plain};
use briefgen::pipeline::{self, Cache, Prepared, Request};
use briefgen::search::{Index, SearchOptions};
use briefgen::write::{Options, Stage};
use divan::{Bencher, black_box};

mod made_up;

const BRIEFS: usize = 100;

fn main() {
    divan::main();
}

/// The made-up site, prepared, with everything that it puts out.
struct Made {
    request: Request,
    prepared: Prepared,
    outputs: Vec<Output>,
}

static MADE: LazyLock<Made> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    made_up::write(folder.path(), BRIEFS);
    let request = request(folder.path());
    let mut prepared = pipeline::prepare(&request, &mut |_| {}).unwrap();
    let outputs = Mutex::new(Vec::new());
    let put = |output: Output| -> Result<(), Infallible> {
        outputs.lock().unwrap().push(output);
        Ok(())
    };
    let Ok(()) = prepared.outputs(&request, &mut |_| {}, &put);
    assert!(!prepared.diagnostics.has_errors(), "a made-up site has no errors");
    Made { request, prepared, outputs: outputs.into_inner().unwrap() }
});

fn request(root: &Path) -> Request {
    let as_of = "2026-01-01T00:00:00Z".parse().unwrap();
    let selection = Selection { internal: false, drafts: false, as_of };
    Request::new(root.to_owned(), selection)
}

/// An article of about 600 words.
fn article() -> (FileId, Files) {
    let mut files = Files::default();
    (files.add("seeds/brief.txt", made_up::article(1)), files)
}

#[divan::bench]
fn parse_plain_article(bencher: Bencher<'_, '_>) {
    let (file, files) = article();
    bencher.bench(|| plain::read(file, black_box(files.shared(file)), &mut Diagnostics::default()));
}

/// The same words with headings, emphasis, links and a list.
#[divan::bench]
fn parse_markdown_article(bencher: Bencher<'_, '_>) {
    let text = made_up::article(1).replace("What the", "## What the").replace(" talks ", " *talks* ");
    let text =
        text.replace(" framework ", " [framework](https://talks.example/) ") + "- one point\n- another **point**\n";
    bencher.bench(|| markdown::read(FileId(0), black_box(&text), 0, text.len(), &mut Diagnostics::default()));
}

#[divan::bench]
fn compile_names_of_492_actors(bencher: Bencher<'_, '_>) {
    let registry = &MADE.prepared.site.corpus.registry;
    bencher.bench(|| Matcher::new(black_box(registry), &mut Diagnostics::default()));
}

#[divan::bench]
fn link_one_article(bencher: Bencher<'_, '_>) {
    let matcher = Matcher::new(&MADE.prepared.site.corpus.registry, &mut Diagnostics::default());
    let (file, files) = article();
    let article = plain::read(file, files.shared(file), &mut Diagnostics::default());
    let document = || Document { parts: vec![(Part::Article, &article.body)], ..Document::default() };
    assert!(!matcher.document(&document()).mentions.is_empty());
    bencher.bench(|| matcher.document(black_box(&document())));
}

#[divan::bench]
fn prepare_100_briefs(bencher: Bencher<'_, '_>) {
    bencher.bench(|| pipeline::prepare(&MADE.request, &mut |_| {}).unwrap());
}

/// The same, with what was found before.
#[divan::bench]
fn prepare_100_briefs_again(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache { folder: folder.path().join(".briefgen"), program: [0; 32] };
    let request = Request { cache: Some(cache), ..MADE.request.clone() };
    pipeline::prepare(&request, &mut |_| {}).unwrap();
    bencher.bench(|| pipeline::prepare(&request, &mut |_| {}).unwrap());
}

#[divan::bench]
fn render_one_brief(bencher: Bencher<'_, '_>) {
    let Made { request, prepared, .. } = &*MADE;
    let design = prepared.design(&mut Diagnostics::default()).unwrap();
    let path = "briefs/brief-000001/index.html";
    assert!(prepared.output(&design, request, path).unwrap().is_some());
    bencher.bench(|| prepared.output(&design, request, black_box(path)).unwrap());
}

#[divan::bench]
fn search_index_of_100_briefs(bencher: Bencher<'_, '_>) {
    let put = |output: Output| -> Result<(), Infallible> {
        black_box(output);
        Ok(())
    };
    bencher.bench(|| {
        let index = Index::of(black_box(&MADE.prepared.site), || &[], [0; 32]);
        index.write(SearchOptions { portable: false }, &put, None)
    });
}

#[divan::bench]
fn check_the_outputs_of_100_briefs(bencher: Bencher<'_, '_>) {
    let Made { prepared, outputs, .. } = &*MADE;
    bencher.bench(|| {
        let check = Check::new(&prepared.site, &Withheld::default(), "/");
        assert!(outputs.iter().all(|output| check.add(black_box(output))));
        let mut found = Diagnostics::default();
        check.finish(&Written::new("/"), None, &|_| None, &mut found);
        found
    });
}

/// A build after an edit: every output is handed over, and one of them is new.
#[divan::bench]
fn write_with_one_change(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let write = |edited: &Output| {
        let stage = Stage::open(&out, Options::default()).unwrap();
        for output in &MADE.outputs {
            stage.put(if output.path == edited.path { edited } else { output }).unwrap();
        }
        stage.commit().unwrap()
    };
    let mut edits = 0;
    let mut edited = || {
        edits += 1;
        Output::text("briefs/brief-000001/index.html", format!("<!doctype html><title>{edits}</title>"))
    };
    write(&edited());
    write(&edited());
    bencher.with_inputs(edited).bench_local_values(|edited| {
        let report = write(&edited);
        assert_eq!((report.written, report.deleted), (1, 0));
    });
}
