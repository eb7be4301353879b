//! Reads texts into the model: YAML, Markdown, plain text. Never touches a disk.

pub mod plain;
pub mod markdown;
mod sanitise;
