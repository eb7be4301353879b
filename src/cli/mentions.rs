//! `briefgen mentions` and `briefgen why`: what the linking rules make of words.

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{CheckOptions, Cli, SelectionOptions};
use super::{Outcome, Stop, build, report};
use crate::diag::Diagnostics;
use crate::link::mentions::{Document, Matcher};
use crate::model::registry::{Registry, Target};
use crate::model::site::{Mention, Refusal};
use crate::pipeline::{self, Prepared};
use crate::text::fold::alike;

pub(super) fn prepared(cli: &Cli, selection: &SelectionOptions) -> Result<Prepared, Stop> {
    let options = CheckOptions { selection: selection.clone(), base_url: None, strict: false };
    Ok(pipeline::prepare(&build::request(cli, &options, false)?, &mut |_| {})?)
}

/// Prints every mention of the site's texts, or of running text.
pub(super) fn mentions(cli: &Cli, text: Option<&Path>, selection: &SelectionOptions) -> Outcome {
    let prepared = prepared(cli, selection)?;
    let printed = match text {
        Some(path) => of_running_text(&prepared, path)?,
        None => of_site(&prepared),
    };
    report::result(&printed)?;
    let clean = !prepared.diagnostics.has_errors();
    report::findings(cli, &prepared.inputs.files, prepared.diagnostics);
    Ok(clean)
}

/// Looks lines up by offset without counting from the start each time.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        Self(ends.map(|(at, _)| at).collect())
    }

    fn line(&self, offset: u32) -> usize {
        self.0.partition_point(|end| *end < offset as usize) + 1
    }
}

/// A line of output and the key that it is sorted by.
type Row = (u32, u32, Value);

fn of_site(prepared: &Prepared) -> String {
    let (site, files) = (&prepared.site, &prepared.inputs.files);
    let registry = &site.corpus.registry;
    let mut out = String::new();
    for (brief, links) in site.corpus.briefs.iter().zip(&site.links) {
        let mut parts: Vec<_> = links.mentions.iter().map(|mention| mention.at.part).collect();
        parts.extend(links.refusals.iter().map(|refusal| refusal.at.part));
        parts.sort_unstable();
        parts.dedup();
        for part in parts {
            let Some(body) = brief.body(part) else { continue };
            let file = brief.file_of(part);
            let lines = Lines::of(files.text(file));
            let mut rows: Vec<Row> = Vec::new();
            let mut row = |at: crate::model::body::PassageIx, start: u32, fields: Value| {
                let passage = body.passage(at);
                let named = passage.kind.linkable() && !passage.id.is_empty();
                let head = json!({
                    "document": files.path(file),
                    "passage": named.then_some(&*passage.id),
                });
                let line = json!({"line": lines.line(passage.source_offset(start))});
                rows.push((at.0, start, joined([head, fields, line])));
            };
            for mention in links.mentions.iter().filter(|mention| mention.at.part == part) {
                let text = slice(&body.passage(mention.at.passage).text, mention.start, mention.end);
                row(mention.at.passage, mention.start, found(registry, mention, text, 0));
            }
            for refusal in links.refusals.iter().filter(|refusal| refusal.at.part == part) {
                let text = slice(&body.passage(refusal.at.passage).text, refusal.start, refusal.end);
                row(refusal.at.passage, refusal.start, refused(registry, refusal, text, 0));
            }
            rows.sort_by_key(|(passage, start, _)| (*passage, *start));
            rows.iter().for_each(|(_, _, value)| out.push_str(&format!("{value}\n")));
        }
    }
    out
}

