//! Names beside their nodes: those of the strongest, and only where they cover nothing.

use super::layout::{Reach, spread};
use crate::model::network::{Label, Network, Node, Side};
use crate::model::registry::Target;

/// How many names are written; the others show when their node is pointed at.
pub(super) const LABELS: usize = 60;
/// The size of the letters, in the sheet's measure.
const SIZE: i32 = 14;
/// Longer names are cut.
const LONGEST: usize = 34;

/// A stretch of the sheet: from left and top to right and bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn of_node(node: &Node) -> Self {
        let Node { x, y, radius, .. } = node;
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    pub(super) fn of_label(label: &Label) -> Self {
        let wide = width(&label.text);
        let left = match label.side {
            Side::Start => label.x,
            Side::Middle => label.x - wide / 2,
            Side::End => label.x - wide,
        };
        Self { left, top: label.y - SIZE + 2, right: left + wide, bottom: label.y + 4 }
    }
}

/// Makes room for the names of the strongest, and writes each where there is some.
pub(super) fn write<'a>(network: &mut Network, name: impl Fn(Target) -> &'a str) {
    let texts: Vec<String> = network.nodes.iter().take(LABELS).map(|node| cut(name(node.target))).collect();
    let reach = |(at, node): (usize, &Node)| {
        let around = f64::from(node.radius) + 2.0;
        let Some(text) = texts.get(at) else {
            return Reach { left: around, right: around, up: around, down: around };
        };
        let tall = around.max(f64::from(SIZE) / 2.0 + 2.0);
        Reach { left: around, right: around + 4.0 + f64::from(width(text)), up: tall, down: tall }
    };
    let reaches: Vec<Reach> = network.nodes.iter().enumerate().map(reach).collect();
    spread(network, &reaches);
    let nodes: Vec<Area> = network.nodes.iter().map(Area::of_node).collect();
    let sheet = Area { left: 0, top: 0, right: network.width, bottom: network.height };
    let mut written: Vec<Area> = Vec::new();
    for (node, text) in network.nodes.iter_mut().zip(texts) {
        let free = |label: &Label| {
            let area = Area::of_label(label);
            let inside = area.left >= sheet.left && area.right <= sheet.right;
            let inside = inside && area.top >= sheet.top && area.bottom <= sheet.bottom;
            inside && !nodes.iter().chain(&written).any(|other| area.meets(other))
        };
        node.label = places(node, &text).into_iter().find(free);
        written.extend(node.label.as_ref().map(Area::of_label));
    }
}

/// Where a name may stand, the best first: right, left, below, above.
fn places(node: &Node, text: &str) -> [Label; 4] {
    let away = node.radius + 4;
    let label = |x, y, side| Label { text: text.to_owned(), x, y, side };
    [
        label(node.x + away, node.y + SIZE / 2 - 2, Side::Start),
        label(node.x - away, node.y + SIZE / 2 - 2, Side::End),
        label(node.x, node.y + away + SIZE - 3, Side::Middle),
        label(node.x, node.y - away - 2, Side::Middle),
    ]
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// How wide a text may be in the fonts of any system, rather too wide than too narrow.
fn width(text: &str) -> i32 {
    let hundredths: i32 = text.chars().map(advance).sum();
    hundredths * SIZE / 100 + 1
}

/// A letter's width in hundredths of its size.
fn advance(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | '\'' | '’' | '-' | '(' | ')' | '/' => 38,
        'm' | 'w' | 'M' | 'W' | '…' => 92,
        '\u{300}'..='\u{36f}' => 0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' => 104,
        '\u{ff00}'..='\u{ffef}' | '\u{1f000}'..='\u{3ffff}' => 104,
        letter if letter.is_uppercase() => 72,
        _ => 60,
    }
}
