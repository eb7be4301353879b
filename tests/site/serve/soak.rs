//! Random edits of every kind under a running preview with two open pages: none is missed, no page is wrong, and the
//! memory stays flat.
//!
//! `BRIEFGEN_SOAK=10000` makes the walk longer, on a site of two hundred briefs; `just soak` does.

use std::time::{Duration, Instant};

use briefgen::diag::emit::{self, Format};
use briefgen::diag::{Diagnostics, Severity};
use briefgen::pipeline::{self, Prepared, Request};

use serde_json::Value;

use super::page::Page;
use crate::edits::{Dice, article, edit, request};
use crate::preview::{PATIENCE, Preview};
use crate::project::Project;

/// So many pages are compared after an edit; all of them after every fiftieth.
const SOME: usize = 6;

#[test]
fn after_random_edits_every_page_is_right() {
    let edits: usize = std::env::var("BRIEFGEN_SOAK").ok().and_then(|count| count.parse().ok()).unwrap_or(40);
    let mut dice = Dice(7);
    let project = Project::new().file("content/actors.yaml", "- {id: ukraine, name: Ukraine, kind: state}\n");
    for slug in ["a", "b", "c", "d"] {
        project.put(&format!("seeds/{slug}.txt"), article(&mut dice).as_bytes());
    }
    for at in 4..edits.min(200) {
        project.put(&format!("seeds/more/brief-{at}.txt"), article(&mut dice).as_bytes());
    }
    let preview = Preview::with(&project, &["--port", "0", "--as-of", "2026-01-01"]);
    let walk = Walk {
        request: request(project.root(), true),
        pages: ["/briefs/", "/actors/ukraine/"].map(|route| Page::open(&preview, route)),
        preview,
        project,
    };
    walk.go(edits, &mut dice);
}

struct Walk {
    request: Request,
    pages: [Page; 2],
    preview: Preview,
    project: Project,
}

#[derive(Debug, Default)]
struct Counts {
    /// Pages that were compared with what a first preparation makes.
    compared: usize,
    good: usize,
    failing: usize,
}

impl Walk {
    fn go(self, edits: usize, dice: &mut Dice) {
        let begin = Instant::now();
        let mut counts = Counts::default();
        let mut memory = Vec::new();
        for step in 0..edits {
            edit(&self.project, dice);
            if step % (edits / 10).max(1) == 0 {
                memory.extend(self.preview.memory());
            }
            if step % 4 == 1 {
                mend(&self.project, step, dice);
            }
            if dice.roll(3) > 0 && step % 50 != 49 {
                std::thread::sleep(Duration::from_millis(dice.roll(40) as u64));
            } else {
                self.compare(step, dice, &mut counts);
            }
        }
        memory.extend(self.preview.memory());
        let mib: Vec<u64> = memory.iter().map(|kib| kib / 1024).collect();
        println!("{edits} edits in {} s, {counts:?}, memory along the way in MiB: {mib:?}", begin.elapsed().as_secs());
        assert!(counts.compared > 0, "no page was compared");
        if let [_, before, .., after] = memory[..] {
            assert!(after < before * 5 / 4 + 20_000, "memory grew: {mib:?} MiB");
        }
    }

    /// Holds what is served, and what open pages show, against a first preparation of the files as they are now.
    fn compare(&self, step: usize, dice: &mut Dice, counts: &mut Counts) {
        let clean = pipeline::prepare(&self.request, &mut |_| {}).unwrap();
        let mut found = Diagnostics::default();
        let Some(design) = clean.design(&mut found) else { panic!("step {step}: {found:?}") };
        clean.weigh(&self.request, &mut found);
        found.extend(clean.diagnostics.iter().cloned());
        let errors = errors(&clean, found);
        for page in &self.pages {
            page.wait(&format!("step {step}, {} errors", errors.len()), |news, _| {
                let told = news["findings"].as_array().into_iter().flatten();
                let told = told.filter(|found| found["severity"] == "error");
                // A page is told of the first hundred.
                told.eq(errors.iter().take(100))
                    && news["errors"] == errors.len()
                    && news["former"] == !errors.is_empty()
            });
        }
        if !errors.is_empty() {
            counts.failing += 1;
            return;
        }
        counts.good += 1;
        let wanted = |path: &str| {
            let output = clean.output(&design, &self.request, path).unwrap();
            output.map(|output| String::from_utf8(output.bytes).unwrap())
        };
        for route in chosen(&clean, step, dice) {
            let path = format!("{}index.html", &route[1..]);
            let wanted = wanted(&path).unwrap_or_else(|| panic!("step {step}: {path} is no output"));
            let since = Instant::now();
            loop {
                let served = String::from_utf8(self.preview.get(&route).of_the_build()).unwrap();
                if served == wanted {
                    break;
                }
                assert!(since.elapsed() < PATIENCE, "step {step}: {route} is {served}\nnot {wanted}");
                std::thread::sleep(Duration::from_millis(5));
            }
            counts.compared += 1;
        }
        for page in &self.pages {
            // An actor may have gone.
            let Some(wanted) = wanted(&format!("{}index.html", &page.route[1..])) else { continue };
            page.wait(&format!("step {step}, the open page"), |_, text| text == wanted);
        }
    }
}

/// Takes away what random edits may have broken; most of them break something.
fn mend(project: &Project, step: usize, dice: &mut Dice) {
    for slug in ["a", "b", "c", "d"] {
        project.put(&format!("seeds/{slug}.txt"), article(dice).as_bytes());
        project.put(&format!("content/notes/{slug}.md"), format!("---\nsummary: After {step}.\n---\n").as_bytes());
    }
    let actors =
        "- {id: ukraine, name: Ukraine, kind: state}\n- {id: lee, name: Ann Lee, kind: person, aliases: [Lee]}\n";
    project.put("content/actors.yaml", actors.as_bytes());
    project.put("briefgen.yaml", format!("title: Desk after {step}\n").as_bytes());
    for path in ["content/notes/latin.md", "content/actors/ukraine.md"] {
        // It may never have been there.
        let _ = std::fs::remove_file(project.root().join(path));
    }
}

/// The errors as pages are told of them.
fn errors(prepared: &Prepared, mut found: Diagnostics) -> Vec<Value> {
    found.list_mut().retain(|found| found.severity == Severity::Error);
    emit::sort(&prepared.inputs.files, &mut found);
    let mut text = String::new();
    emit::write(&mut text, Format::Json, &prepared.inputs.files, &found, false).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Some routes of a site, or all.
fn chosen(clean: &Prepared, step: usize, dice: &mut Dice) -> Vec<String> {
    let mut routes = clean.routes();
    routes.retain(|route| route.ends_with('/'));
    if step % 50 == 49 {
        return routes;
    }
    (0..SOME).map(|_| routes[dice.roll(routes.len())].clone()).collect()
}
