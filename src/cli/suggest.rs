//! `briefgen suggest`: what the registry lacks, as YAML to paste.

use std::collections::BTreeSet;

use super::args::{Cli, SelectionOptions};
use super::mentions::prepared;
use super::{Outcome, report};
use crate::files::{Files, Span};
use crate::link::mentions::suggest::{NewAlias, NewName, suggest as propose};
use crate::model::registry::Registry;

/// Prints new actors, and aliases of those that are there.
pub(super) fn suggest(cli: &Cli, selection: &SelectionOptions) -> Outcome {
    let prepared = prepared(cli, selection)?;
    let (files, registry) = (&prepared.inputs.files, &prepared.site.corpus.registry);
    let found = propose(&prepared.site);
    let mut out = String::new();
    if !found.names.is_empty() {
        out.push_str(
            "# Names that the registry lacks, for content/actors.yaml. Look at each kind and drop what is no actor.\n",
        );
    }
    let mut taken: BTreeSet<String> = registry.actors.iter().map(|actor| actor.id.value.clone()).collect();
    for name in &found.names {
        out.push_str(&entry(name, files, &mut taken));
    }
    if !found.aliases.is_empty() {
        out.push_str("# Other names of actors that the registry has: add them to the entries of these ids.\n");
        out.push_str(&aliases(&found.aliases, files, registry));
    }
    if out.is_empty() {
        out.push_str("# The registry knows every name that stands more than once.\n");
    }
    report::result(&out)?;
    let clean = !prepared.diagnostics.has_errors();
    report::findings(cli, files, prepared.diagnostics);
    Ok(clean)
}

fn entry(found: &NewName, files: &Files, taken: &mut BTreeSet<String>) -> String {
    let id = crate::text::slug::unique(&crate::parse::names::slug(&found.name), taken);
    let times = if found.texts == 1 {
        format!("{} times in {}", found.count, place(files, found.place))
    } else {
        format!("{} times in {} texts, first in {}", found.count, found.texts, place(files, found.place))
    };
    let said: String = found.sentence.chars().take(120).collect();
    let cut = if said.len() < found.sentence.len() { "…" } else { "" };
    format!(
        "- id: {id}\n  name: {}\n  kind: {} # {times}: “{}{cut}”\n",
        quoted(&found.name),
        found.kind.name(),
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

fn aliases(list: &[NewAlias], files: &Files, registry: &Registry) -> String {
    let mut out = String::new();
    for same in list.chunk_by(|a, b| a.actor == b.actor) {
        let Some(first) = same.first() else { continue };
        out.push_str(&format!("- id: {}\n  aliases:\n", registry[first.actor].id.value));
        for alias in same {
            out.push_str(&format!("    - {} # {}\n", quoted(&alias.alias), place(files, alias.place)));
        }
    }
    out
}

fn place(files: &Files, span: Span) -> String {
    let at = crate::files::line_column(files.text(span.file), span.start as usize);
    format!("{}:{}", files.path(span.file), at.line)
}

/// A name as YAML: in quotes where it holds anything but letters, spaces and hyphens.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_alphabetic() || c == ' ' || c == '-';
    let reserved = matches!(name.to_lowercase().as_str(), "null" | "true" | "false");
    if name.chars().all(plain) && !reserved { name.to_owned() } else { format!("{name:?}") }
}
