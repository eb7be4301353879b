//! Pure text functions.

pub mod slug;
