//! How long it takes from saving a file until the preview serves what came of it.
//!
//! `cargo bench --bench preview -- FOLDER` copies the site in FOLDER, serves it, and edits the copy; without a folder,
//! the example. Each figure is the median of several edits, from before the save until the answer is there.
#![allow(clippy::unwrap_used, reason = "a measurement that can't go on has failed")]
#![allow(dead_code, reason = "the tests' browser and project can more than is needed here")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../tests/site/preview.rs"]
mod preview;
#[path = "../tests/site/project.rs"]
mod project;

use preview::{Events, Preview};
use project::Project;

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = folder.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let project = Project::new();
    for part in ["briefgen.yaml", "seeds", "content", "static", "templates"] {
        copy(&folder.join(part), &project.root().join(part));
    }
    let begin = Instant::now();
    let preview = Preview::of(&project);
    preview.page("/");
    say("start, and the first page", &[begin.elapsed()]);
    let desk = Desk { events: preview.events("desk"), preview, project };
    desk.measure();
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else if from.is_file() {
        std::fs::copy(from, to).unwrap();
    }
}

fn say(what: &str, times: &[Duration]) {
    let mut times: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what:<44} {median:>9.1} ms   at most {most:>9.1} ms   of {}", times.len());
}

struct Desk {
    preview: Preview,
    events: Events,
    project: Project,
}

impl Desk {
    fn measure(mut self) {
        self.events.next();
        let seeds = self.seeds();
        let (path, slug) = &seeds[seeds.len() / 2];
        let text = std::fs::read_to_string(self.project.root().join(path)).unwrap();
        let page = format!("/briefs/{slug}/");
        // In the middle: what stands at the end may be taken for the lines of a website.
        let middle = text.len() / 3;
        let middle = text.match_indices(". ").map(|(at, _)| at + 2).find(|at| *at > middle).unwrap();
        let (before, after) = text.split_at(middle);
        let times: Vec<Duration> = (0..21)
            .map(|at| {
                let words = format!("edited{at}words");
                self.edit(path, &format!("{before}A sentence with {words} in it. {after}"), &page, &words)
            })
            .collect();
        say("an article saved, its page", &times);
        let memory = self.preview.memory();
        if let Ok(text) = std::fs::read_to_string(self.project.root().join("content/actors.yaml")) {
            self.registry(&text);
        }
        let template =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/404.html")).unwrap();
        let times: Vec<Duration> = (0..5)
            .map(|at| {
                let words = format!("template number {at}");
                let text = template.replace("{% endblock", &format!("{words}{{% endblock"));
                self.edit("templates/404.html", &text, "/404.html", &words)
            })
            .collect();
        say("a template saved, its page", &times);
        if let Some(memory) = memory {
            println!("memory {} MiB", memory / 1024);
        }
    }

    /// The first actor with aliases: its summary, then an alias that is taken away and put back.
    fn registry(&mut self, text: &str) {
        let Some((before, after)) = text.split_once("  aliases: [") else { return };
        let id = before.rsplit("- id: ").next().unwrap().lines().next().unwrap().to_owned();
        let page = format!("/actors/{id}/");
        let first = after.split([',', ']']).next().unwrap();
        let times: Vec<Duration> = (0..5)
            .map(|at| {
                let words = format!("Summary number {at}.");
                let text = format!("{before}  summary: {words}\n  aliases: [{after}");
                self.edit("content/actors.yaml", &text, &page, &words)
            })
            .collect();
        say("an actor's summary, its page", &times);
        let times: Vec<Duration> = (0..6)
            .map(|at| {
                let words = format!("Alias number {at}.");
                let alias = if at % 2 == 0 { "Nowhere at all" } else { first };
                let rest = &after[first.len()..];
                let text = format!("{before}  summary: {words}\n  aliases: [{alias}{rest}");
                self.edit("content/actors.yaml", &text, &page, &words)
            })
            .collect();
        say("an alias taken or added, its actor's page", &times);
    }

    /// Articles and the slugs that their names make, where they are plain.
    fn seeds(&self) -> Vec<(String, String)> {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"-_.".contains(&c);
        let dated = |name: &str| name.as_bytes().get(4) == Some(&b'-');
        let all = project::tree(&self.project.root().join("seeds")).into_keys();
        let all = all.filter(|name| name.ends_with(".txt") && name.bytes().all(plain) && !dated(name));
        all.map(|name| (format!("seeds/{name}"), name.trim_end_matches(".txt").replace('_', "-"))).collect()
    }

    fn edit(&mut self, file: &str, text: &str, page: &str, words: &str) -> Duration {
        let begin = Instant::now();
        self.project.put(file, text.as_bytes());
        loop {
            self.events.next();
            if self.preview.get(page).text().contains(words) {
                return begin.elapsed();
            }
            assert!(begin.elapsed() < preview::PATIENCE, "{page} never showed `{words}`");
        }
    }
}