fn of_running_text(prepared: &Prepared, path: &Path) -> Result<String, Stop> {
    let (name, text) = read(path)?;
    // Offsets are into the file, so a byte order mark counts.
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let text = &text[mark..];
    let registry = &prepared.site.corpus.registry;
    let matcher = Matcher::new(registry, &mut Diagnostics::default());
    let result = matcher.running_text(text);
    let lines = Lines::of(text);
    let shift = u32::try_from(mark).unwrap_or(0);
    let mut rows: Vec<(u32, Value)> = Vec::new();
    let mut row = |start: u32, fields: Value| {
        let head = json!({"document": name, "passage": null});
        rows.push((start, joined([head, fields, json!({"line": lines.line(start)})])));
    };
    for mention in &result.mentions {
        row(mention.start, found(registry, mention, slice(text, mention.start, mention.end), shift));
    }
    for refusal in &result.refusals {
        row(refusal.start, refused(registry, refusal, slice(text, refusal.start, refusal.end), shift));
    }
    rows.sort_by_key(|(start, _)| *start);
    Ok(rows.iter().map(|(_, value)| format!("{value}\n")).collect())
}

fn read(path: &Path) -> Result<(String, String), Stop> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map_err(|error| Stop(format!("standard input: {error}")))?;
        return Ok(("-".to_owned(), text));
    }
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Stop(format!("{name}: {error}")))?;
    Ok((name, text))
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or("")
}

fn kind_and_id(registry: &Registry, target: Target) -> (&'static str, &str) {
    match target {
        Target::Actor(ix) => ("actor", &registry[ix].id.value),
        Target::Theme(ix) => ("theme", &registry[ix].id.value),
    }
}

fn found(registry: &Registry, mention: &Mention, text: &str, shift: u32) -> Value {
    let (kind, id) = kind_and_id(registry, mention.target);
    json!({
        "start": mention.start + shift, "end": mention.end + shift, "text": text, "kind": kind, "id": id,
        "alias": mention.alias(text), "metonym": mention.metonym, "linked": mention.linked,
    })
}

fn refused(registry: &Registry, refusal: &Refusal, text: &str, shift: u32) -> Value {
    let candidates: Vec<&str> = refusal.candidates.iter().map(|target| kind_and_id(registry, *target).1).collect();
    let kind = refusal.candidates.first().map_or("actor", |target| kind_and_id(registry, *target).0);
    json!({
        "start": refusal.start + shift, "end": refusal.end + shift, "text": text, "kind": kind, "id": null,
        "alias": &*refusal.alias, "metonym": false, "linked": false, "refused": refusal.reason.name(),
        "candidates": candidates,
    })
}

fn joined<const N: usize>(parts: [Value; N]) -> Value {
    let fields = parts.into_iter().filter_map(|part| match part {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    Value::Object(fields.flatten().collect())
}

/// Tells what the rules make of words, in every document or in one.
pub(super) fn why(cli: &Cli, words: &str, within: Option<&str>, selection: &SelectionOptions) -> Outcome {
    let prepared = prepared(cli, selection)?;
    let (site, files) = (&prepared.site, &prepared.inputs.files);
    let matcher = Matcher::new(&site.corpus.registry, &mut Diagnostics::default());
    let mut out = String::new();
    let mut known = within.is_none();
    let sought = alike(words).to_lowercase();
    for (brief, links) in site.corpus.briefs.iter().zip(&site.links) {
        for (part, body) in crate::link::parts(brief) {
            let path = files.path(brief.file_of(part));
            if within.is_some_and(|wanted| wanted != path) {
                continue;
            }
            known = true;
            let holds = |text: &str| alike(text).to_lowercase().contains(&sought);
            if within.is_none() && !body.passages.iter().any(|passage| holds(&passage.text)) {
                continue;
            }
            let document: Document<'_> = crate::link::document(brief, vec![(part, body)], links, &site.corpus);
            for line in matcher.why(words, &document) {
                out.push_str(&format!("{path}: {line}\n"));
            }
        }
    }
    if !known {
        return Err(Stop(format!("there is no document `{}` among those shown", within.unwrap_or_default())));
    }
    if out.is_empty() {
        out = format!("no text shown holds “{words}”\n");
    }
    report::result(&out)?;
    Ok(!prepared.diagnostics.has_errors())
}
