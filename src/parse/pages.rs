//! `content/pages/SLUG.md`: pages of the desk's own.

use super::decode::{
    EmbargoTime, Fields, Free, Id, Language, Markdown, OneOf, Reader, Record, Redirect, Words, check_id,
};
use super::notes::Context;
use super::registry;
use crate::diag::Diagnostics;
use crate::files::{FileId, Span, Spanned};
use crate::model::body::Prose;
use crate::model::brief::{Page, Status};

/// A page without its body; whether its slug was written.
pub(super) struct PageFront(Page, bool);

impl Record for PageFront {
    const WHAT: &'static str = "a page";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let title = f.required::<Words>("title", "the title");
        let slug = f.optional::<Id>("slug", "its address is /SLUG/; the file's name without it");
        let summary = f.optional::<Markdown>("summary", "one paragraph");
        let status = f.optional::<OneOf<Status>>("status", "published (default), draft, withdrawn or removed");
        let audience = registry::audience(f);
        let embargo = f.optional::<EmbargoTime>("embargo", "until when nobody may see it");
        let language = f.optional::<Language>("language", "its language, if it isn't the site's");
        let redirect_from = f.list::<Redirect>("redirect_from", "old addresses on this site");
        let extra = f.optional::<Free>("extra", "free keys, for templates").unwrap_or_default();
        let named = slug.is_some();
        let place = slug.as_ref().map_or(Span::file_start(f.reader.file), |slug| slug.span);
        let page = Page {
            slug: slug.map(|slug| slug.value).unwrap_or_default(),
            place,
            // Without a title the page stays, or every link to it would fail too.
            title: title.unwrap_or_else(|| Spanned::new(String::new(), f.span)),
            summary,
            status: status.unwrap_or_default(),
            audience,
            embargo,
            language,
            redirect_from,
            extra,
            body: Prose::default(),
            file: f.reader.file,
        };
        Some(Self(page, named))
    }
}

/// Reads `content/pages/STEM.md`.
pub fn read(file: FileId, text: &str, stem: &str, context: Context<'_>, diagnostics: &mut Diagnostics) -> Option<Page> {
    let (PageFront(mut page, named), body) = registry::alone::<PageFront>(file, text, context.timezone, diagnostics)?;
    if !named {
        let slug = Spanned::new(stem.to_owned(), Span::file_start(file));
        check_id(&mut Reader { file, text, diagnostics, timezone: None, damaged: false }, &slug);
        page.slug = slug.value;
    }
    page.body = body;
    Some(page)
}
