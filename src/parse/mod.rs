//! Reads texts into the model: YAML, Markdown, plain text. Never touches a disk, never judges what one file says of another.

pub mod corpus;
pub mod markdown;
pub mod names;
pub mod plain;
mod sanitise;
