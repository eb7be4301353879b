//! `briefgen outline`, `explain` and `schema`: what the tool itself knows.

use std::path::Path;

use super::args::Cli;
use super::{Outcome, Stop, report};
use crate::diag::{Code, Diagnostics};
use crate::files::Files;
use crate::model::outline::Outline;
use crate::text::near::nearest;
use crate::{export, parse};

/// Prints how an article is read.
pub(super) fn outline(cli: &Cli, path: &Path) -> Outcome {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Stop(format!("{shown}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Stop(format!("{shown}: this file isn't UTF-8 text")))?;
    let mut files = Files::default();
    let id = files.add(shown.as_str(), text);
    let mut diagnostics = Diagnostics::default();
    let outline: Outline = if shown.ends_with(".md") {
        let article = parse::foreign::read(id, files.text(id), &shown, &mut diagnostics);
        export::outline::of_article(&article, files.text(id))
    } else {
        parse::plain::outline(id, files.text(id))
    };
    let mut json = serde_json::to_string_pretty(&export::outline::json(&outline))?;
    json.push('\n');
    report::result(&json)?;
    let clean = !diagnostics.has_errors();
    report::findings(cli, &files, diagnostics);
    Ok(clean)
}

/// Prints the manual's page of a code.
pub(super) fn explain(name: &str) -> Outcome {
    let Some(code) = Code::from_name(name) else {
        return Err(unknown("finding", name, Code::ALL.iter().map(|code| code.name())));
    };
    report::result(code.page())?;
    Ok(true)
}

/// Prints a JSON Schema.
pub(super) fn schema(name: &str) -> Outcome {
    let Some(schema) = parse::schema::json(name) else {
        return Err(unknown("schema", name, parse::schema::NAMES.iter().copied()));
    };
    let mut json = serde_json::to_string_pretty(&schema)?;
    json.push('\n');
    report::result(&json)?;
    Ok(true)
}

fn unknown<'a>(what: &str, name: &str, all: impl Iterator<Item = &'a str> + Clone) -> Stop {
    let near = nearest(name, all.clone()).map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
    let list: Vec<&str> = all.collect();
    Stop(format!("there is no {what} `{name}`.{near}\nThere are: {}", list.join(", ")))
}
