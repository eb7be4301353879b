//! Reads texts into the model: YAML, Markdown, plain text. Never touches a disk, never judges what one file says of another.

pub mod corpus;
pub mod markdown;
pub mod names;
pub mod plain;
mod sanitise;
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
