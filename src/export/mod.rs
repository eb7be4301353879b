//! export

pub mod outline;
