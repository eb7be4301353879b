//! Who appears with whom, laid out on a sheet.

use super::registry::Target;

/// The names that appear together most, and where each stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// The sheet's width.
    pub width: i32,
    /// The sheet's height.
    pub height: i32,
    /// Names, those of most briefs first.
    pub nodes: Vec<Node>,
    /// What is drawn between them, by the places of both ends.
    pub lines: Vec<Line>,
    /// How many lines begin at a name, at most.
    pub each: usize,
    /// How many names appear with another one, drawn or not.
    pub total: usize,
}

/// A name on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Whose.
    pub target: Target,
    /// In how many briefs it appears.
    pub briefs: u32,
    /// Its middle.
    pub x: i32,
    /// Its middle.
    pub y: i32,
    /// Half its size.
    pub radius: i32,
    /// Where its name stands, if there is room for it.
    pub label: Option<Label>,
}

/// A name written beside its node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name, cut where it is long.
    pub text: String,
    /// Where the text is held.
    pub x: i32,
    /// Its base line.
    pub y: i32,
    /// On which side of `x` it stands.
    pub side: Side,
}

/// How a text stands to the place that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Begins there.
    Start,
    /// Has its middle there.
    Middle,
    /// Ends there.
    End,
}

/// Two names that appear together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The place of one in the list of nodes.
    pub from: u32,
    /// The place of the other, later in the list.
    pub to: u32,
    /// In how many briefs.
    pub briefs: u32,
}
