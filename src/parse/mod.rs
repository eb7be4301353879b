//! Reads texts into the model: YAML, Markdown, plain text. Never touches a disk.

pub mod authors;
pub mod config;
mod config_entries;
mod decode;
pub mod front_matter;
pub mod markdown;
pub mod notes;
mod notes_entries;
pub mod pages;
pub mod registry;
pub mod schema;
pub mod series;
mod yaml;
