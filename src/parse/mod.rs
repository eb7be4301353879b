//! Reads texts into the model: YAML, Markdown, plain text. Never touches a disk.

pub mod foreign;
mod foreign_fields;
mod foreign_front;
mod foreign_shortcodes;
pub mod markdown;
mod sanitise;
