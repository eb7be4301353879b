//! Which findings follow from others, and so are no findings of their own.

use crate::diag::{Code, Diagnostics, Place};
use crate::model::inputs::Inputs;

/// What names something withheld isn't unknown: one finding for one place.
pub(super) fn withheld_before_unknown(diagnostics: &mut Diagnostics) {
    let list = diagnostics.list_mut();
    let withheld: Vec<_> =
        list.iter().filter(|found| found.code == Code::WithheldReference).map(|found| found.place.clone()).collect();
    let unknown = [Code::UnknownActor, Code::UnknownTheme, Code::UnknownReference];
    list.retain(|found| !(unknown.contains(&found.code) && withheld.contains(&found.place)));
}

/// Where a registry file can't be read as a whole, what seems to be unknown may only be unread.
pub(super) fn only_what_was_read(inputs: &Inputs, diagnostics: &mut Diagnostics) {
    let unread = |prefix: &str| {
        diagnostics.iter().any(|found| {
            let path = match &found.place {
                Place::Span(span) => inputs.files.path(span.file),
                Place::Path(path) => path,
                Place::Site => return false,
            };
            let taking = [Code::YamlSyntax, Code::YamlTooDeep, Code::FrontMatter, Code::WrongType, Code::NotText];
            taking.contains(&found.code) && path.starts_with(prefix)
        })
    };
    let (actors, themes) = (unread("content/actors"), unread("content/themes"));
    let (authors, series, notes) = (unread("content/authors"), unread("content/series"), unread("content/notes"));
    let articles = unread("seeds/");
    let briefs = notes || unread("content/briefs");
    diagnostics.list_mut().retain(|found| match found.code {
        Code::UnknownActor | Code::UnmentionedActor => !actors,
        Code::UnknownTheme => !themes,
        Code::UnknownReference => !(actors || themes || authors || series || briefs),
        Code::HouseRule | Code::UnknownSource => !briefs,
        Code::OrphanNotes | Code::UnknownArticle => !articles,
        _ => true,
    });
}

/// Whether anything was found that keeps parts of the site from being there at all: what pages would
/// lack because of it isn't worth a finding of its own.
pub(super) fn incomplete(diagnostics: &Diagnostics) -> bool {
    use Code::{
        DuplicateId, DuplicateRoute, EmptyArticle, FrontMatter, InvalidId, InvalidValue, MissingField, NotText,
        OrphanNotes, UnknownActor, UnknownArticle, UnknownKey, UnknownReference, UnknownTheme, WrongType, YamlSyntax,
        YamlTooDeep,
    };
    let taking = [
        DuplicateId,
        DuplicateRoute,
        EmptyArticle,
        FrontMatter,
        InvalidId,
        InvalidValue,
        MissingField,
        NotText,
        OrphanNotes,
        UnknownActor,
        UnknownArticle,
        UnknownKey,
        UnknownReference,
        UnknownTheme,
        WrongType,
        YamlSyntax,
        YamlTooDeep,
    ];
    diagnostics.iter().any(|found| taking.contains(&found.code) && found.severity > crate::diag::Severity::Info)
}
