//! The words of the interface, in one place, so that other languages can stand beside English.

use crate::model::notes::{NoteKind, RevisionKind, Stance};
use crate::model::registry::{ActorKind, RelationKind};

/// Every word that templates use: a key and its English.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("skip", "Skip to the text"),
    ("navigation", "Main"),
    ("footer_navigation", "About this site"),
    ("home", "Home"),
    ("briefs", "Briefs"),
    ("actors", "Actors"),
    ("themes", "Themes"),
    ("positions", "Positions"),
    ("timeline", "Timeline"),
    ("sources", "Sources"),
    ("series", "Series"),
    ("latest_briefs", "Latest briefs"),
    ("preview", "Preview"),
    ("filter", "Filter"),
    ("filter_all", "All"),
    ("filter_shown", "{shown} of {total}"),
    ("year", "Year"),
    ("all_briefs", "All briefs"),
    ("key_actors", "Key actors"),
    ("all_actors", "All actors"),
    ("all_themes", "All themes"),
    ("date_unknown", "date unknown"),
    ("undated", "Undated"),
    ("internal", "Internal"),
    ("contents", "Contents"),
    ("key_messages", "Key messages"),
    ("see_passage", "Passage"),
    ("assessment", "Assessment"),
    ("article", "The article"),
    ("article_title", "Original title"),
    ("article_quoted", "Only the passages that this brief refers to are shown."),
    ("article_none", "The article’s text isn’t reproduced here."),
    ("notes", "Notes"),
    ("events", "Timeline"),
    ("options", "Options"),
    ("arguments_for", "For"),
    ("arguments_against", "Against"),
    ("recommendations", "Recommendations"),
    ("to", "To"),
    ("by", "by"),
    ("of", "of"),
    ("since", "since"),
    ("until", "until"),
    ("named_here", "Actors and themes named"),
    ("first_mention", "first mention"),
    ("first_of", "first of"),
    ("reading_time", "Reading time"),
    ("minutes", "min"),
    ("related", "Related briefs"),
    ("shares", "Shares"),
    ("and", "and"),
    ("state_of_play", "State of play"),
    ("latest_stances", "The latest stance that the briefs record for each actor."),
    ("downloads", "Downloads"),
    ("cite", "Cite this"),
    ("revisions", "Revisions"),
    ("rights", "Licence and contact"),
    ("license", "Licence"),
    ("contact", "Contact"),
    ("formats", "Other formats"),
    ("report_error", "Report an error"),
    ("first_published", "First published"),
    ("last_amended", "Last amended"),
    ("as_of", "State of affairs at"),
    ("article_dated", "Article dated"),
    ("dated", "Dated"),
    ("author", "Author"),
    ("publisher", "Publisher"),
    ("accessed", "read"),
    ("cited_at", "Cited at"),
    ("number", "No."),
    ("doi", "DOI"),
    ("issn", "ISSN"),
    ("corrected", "Corrected"),
    ("withdrawn", "This brief was withdrawn"),
    ("withdrawn_page", "This page was withdrawn"),
    ("withdrawn_on", "on"),
    ("reason", "Reason"),
    ("removed", "This brief was removed"),
    ("go_to", "Go to"),
    ("superseded_by", "Superseded by"),
    ("supersedes", "Supersedes"),
    ("translation_of", "Translation of"),
    ("draft", "Draft: not published"),
    ("internal_brief", "Internal: for the desk only"),
    ("embargoed", "Embargoed until"),
    ("also_known", "Also known as"),
    ("roles", "Roles"),
    ("relations", "Relations"),
    ("related_from", "Named by others"),
    ("not_confused", "Not to be confused with"),
    ("website", "Website"),
    ("mentions", "Mentions"),
    ("mentioned_in", "In the briefs"),
    ("mentions_none", "No brief names it yet."),
    ("other_mentions", "more in this brief"),
    ("appears_with", "Appears with"),
    ("broader", "Broader theme"),
    ("narrower", "Narrower themes"),
    ("scope", "Scope"),
    ("phrases", "Found by the words"),
    ("stance", "Stance"),
    ("statement", "Statement"),
    ("evidence", "Evidence"),
    ("actor", "Actor"),
    ("theme", "Theme"),
    ("date", "Date"),
    ("event", "Event"),
    ("brief", "Brief"),
    ("kind", "Kind"),
    ("matrix_caption", "Who holds what: actors by theme, the latest stance first"),
    ("positions_by_theme", "There are more positions than one table can show: each theme has its own."),
    ("no_positions", "No positions yet."),
    ("no_events", "No events yet."),
    ("no_briefs", "No briefs yet."),
    ("no_sources", "No sources yet."),
    ("no_actors", "No actors yet."),
    ("no_themes", "No themes yet."),
    ("other_dates", "Other dates"),
    ("whole_list", "Back to the latest"),
    ("entries", "entries"),
    ("not_found", "Page not found"),
    ("not_found_text", "There is no page at this address. It may have moved; the lists below have everything."),
    ("moved", "This page has moved"),
    ("moved_to", "It is now at"),
    ("published_by", "Published by"),
    ("note", "Note"),
    ("note_on", "on"),
    ("translations", "Translations"),
    ("page_data", "Data of this page"),
    ("stances_key", "Signs"),
    ("email", "E-mail"),
    ("phone", "Telephone"),
    ("original_source", "The article"),
    ("stored_source", "words of the source"),
    ("name", "Name"),
    ("network", "Network"),
    (
        "network_caption",
        "Names that appear together in this desk’s briefs. It counts shared briefs, not alliances: who stands together here need not agree.",
    ),
    ("network_lines", "Lines lead from each name to those that share most of its briefs, at most"),
    ("network_drawn", "Drawn are the names of most briefs:"),
    ("network_table", "The same as a table"),
    ("network_brief", "brief"),
    ("network_briefs", "briefs"),
    ("network_all", "All"),
    ("network_more", "more"),
    ("search", "Search"),
    ("search_about", "Full-text search over briefs, actors and themes, and all of them from A to Z."),
    ("search_for", "Search for"),
    ("search_help", "Arrow keys move through the results, Escape leads back here, / from anywhere."),
    ("search_filters", "Only"),
    ("search_all", "All"),
    ("search_pages", "Pages"),
    ("search_page", "Page"),
    ("search_year", "Year"),
    ("search_none", "Nothing found"),
    ("search_one", "1 result"),
    ("search_many", "{n} results"),
    ("search_left", "Not searched for: {words}"),
    ("search_failed", "The search can’t be loaded; the lists below have everything"),
    ("search_more", "More results"),
    ("search_script", "Searching needs JavaScript. The lists below have everything."),
    ("search_briefs", "Briefs from A to Z"),
    ("search_actors", "Actors from A to Z"),
    ("search_themes", "Themes from A to Z"),
    ("no_network", "No two names appear together yet."),
];

