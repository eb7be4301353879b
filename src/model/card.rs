//! What a social card says, and how its words are set.

/// The words of a brief's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardWords {
    /// The brief's title.
    pub title: String,
    /// What stands above it: series and number.
    pub kicker: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// When, as precisely as it is known.
    pub date: Option<String>,
    /// The title runs from right to left.
    pub right_to_left: bool,
}

impl CardWords {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let others = [self.kicker.as_deref(), Some(&self.publisher), self.date.as_deref()];
        std::iter::once(self.title.as_str()).chain(others.into_iter().flatten())
    }
}

/// The words of a card, cut to what fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSetting {
    /// The fonts, the best first, as SVG names them.
    pub family: String,
    /// The size of the title's letters.
    pub size: u16,
    /// The title's lines.
    pub lines: Vec<String>,
    /// The kicker in one line.
    pub kicker: Option<String>,
    /// The publisher in one line.
    pub publisher: String,
}
