//! Two runs of words laid beside each other: the whole of the first against the part of the second most like it.
//!
//! Takes how much each quoted word weighs and how alike two words are, gives the part and how good it is.
//! Its time is the product of both lengths; who calls bounds them.

/// Cost of a quoted word that the source lacks, or has another word for, by its weight.
const LOST: f32 = 0.4;

/// Cost of a source word that the quote lacks.
const ADDED: f32 = 0.15;

/// The part of the second run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// Its first word.
    pub(super) first: usize,
    /// Its last word.
    pub(super) last: usize,
    /// The share of the quote's weight that it holds, less a little for each word between that the quote lacks.
    pub(super) likeness: f32,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Both,
    QuoteOnly,
    SourceOnly,
}

/// Lays `weights.len()` quoted words beside the best part of `width` source words.
///
/// `alike(i, j)` is 1 for the same word, 0 for another one.
pub(super) fn fit(weights: &[f32], width: usize, alike: impl Fn(usize, usize) -> f32) -> Option<Fit> {
    let mut steps = vec![Step::QuoteOnly; weights.len() * width];
    let mut above = vec![0.0f32; width + 1];
    for (i, weight) in weights.iter().enumerate() {
        let mut row = vec![above[0] - LOST * weight; width + 1];
        for j in 0..width {
            let same = alike(i, j);
            let both = above[j] + if same > 0.0 { weight * same } else { -LOST * weight };
            let quote_only = above[j + 1] - LOST * weight;
            let source_only = row[j] - ADDED;
            let (score, step) = if both >= quote_only && both >= source_only {
                (both, Step::Both)
            } else if quote_only >= source_only {
                (quote_only, Step::QuoteOnly)
            } else {
                (source_only, Step::SourceOnly)
            };
            row[j + 1] = score;
            steps[i * width + j] = step;
        }
        above = row;
    }
    let end = (1..=width).max_by(|a, b| above[*a].total_cmp(&above[*b]))?;
    walk_back(weights, width, &steps, end, alike)
}

fn walk_back(
    weights: &[f32],
    width: usize,
    steps: &[Step],
    end: usize,
    alike: impl Fn(usize, usize) -> f32,
) -> Option<Fit> {
    let (mut i, mut j) = (weights.len(), end);
    let mut span: Option<(usize, usize)> = None;
    let (mut held, mut added) = (0.0, 0.0);
    while i > 0 && j > 0 {
        match steps[(i - 1) * width + j - 1] {
            Step::Both => {
                (i, j) = (i - 1, j - 1);
                held += weights[i] * alike(i, j);
                span = Some((j, span.map_or(j, |(_, last)| last)));
            }
            Step::QuoteOnly => i -= 1,
            Step::SourceOnly => {
                j -= 1;
                added += ADDED;
            }
        }
    }
    let (first, last) = span?;
    let total: f32 = weights.iter().sum();
    Some(Fit { first, last, likeness: (held - added * 0.5) / total })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(quote: &str, source: &str) -> Option<(usize, usize)> {
        let quote: Vec<&str> = quote.split(' ').collect();
        let source: Vec<&str> = source.split(' ').collect();
        let weights = vec![1.0; quote.len()];
        let fit = fit(&weights, source.len(), |i, j| if quote[i] == source[j] { 1.0 } else { 0.0 })?;
        Some((fit.first, fit.last))
    }

    #[test]
    fn the_best_part_is_found() {
        assert_eq!(words("b c d", "a b c d e"), Some((1, 3)));
        assert_eq!(words("b x d", "a b c d e"), Some((1, 3)));
        assert_eq!(words("b d", "a b c d e"), Some((1, 3)));
        assert_eq!(words("b c c2 d", "a b c d e"), Some((1, 3)));
    }

    #[test]
    fn a_replaced_word_at_the_end_belongs_to_it() {
        assert_eq!(words("b c x", "a b c d e"), Some((1, 3)));
    }

    #[test]
    fn nothing_fits_nothing() {
        assert_eq!(fit(&[1.0], 0, |_, _| 1.0), None);
    }
}
