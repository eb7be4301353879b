//! How a language writes numbers, told by two of them.

use crate::model::wording::Figures;

/// A number as it is written.
struct Written {
    digits: Vec<u32>,
    /// What isn't a digit, and before which digit it stands.
    signs: Vec<(usize, char)>,
    /// The digit for 0 of its script.
    zero: u32,
}

/// Takes a number apart that begins with 1.
fn written(number: &str) -> Option<Written> {
    let first = number.chars().next().filter(|c| c.is_numeric())?;
    let zero = u32::from(first).checked_sub(1)?;
    let (mut digits, mut signs) = (Vec::new(), Vec::new());
    for c in number.chars() {
        match u32::from(c).checked_sub(zero).filter(|digit| *digit < 10) {
            Some(digit) => digits.push(digit),
            None => signs.push((digits.len(), c)),
        }
    }
    Some(Written { digits, signs, zero })
}

/// Whether a text is the number 1234.
pub(super) fn is_thousand(text: &str) -> bool {
    written(text).is_some_and(|number| number.digits == [1, 2, 3, 4])
}

/// How numbers are written, by 1234 and 1234567.8; `None` for other numbers.
pub(super) fn read(thousand: &str, million: &str) -> Option<Figures> {
    let thousands = !written(thousand)?.signs.is_empty();
    let Written { signs, zero, .. } = written(million).filter(|number| number.digits == [1, 2, 3, 4, 5, 6, 7, 8])?;
    let group = match signs[..] {
        [(1, first), (4, second), (7, _)] if first == second => first.to_string(),
        [(7, _)] => String::new(),
        _ => return None,
    };
    let decimal = signs.last()?.1.to_string();
    Some(Figures { zero: char::from_u32(zero)?, group, thousands, decimal })
}
