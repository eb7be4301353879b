//! Findings as one SARIF 2.1.0 document, for code scanning and editors.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::super::{Code, Diagnostic, Diagnostics, Severity};
use super::places::{Located, Places};

/// Bytes of a path that aren't written as they are in a URI.
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

#[derive(Serialize)]
struct Document<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'d>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text<'static>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text<'d> {
    text: std::borrow::Cow<'d, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'d> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<'d>,
    locations: Vec<Location<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'d> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn write(out: &mut dyn fmt::Write, places: &mut Places<'_>, diagnostics: &Diagnostics) -> fmt::Result {
    let used: BTreeSet<Code> = diagnostics.iter().map(|found| found.code).collect();
    let used: Vec<Code> = Code::ALL.iter().copied().filter(|code| used.contains(code)).collect();
    let results = diagnostics.iter().map(|found| finding(found, &used, places)).collect();
    let rules = used.iter().map(|code| Rule {
        id: code.name(),
        short_description: Text { text: code.summary().into() },
        default_configuration: Configuration { level: level(code.severity()) },
    });
    let driver = Driver { name: "briefgen", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let document = Document {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    };
    writeln!(out, "{}", serde_json::to_string_pretty(&document).map_err(|_| fmt::Error)?)
}

fn finding<'d>(found: &'d Diagnostic, used: &[Code], places: &mut Places<'_>) -> Finding<'d> {
    let mut words = found.message.clone();
    for line in &found.help {
        words.push('\n');
        words.push_str(line);
    }
    let mut related_locations = Vec::new();
    for one in &found.related {
        match places.locate(&one.place) {
            Some(at) => related_locations.push(location(&at, Some(&one.message))),
            None => words = format!("{words}\n{}", one.message),
        }
    }
    Finding {
        rule_id: found.code.name(),
        rule_index: used.iter().position(|code| *code == found.code).unwrap_or_default(),
        level: level(found.severity),
        message: Text { text: words.into() },
        locations: places.locate(&found.place).map(|at| location(&at, None)).into_iter().collect(),
        related_locations,
    }
}

fn location<'d>(at: &Located<'_>, message: Option<&'d str>) -> Location<'d> {
    let uri = percent_encoding::utf8_percent_encode(at.path, PATH).to_string();
    Location {
        physical_location: Physical {
            artifact_location: Artifact { uri, uri_base_id: "%SRCROOT%" },
            region: Region {
                start_line: at.start.line,
                start_column: at.start.column,
                end_line: at.end.line,
                end_column: at.end.column,
            },
        },
        message: message.map(|text| Text { text: text.into() }),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
