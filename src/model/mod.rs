//! The values that pass between steps: what was parsed, what was linked, what will be written.
//!
//! Nothing here reads, renders or serialises: templates and exports own the shapes that they show.

pub mod abridged;
pub mod address;
pub mod article;
pub mod body;
pub mod brief;
pub mod card;
pub mod config;
pub mod corpus;
pub mod date;
pub mod described;
pub mod inputs;
pub mod network;
pub mod notes;
pub mod outline;
pub mod output;
pub mod reading;
pub mod registry;
pub mod site;
pub mod small;
pub mod wording;
pub mod words;
