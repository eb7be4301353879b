//! briefgen: a static site generator for policy briefs.
//!
//! ARCHITECTURE.md shows the way through the house; `tests/layers.rs` holds the order of these modules.

#[cfg(feature = "cards")]
pub mod cards;
pub mod check;
pub mod cli;
pub mod diag;
pub mod export;
pub mod files;
pub mod link;
pub mod load;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod publish;
pub mod records;
pub mod render;
pub mod scaffold;
pub mod search;
pub mod select;
#[cfg(feature = "serve")]
pub mod serve;
pub mod text;
pub mod write;
