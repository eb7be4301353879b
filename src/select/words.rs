//! The words of what was withheld, for the check of the outputs.

use crate::model::body::{Body, Prose};
use crate::model::brief::Brief;

/// All passages of a text.
pub(super) fn of_prose(prose: &Prose, into: &mut Vec<String>) {
    let body = prose.internal.as_deref().unwrap_or(&prose.public);
    of_body(body, into);
}

/// The passages that only the desk may see.
pub(super) fn of_internal_passages(body: &Body, into: &mut Vec<String>) {
    let internal = body.passages.iter().filter(|passage| passage.internal);
    into.extend(internal.map(|passage| passage.text.to_string()));
}

fn of_body(body: &Body, into: &mut Vec<String>) {
    into.extend(body.passages.iter().map(|passage| passage.text.to_string()));
}

/// All words of a brief: its article's, its own and its notes'.
pub(super) fn of_brief(brief: &Brief, into: &mut Vec<String>) {
    let front = &brief.front;
    if let Some(article) = &brief.article {
        of_body(&article.body, into);
    }
    of_prose(&brief.text, into);
    into.extend(front.title.iter().map(|title| title.value.clone()));
    for prose in front.proses() {
        of_prose(prose, into);
    }
    into.extend(front.positions.iter().map(|position| position.statement.clone()));
}
