//! Pure text functions.

pub mod differ;
pub mod boundary;
pub mod fold;
pub mod inflect;
pub mod sentence;
pub mod slug;
