//! A made-up site of any size: articles that name actors of a large registry.

use std::fmt::Write as _;
use std::path::Path;

pub(crate) const NAMES: [&str; 12] = [
    "Avaria",
    "Belmora",
    "Corvia",
    "Dunland",
    "Estora",
    "Falken",
    "Gorland",
    "Hestia",
    "Istria Bay",
    "Jorvik",
    "Kelmar",
    "Lorania",
];
/// So many actors have each name with a number.
pub(crate) const NUMBERS: usize = 40;
const WORDS: [&str; 16] = [
    "agreement",
    "of",
    "the",
    "ministers",
    "on",
    "a",
    "durable",
    "framework",
    "remains",
    "fragile",
    "and",
    "talks",
    "resume",
    "without",
    "further",
    "conditions",
];

/// A small generator of numbers, the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// A plain article of about 600 words, the same one for a number on every machine.
pub(crate) fn article(at: usize) -> String {
    let mut numbers = Numbers(at as u64 + 1);
    let mut text = format!("Brief {at}: the state of the talks\n\n");
    for section in 0..9 {
        if section > 0 {
            let _ = write!(text, "What the {section}th round changed\n\n");
        }
        for _ in 0..4 {
            for _ in 0..3 {
                let name = NAMES[numbers.below(NAMES.len())];
                let _ = write!(text, "{name} {} ", numbers.below(400));
                for _ in 0..11 {
                    let _ = write!(text, "{} ", WORDS[numbers.below(WORDS.len())]);
                }
                text.push_str("in the end. ");
            }
            text.push_str("\n\n");
        }
    }
    text
}

/// Writes a site of so many articles and 492 actors.
pub(crate) fn write(root: &Path, count: usize) {
    std::fs::create_dir_all(root.join("seeds")).unwrap();
    std::fs::create_dir_all(root.join("content")).unwrap();
    std::fs::write(root.join("briefgen.yaml"), "title: Bench\nbase_url: https://bench.example/\n").unwrap();
    let mut actors = String::new();
    for name in NAMES {
        let id = name.to_lowercase().replace(' ', "-");
        let _ = writeln!(actors, "- id: {id}\n  name: {name}\n  kind: state");
        for number in 0..NUMBERS {
            let _ = writeln!(actors, "- id: {id}-{number}\n  name: {name} {number}\n  kind: organisation");
        }
    }
    std::fs::write(root.join("content/actors.yaml"), actors).unwrap();
    std::fs::write(root.join("content/themes.yaml"), "- id: framework\n  name: Durable framework\n").unwrap();
    for at in 0..count {
        std::fs::write(root.join(format!("seeds/brief-{at:06}.txt")), article(at)).unwrap();
    }
}
