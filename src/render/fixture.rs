//! A small site, built by hand, for the tests.
