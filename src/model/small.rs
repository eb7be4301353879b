//! Values that are held by the million, in little room.

use std::ops::{Deref, DerefMut};

/// Parts of a text, as pairs of start and end. Most passages have none, and then it takes one word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Ranges(Option<Box<Pairs>>);

/// Pairs of offsets of which there are one or more, such as [`Passage::origins`](super::body::Passage::origins). Most
/// passages have one, and then it takes no list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origins(Pairs);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Pairs {
    One([(u32, u32); 1]),
    More(Box<[(u32, u32)]>),
}

impl From<Vec<(u32, u32)>> for Pairs {
    fn from(pairs: Vec<(u32, u32)>) -> Self {
        if let [one] = pairs[..] { Self::One([one]) } else { Self::More(pairs.into()) }
    }
}

impl Deref for Pairs {
    type Target = [(u32, u32)];
    fn deref(&self) -> &Self::Target {
        match self {
            Self::One(one) => one,
            Self::More(pairs) => pairs,
        }
    }
}

impl DerefMut for Pairs {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::One(one) => one,
            Self::More(pairs) => pairs,
        }
    }
}

impl From<Vec<(u32, u32)>> for Ranges {
    fn from(pairs: Vec<(u32, u32)>) -> Self {
        Self((!pairs.is_empty()).then(|| Box::new(pairs.into())))
    }
}

impl Deref for Ranges {
    type Target = [(u32, u32)];
    fn deref(&self) -> &Self::Target {
        self.0.as_deref().map_or(&[], |pairs| pairs)
    }
}

impl DerefMut for Ranges {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.as_deref_mut().map_or(&mut [], |pairs| pairs)
    }
}

impl Origins {
    /// Words that run as they do in the file, from this offset on.
    pub fn at(source: u32) -> Self {
        Self(Pairs::One([(0, source)]))
    }
}

impl From<Vec<(u32, u32)>> for Origins {
    fn from(pairs: Vec<(u32, u32)>) -> Self {
        Self(pairs.into())
    }
}

impl Deref for Origins {
    type Target = [(u32, u32)];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// A text behind a single word, where there rarely is one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Thin(Box<Box<str>>);

impl<T: Into<Box<str>>> From<T> for Thin {
    fn from(text: T) -> Self {
        Self(Box::new(text.into()))
    }
}

impl Deref for Thin {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// Has a list that stays take no more room than its entries. It is copied: what is shortened by less than half,
/// an allocator may leave where it is, and whole.
pub fn fit<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(list);
        *list = fitting;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_hold_what_they_were_made_of_in_little_room() {
        for pairs in [vec![], vec![(1, 2)], vec![(1, 2), (5, 9)]] {
            assert_eq!(Ranges::from(pairs.clone())[..], pairs);
            assert_eq!(Origins::from(pairs.clone())[..], pairs);
        }
        assert_eq!(Origins::at(7)[..], [(0, 7)]);
        assert_eq!(Ranges::from(Vec::new()), Ranges::default());
        assert_eq!((size_of::<Ranges>(), size_of::<Origins>()), (size_of::<usize>(), 2 * size_of::<usize>()));
    }

    #[test]
    fn a_thin_text_is_the_text() {
        assert_eq!(&*Thin::from("<em>"), "<em>");
        assert_eq!(size_of::<Option<Thin>>(), size_of::<usize>());
    }

    #[test]
    fn a_list_that_fits_has_no_room_left() {
        let mut list = Vec::with_capacity(9);
        list.extend([1, 2, 3]);
        fit(&mut list);
        assert_eq!((list.capacity(), &list[..]), (3, &[1, 2, 3][..]));
    }

    #[test]
    fn ranges_move() {
        let mut ranges = Ranges::from(vec![(1, 2), (5, 9)]);
        ranges.iter_mut().for_each(|range| range.1 += 1);
        assert_eq!(ranges[..], [(1, 3), (5, 10)]);
    }
}
