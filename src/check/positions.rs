//! One actor can't hold two stances on one theme at one time.

use std::collections::{BTreeMap, HashMap};

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::date::PartialDate;
use crate::model::notes::Position;
use crate::model::site::{BriefIx, Site};
use crate::text::hash::OfTexts;

/// A position with its brief and the date at which it holds.
#[derive(Clone, Copy)]
struct Held<'a> {
    brief: BriefIx,
    position: &'a Position,
    date: Option<PartialDate>,
}

/// Reports positions that contradict each other: errors within a brief, warnings between two of one known date.
pub(super) fn conflicts(site: &Site, diagnostics: &mut Diagnostics) {
    let mut by_subject: HashMap<(&str, &str), Vec<Held<'_>>, OfTexts> = HashMap::default();
    for (ix, brief) in (0u32..).map(BriefIx).zip(&site.corpus.briefs) {
        for position in &brief.front.positions {
            let date = position.date.as_ref().map(|date| date.value).or(site.brief(ix).1.article_date);
            let subject = (position.actor.value.as_str(), position.theme.value.as_str());
            by_subject.entry(subject).or_default().push(Held { brief: ix, position, date });
        }
    }
    by_subject.retain(|_, held| held.len() > 1);
    let mut by_subject: Vec<_> = by_subject.into_iter().collect();
    by_subject.sort_unstable_by_key(|(subject, _)| *subject);
    for (subject, held) in by_subject {
        let mut seen: BTreeMap<_, Vec<Held<'_>>> = BTreeMap::new();
        for later in held {
            let same_date = seen.entry(later.date.map(PartialDate::sort_key)).or_default();
            let other = |earlier: &&Held<'_>| earlier.position.stance.value != later.position.stance.value;
            let within = same_date.iter().rev().filter(other).find(|earlier| earlier.brief == later.brief);
            let between = same_date.iter().find(other).filter(|_| later.date.is_some());
            if let Some(earlier) = within.or(between) {
                diagnostics.push(report(subject, earlier, &later));
            }
            if same_date.len() < 64 {
                same_date.push(later);
            }
        }
    }
}

fn report(subject: (&str, &str), earlier: &Held<'_>, later: &Held<'_>) -> Diagnostic {
    let (actor, theme) = subject;
    let when = later.date.map_or_else(|| "without a date".to_owned(), |date| format!("in {date}"));
    let (one, two) = (earlier.position.stance.value.name(), later.position.stance.value.name());
    let message = format!("`{actor}` is said to hold `{one}` and `{two}` on `{theme}`, both {when}");
    let severity = if earlier.brief == later.brief { Severity::Error } else { Severity::Warning };
    Diagnostic::new(Code::PositionConflict, later.position.stance.span, message)
        .at(severity)
        .related(earlier.position.stance.span, "the other stance")
        .help("give each its own `date:`, or keep the one that the evidence bears out")
}
