//! From the linked site to its HTML pages.
//!
//! Takes a [`Site`](crate::model::site::Site), gives [`Output`](crate::model::output::Output)s, page by page and from
//! many threads. Never reads a disk or a clock, never changes what it shows, and never fails on a site without
//! templates of its own.

mod archive;
mod assets;
mod at;
mod body;
mod card;
mod dates;
mod design;
mod env;
mod escape;
mod faults;
mod filters;
#[cfg(test)]
mod fixture;
mod head;
mod job;
mod layers;
mod page;
mod scope;
mod sentence;
mod site_view;
#[cfg(test)]
mod tests;
mod views;
mod wording;

pub use at::page_at;
pub use card::{card_path, card_words, has_card};
pub use design::Design;
pub(crate) use design::PAGE_KINDS;
pub use env::{RenderEnv, RenderOptions, Resolve};
pub use job::{PageJob, pages};
pub use layers::built_in_hash;
