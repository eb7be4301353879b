//! What is live at a target, since when, by which version, and whether another hand has changed it.

use super::compare::{Snapshot, compare};
use super::error::PublishError;
use super::store::Shelf;

/// The answer of `--status`.
pub(super) fn tell(shelf: &dyn Shelf) -> Result<String, PublishError> {
    let found = Snapshot::take(shelf)?;
    let Some(record) = &found.record else {
        return Ok(match found.seen.is_empty() {
            true => "nothing is published there\n".to_owned(),
            false => "what stands there was not published by briefgen\n".to_owned(),
        });
    };
    let site = found.manifest.clone().unwrap_or_default();
    let difference = compare(&site, &found, shelf)?;
    let count = |status: &str| record.briefs.values().filter(|brief| brief.status == status).count();
    let published = &record.published;
    let mut text =
        format!("live since {} by {}, for the audience {}\n", published.at, published.by, published.audience);
    if let Some(url) = &published.base_url {
        text.push_str(&format!("address: {url}\n"));
    }
    text.push_str(&format!(
        "briefs: {} published, {} withdrawn, {} removed; {} files\n",
        count("published"),
        count("withdrawn"),
        count("removed"),
        site.files.len()
    ));
    if found.pending.is_some() {
        text.push_str("a publication is under way or broke off: publish again to complete it\n");
    }
    match difference.by_hand.len() {
        0 => text.push_str("no file was changed by another hand\n"),
        _ => {
            text.push_str("changed or deleted by another hand:\n");
            for path in &difference.by_hand {
                text.push_str(&format!("  {path}\n"));
            }
        }
    }
    Ok(text)
}
