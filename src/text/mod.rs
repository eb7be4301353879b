//! Pure text functions.

pub mod differ;
