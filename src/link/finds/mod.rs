//! What seeking found in each brief, kept from one run to the next.
//!
//! To seek names and quotations is most of the work of linking, and what comes of it follows from the words of a brief,
//! the names of the registry, the brief's own decisions, and the words of the sources that it quotes. A record stands
//! under the hash of all of these, as `select` left them and with names in the place of ids: so it is true of whatever
//! brief has it, in whatever view of whatever site. All of them are opened with the names of the registry.

mod record;
#[cfg(test)]
mod tests;

use crate::model::site::BriefLinks;
use crate::records::{Key, Records};

/// Puts into `links` what is kept under a key, and keeps it. Whether there is any.
pub(super) fn read(records: &Records<'_>, key: Key, links: &mut BriefLinks) -> bool {
    let Some(bytes) = records.get(key).filter(|bytes| record::decode(bytes, links)) else { return false };
    records.keep(key, bytes);
    true
}

/// Keeps what was found just now.
pub(super) fn keep(records: &Records<'_>, key: Key, links: &BriefLinks) {
    if let Some(bytes) = record::encode(links) {
        records.keep(key, bytes.into_vec());
    }
}
