//! `/data/positions.csv` and `/data/events.csv`, as spreadsheets read them.

use super::entry::{one_line, plain, words};
use super::shown::{Shown, is_listed};
use crate::model::body::Prose;
use crate::model::notes::Evidence;
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::site::{BriefIx, Found};

/// Every position, in the order of briefs and of their notes.
pub(super) fn positions(site: &Reading<'_>) -> Output {
    let header = [
        "brief",
        "date",
        "actor",
        "actor_name",
        "theme",
        "theme_name",
        "stance",
        "statement",
        "quote",
        "passage",
        "source",
        "locator",
    ];
    let registry = site.registry();
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for ix in listed(site).filter(|ix| !site.described(*ix).front.positions.is_empty()) {
        let (brief, links) = site.brief(ix);
        let shown = Shown::of(site, ix);
        for (at, position) in brief.front.positions.iter().enumerate() {
            let (actor, theme) = (&position.actor.value, &position.theme.value);
            let day = position.date.as_ref().map(|date| date.value).or(links.article_date);
            let mut row = vec![
                brief.slug.clone(),
                day.map_or(String::new(), |day| day.to_string()),
                actor.clone(),
                registry.actor(actor).map_or(String::new(), |ix| registry[ix].name.value.clone()),
                theme.clone(),
                registry.theme(theme).map_or(String::new(), |ix| registry[ix].name.value.clone()),
                position.stance.value.name().to_owned(),
                position.statement.clone(),
            ];
            let found = links.positions.get(at).and_then(Option::as_ref);
            row.extend(evidence(&shown, &position.evidence, found));
            rows.push(row);
        }
    }
    table("data/positions.csv", &rows)
}

/// Every event, in the order of briefs and of their notes.
pub(super) fn events(site: &Reading<'_>) -> Output {
    let header = ["brief", "date", "until", "text", "actors", "themes", "quote", "passage", "source", "locator"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for ix in listed(site).filter(|ix| !site.described(*ix).front.events.is_empty()) {
        let (brief, links) = site.brief(ix);
        let shown = Shown::of(site, ix);
        for (at, event) in brief.front.events.iter().enumerate() {
            let ids = |list: &[crate::files::Spanned<String>]| {
                list.iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join(" ")
            };
            let mut row = vec![
                brief.slug.clone(),
                event.date.to_string(),
                event.until.map_or(String::new(), |day| day.to_string()),
                text(&event.text),
                ids(&event.actors),
                ids(&event.themes),
            ];
            row.extend(evidence(&shown, &event.evidence, links.events.get(at).and_then(Option::as_ref)));
            rows.push(row);
        }
    }
    table("data/events.csv", &rows)
}

fn listed(site: &Reading<'_>) -> impl Iterator<Item = BriefIx> {
    site.briefs().filter(|ix| is_listed(site, *ix))
}

fn text(prose: &Prose) -> String {
    one_line(&plain(prose))
}

/// Quote, passage, source and locator.
fn evidence(shown: &Shown<'_>, evidence: &Evidence, found: Option<&Found>) -> [String; 4] {
    let quote = evidence.quote.as_ref();
    let (exact, passage) = match found {
        Some(Found::Here(anchor)) => {
            (words(shown, anchor).unwrap_or_default(), shown.passage(anchor.at).map_or("", |passage| &passage.id))
        }
        Some(Found::Source(_)) => (quote.map_or("", |quote| &quote.exact.value), ""),
        None => ("", ""),
    };
    let source = evidence.source.as_ref().or_else(|| quote.and_then(|quote| quote.source.as_ref()));
    [
        exact.to_owned(),
        passage.to_owned(),
        source.map_or(String::new(), |id| id.value.clone()),
        evidence.locator.clone().unwrap_or_default(),
    ]
}

fn table(path: &str, rows: &[Vec<String>]) -> Output {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).expect("rows of one table are equally long");
    }
    Output { path: path.to_owned(), bytes: writer.into_inner().expect("a table in memory can be written") }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
fn harmless(cell: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_never_formulas() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("2025-11"), "2025-11");
        let rows = [vec!["a".to_owned(), "=x".to_owned()], vec!["say \"hi\", twice".to_owned(), "é".to_owned()]];
        assert_eq!(table("t.csv", &rows), Output::text("t.csv", "a,'=x\r\n\"say \"\"hi\"\", twice\",é\r\n"));
    }
}