/// The English of a key; the key itself where there is none.
pub(crate) fn word(key: &str) -> &str {
    WORDS.iter().find(|(name, _)| *name == key).map_or(key, |(_, word)| word)
}

/// A month's name, from 1.
pub(crate) fn month(month: u8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("")
}

/// A stance, as pages word it.
pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "Supports",
        Stance::Opposes => "Opposes",
        Stance::Conditional => "Conditional",
        Stance::Neutral => "Neutral",
        Stance::Unclear => "Unclear",
    }
}

/// The sign of a stance: told apart by its shape, not by its colour.
pub(crate) fn shape(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "●",
        Stance::Opposes => "✕",
        Stance::Conditional => "◐",
        Stance::Neutral => "○",
        Stance::Unclear => "?",
    }
}

/// A kind of note, as pages word it.
pub(crate) fn note_kind(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Context => "Context",
        NoteKind::Correction => "Correction",
        NoteKind::Question => "Open question",
        NoteKind::Caution => "Caution",
        NoteKind::Source => "Source",
    }
}

/// A kind of actor, as pages word it.
pub(crate) fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::State => "State",
        ActorKind::Government => "Government",
        ActorKind::Institution => "Institution",
        ActorKind::Organisation => "Organisation",
        ActorKind::Bloc => "Bloc",
        ActorKind::Group => "Group",
        ActorKind::Place => "Place",
    }
}

/// A relation, read from the actor that has it, and from the one that it leads to.
pub(crate) fn relation(kind: RelationKind) -> (&'static str, &'static str) {
    match kind {
        RelationKind::MemberOf => ("Member of", "Has as member"),
        RelationKind::PartOf => ("Part of", "Has as part"),
        RelationKind::Leads => ("Leads", "Led by"),
        RelationKind::AlliedWith => ("Allied with", "Allied with"),
        RelationKind::PartyTo => ("Party to", "Has as party"),
    }
}

/// A kind of revision: its hook and its word.
pub(crate) fn revision_kind(kind: RevisionKind) -> (&'static str, &'static str) {
    match kind {
        RevisionKind::Minor => ("minor", "Minor"),
        RevisionKind::Significant => ("significant", "Significant"),
        RevisionKind::Correction => ("correction", "Correction"),
    }
}
