//! Which files of the search index stay as the last build made them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::outputs::Keep;
use crate::check::outputs::Check;
use crate::search::{Made, Standing};
use crate::text::hash::OfHashes;

/// What was made of the index under each print: a path, or `None` for two files in the place of one.
pub(super) type Shelved<P> = Vec<(u64, Option<P>)>;

/// What the last build made of the index, and what this one does.
pub(super) struct Shelf<'s, 'l, E> {
    under: u64,
    last: HashMap<u64, Option<&'l str>, OfHashes>,
    keep: Keep<'s, E>,
    check: &'s Check<'l>,
    made: Mutex<Shelved<String>>,
}

impl<'s, 'l, E> Shelf<'s, 'l, E> {
    /// `under` stands for the program, and for the words that no file may have.
    pub(super) fn new(under: u64, last: Shelved<&'l str>, keep: Keep<'s, E>, check: &'s Check<'l>) -> Self {
        Self { under, last: last.into_iter().collect(), keep, check, made: Mutex::default() }
    }

    /// What there is now, by print.
    pub(super) fn into_made(self) -> Shelved<String> {
        let mut made = self.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        made.sort_unstable();
        made
    }
}

impl<E> Standing<E> for Shelf<'_, '_, E> {
    fn under(&self) -> u64 {
        self.under
    }

    fn keep(&self, print: u64) -> Result<Option<Made<'_>>, E> {
        let Some(last) = self.last.get(&print) else { return Ok(None) };
        let made = match *last {
            Some(path) if (self.keep)(&[path])? => {
                self.check.add_kept(path, None);
                Made::File(path)
            }
            Some(_) => return Ok(None),
            None => Made::Halves,
        };
        self.made(print, made);
        Ok(Some(made))
    }

    fn made(&self, print: u64, made: Made<'_>) {
        let path = if let Made::File(path) = made { Some(path.to_owned()) } else { None };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).push((print, path));
    }
}
