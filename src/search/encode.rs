//! Numbers as text that a script decodes fast and JSON needn't escape.
//!
//! A digit is a character from `#` to `~` without the backslash. The last digit of a number is below 45, those before
//! it stand 45 higher; the first carries most. So numbers up to 44 take one character, up to 2,024 two.

const BASE: u32 = 45;

fn digit(value: u32) -> char {
    let code = 35 + value + u32::from(value >= 57);
    char::from_u32(code).unwrap_or('#')
}

/// Writes a number.
pub(super) fn push(out: &mut String, number: u32) {
    let mut divisor = 1;
    while number / divisor >= BASE {
        divisor *= BASE;
    }
    while divisor > 1 {
        out.push(digit(BASE + number / divisor % BASE));
        divisor /= BASE;
    }
    out.push(digit(number % BASE));
}

/// Writes ascending numbers as the steps between them.
#[derive(Debug, Default)]
pub(super) struct Steps(u32);

impl Steps {
    pub(super) fn push(&mut self, out: &mut String, number: u32) {
        push(out, number - self.0);
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_need_no_escape() {
        let mut all = String::new();
        for number in [0, 44, 45, 2024, 2025, 91_124] {
            push(&mut all, number);
        }
        assert_eq!(all, "#OQ#}OQP#}}O");
        for value in 0..2 * BASE {
            let c = digit(value);
            assert!(c.is_ascii_graphic() && c != '"' && c != '\\', "{c}");
        }
    }
}
