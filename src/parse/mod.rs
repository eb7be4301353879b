//! Reads texts into the model: YAML, Markdown, plain text. Never touches a disk, never judges what one file says of another.

pub mod authors;
pub mod config;
mod config_entries;
pub mod corpus;
mod decode;
pub mod foreign;
mod foreign_fields;
mod foreign_front;
mod foreign_shortcodes;
pub mod front_matter;
pub mod kept;
pub mod markdown;
pub mod names;
pub mod notes;
mod notes_entries;
pub mod pages;
mod pairs;
pub mod plain;
pub mod registry;
mod sanitise;
pub mod schema;
mod secrets;
pub mod series;
pub mod wording;
mod yaml;
