//! Pure text functions.

pub mod colour;
pub mod near;
