//! Pure text functions.
