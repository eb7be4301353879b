//! Finds mentions, anchors and references in the selected corpus.

pub mod mentions;
