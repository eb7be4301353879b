//! Pure text functions: what they take is a `&str`, what they return depends on nothing else.

pub mod address;
pub mod boundary;
pub mod colour;
pub mod differ;
pub mod fold;
pub mod hash;
pub mod inflect;
pub mod language;
pub mod media;
pub mod near;
pub mod normal;
pub mod order;
pub mod path;
pub mod plural;
pub mod sentence;
pub mod slug;
