//! The words of a passage: as a file has them, or by themselves.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::files::SourceFile;
use crate::text::normal::Stamp;

/// Words. Those that a file has in one piece are kept there, and not a second time: files are held for findings anyway.
#[derive(Clone)]
pub struct Words(Kept);

#[derive(Clone)]
enum Kept {
    Here { words: Box<str>, stamp: Option<Stamp> },
    Written { file: Arc<SourceFile>, start: u32, end: u32, stamp: Option<Stamp> },
}

impl Words {
    /// `words`, which `file` may have just so from the byte `start` on.
    pub fn written(file: &Arc<SourceFile>, start: u32, words: impl AsRef<str> + Into<Box<str>>) -> Self {
        let end = usize::try_from(start).ok().and_then(|start| start.checked_add(words.as_ref().len()));
        let end = end.filter(|end| file.text.get(start as usize..*end) == Some(words.as_ref()));
        match end.and_then(|end| u32::try_from(end).ok()) {
            Some(end) => Self(Kept::Written { file: Arc::clone(file), start, end, stamp: None }),
            None => Self::from(words),
        }
    }

    /// The words from the byte `start` of a file up to `end`; none where a character doesn't begin there.
    pub fn part(file: &Arc<SourceFile>, start: u32, end: u32) -> Option<Self> {
        file.text.get(start as usize..end as usize)?;
        Some(Self(Kept::Written { file: Arc::clone(file), start, end, stamp: None }))
    }

    /// The same words with their [`stamp`](crate::text::normal::stamp).
    #[must_use]
    pub fn stamped(mut self, own: Stamp) -> Self {
        let (Kept::Here { stamp, .. } | Kept::Written { stamp, .. }) = &mut self.0;
        *stamp = Some(own);
        self
    }

    /// Their stamp, where it was counted.
    pub fn stamp(&self) -> Option<Stamp> {
        let (Kept::Here { stamp, .. } | Kept::Written { stamp, .. }) = &self.0;
        *stamp
    }

    /// Hashes what the words follow from: of those that are kept in their file that file's hash and the place, which are
    /// at hand and small. The same words elsewhere come to another hash.
    pub fn hash_source(&self, state: &mut impl Hasher) {
        match &self.0 {
            Kept::Here { words, .. } => (false, words).hash(state),
            Kept::Written { file, start, end, .. } => (true, file.hash(), start, end).hash(state),
        }
    }

    /// Where the words stand in their file, if they are kept there.
    pub fn place(&self) -> Option<(u32, u32)> {
        match &self.0 {
            Kept::Here { .. } => None,
            Kept::Written { start, end, .. } => Some((*start, *end)),
        }
    }
}

impl Deref for Words {
    type Target = str;
    fn deref(&self) -> &str {
        match &self.0 {
            Kept::Here { words, .. } => words,
            Kept::Written { file, start, end, .. } => &file.text[*start as usize..*end as usize],
        }
    }
}

impl AsRef<str> for Words {
    fn as_ref(&self) -> &str {
        self
    }
}

impl<T: Into<Box<str>>> From<T> for Words {
    fn from(words: T) -> Self {
        Self(Kept::Here { words: words.into(), stamp: None })
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Words {}

impl Hash for Words {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use crate::records::Content;

    #[test]
    fn words_are_the_same_wherever_they_are_kept() {
        let mut files = Files::default();
        let file = files.add("seeds/a.txt", "Title\n\nThe envoy’s talks\nfailed.".to_owned());
        let file = files.shared(file);
        let source = |words: &Words| {
            let mut content = Content::default();
            words.hash_source(&mut content);
            content.key()
        };
        let (here, there) = (Words::from("The envoy’s talks"), Words::written(file, 7, "The envoy’s talks".to_owned()));
        assert!(matches!(there.0, Kept::Written { start: 7, .. }));
        assert_eq!(here, there);
        // By what they follow from two words are the same only if they are kept in the same way.
        assert_eq!(source(&there), source(&Words::part(file, 7, 26).expect("characters begin there")));
        assert_ne!(source(&there), source(&here));
        assert_ne!(source(&there), source(&Words::part(file, 7, 10).expect("characters begin there")));
        // Lines that were joined, another place, and a place past the end.
        for (start, words) in [(7, "The envoy’s talks failed."), (8, "The"), (900, "The")] {
            let own = Words::written(file, start, words.to_owned());
            assert!(matches!(own.0, Kept::Here { .. }));
            assert_eq!(&*own, words);
        }
    }

    #[test]
    fn a_stamp_is_no_part_of_the_words_and_takes_no_room() {
        let words = Words::from("The envoy");
        assert_eq!(words.clone().stamped([7; 5]), words);
        assert_eq!((words.stamp(), words.stamped([7; 5]).stamp()), (None, Some([7; 5])));
        assert_eq!(size_of::<Words>(), 3 * size_of::<usize>());
    }
}
