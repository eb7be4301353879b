//! The table of codes: what each finding is called and how much it weighs by default.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident $(, $locked:ident)?;)+) => {
        /// What a finding is about. Each code names the offence and keeps its meaning for ever.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of the manual.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The code as users type it.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// The severity unless `checks:` says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }

            /// Whether `checks:` may not lower it: it guards what must not be published or lost.
            pub fn locked(self) -> bool {
                match self { $(Code::$variant => codes!(@locked $($locked)?),)+ }
            }

            /// One line that says what the code reports.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc, " "),+).trim_ascii(),)+ }
            }

            /// The manual's page of the code, in Markdown: `docs/codes/NAME.md`.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../docs/codes/", $name, ".md")),)+
                }
            }
        }
    };
    (@locked locked) => { true };
    (@locked) => { false };
}

codes! {
    /// The text can't be read as YAML.
    YamlSyntax = "yaml-syntax", Error;
    /// YAML nested, repeated or expanded beyond any sensible size.
    YamlTooDeep = "yaml-too-deep", Error;
    /// Front matter with a wrong, missing or unclosed fence.
    FrontMatter = "front-matter", Error, locked;
    /// A line that opens with `:::` and is no directive, or a directive that is never closed.
    BadDirective = "bad-directive", Error, locked;
    /// An unquoted value that loses text to ` #`.
    CutValue = "cut-value", Error, locked;
    /// A key that this kind of file doesn't have.
    UnknownKey = "unknown-key", Error;
    /// A value of another type than the key takes.
    WrongType = "wrong-type", Error;
    /// A key that must be there and isn't, or is empty.
    MissingField = "missing-field", Error;
    /// A value that the key doesn't take.
    InvalidValue = "invalid-value", Error;
    /// A date that isn't one.
    InvalidDate = "invalid-date", Error;
    /// An embargo without a time zone.
    MissingZone = "missing-zone", Error, locked;
    /// An id with characters that ids don't have, or a name that a system reserves.
    InvalidId = "invalid-id", Error;
    /// One id for two things.
    DuplicateId = "duplicate-id", Error;
    /// One number for two briefs of a series.
    DuplicateNumber = "duplicate-number", Error;
    /// One address for two pages.
    DuplicateRoute = "duplicate-route", Error;
    /// An actor that the registry doesn't have.
    UnknownActor = "unknown-actor", Error;
    /// A theme that the registry doesn't have.
    UnknownTheme = "unknown-theme", Error;
    /// An `article:` or `file:` that names nothing under `seeds/`.
    UnknownArticle = "unknown-article", Error;
    /// A source that the brief doesn't list.
    UnknownSource = "unknown-source", Error;
    /// A `[[…]]`, brief, author or series that names nothing.
    UnknownReference = "unknown-reference", Error;
    /// One alias of two actors.
    AmbiguousAlias = "ambiguous-alias", Warning;
    /// An alias that can never match anything new.
    UselessAlias = "useless-alias", Warning;
    /// Words that look like a mention and were not taken for one.
    RefusedMention = "refused-mention", Info;
    /// An actor of the registry that no text names.
    UnmentionedActor = "unmentioned-actor", Info;
    /// Quoted words that the stored source doesn't contain.
    QuoteNotFound = "quote-not-found", Error;
    /// Quoted words that the stored source contains more than once.
    QuoteAmbiguous = "quote-ambiguous", Error;
    /// Two stances of one actor on one theme at one time.
    PositionConflict = "position-conflict", Error;
    /// A position without a quote or a source.
    MissingEvidence = "missing-evidence", Error;
    /// A published brief that breaks a rule of `house:`.
    HouseRule = "house-rule", Error;
    /// A link to a page that doesn't exist.
    BrokenLink = "broken-link", Error;
    /// A link to a place that its page doesn't have.
    BrokenAnchor = "broken-anchor", Error;
    /// An image or file that isn't there.
    MissingAsset = "missing-asset", Error;
    /// An image without alternative text.
    MissingAlt = "missing-alt", Error;
    /// A heading more than one level below the one before.
    HeadingSkip = "heading-skip", Warning;
    /// A link whose words don't say where it leads.
    VagueLink = "vague-link", Warning;
    /// Editor notes without an article.
    OrphanNotes = "orphan-notes", Error;
    /// An article without a word.
    EmptyArticle = "empty-article", Error;
    /// A file that isn't UTF-8 text.
    NotText = "not-text", Error;
    /// A file whose name is nearly one that briefgen reads.
    UnreadFile = "unread-file", Warning;
    /// An article whose structure could be read in two ways.
    OutlineUncertain = "outline-uncertain", Info;
    /// A key of another tool's front matter that briefgen doesn't use.
    IgnoredKey = "ignored-key", Info;
    /// A tag that `tags:` doesn't map to a theme.
    UnknownTag = "unknown-tag", Info;
    /// A brief whose review date has come.
    ReviewDue = "review-due", Warning;
    /// No `base_url`: no canonical addresses, sitemap or feeds.
    NoBaseUrl = "no-base-url", Info;
    /// Social cards that a site asks for and that can't be made.
    NoCards = "no-cards", Info;
    /// A colour that can't be read on the page.
    LowContrast = "low-contrast", Error;
    /// A template that can't be read or filled.
    TemplateError = "template-error", Error;
    /// HTML that was taken out because it isn't safe.
    UnsafeHtml = "unsafe-html", Warning;
    /// A path that leads out of the site, or that must not be published.
    UnsafePath = "unsafe-path", Error, locked;
    /// Published text that refers to something withheld.
    WithheldReference = "withheld-reference", Error, locked;
    /// Withheld words in a file that is about to be written.
    WithheldLeak = "withheld-leak", Error, locked;
}

impl Code {
    /// The code of a name that a user typed.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
