//! Whole counts as a model tells them apart (the items of a set, the characters of a text), and choices of some things. Called for
//! the candidates of sets and texts.

/// The counts from `least` on, as the first and the last one of each cell; cells that begin beyond `most` are left out.
pub(super) fn cells<'c>(cuts: impl Iterator<Item = &'c f64>, least: f64, most: f64) -> Vec<(f64, f64)> {
    // Counts are whole: a cut is one, or lies between two.
    let mut starts: Vec<f64> = cuts.flat_map(|cut| [cut.ceil(), cut.floor() + 1.0]).collect();
    starts.push(least);
    starts.retain(|start| (least..=most).contains(start));
    crate::sort::sort_by(&mut starts, f64::total_cmp);
    starts.dedup();
    let ends = starts.iter().skip(1).map(|next| next - 1.0).chain([f64::INFINITY]);
    starts.iter().copied().zip(ends).collect()
}

/// The choices of some things by their places, the empty one first: all of them where there are at most `few` things, else those of
/// one or two.
pub(super) fn choices(count: usize, few: usize) -> Vec<Vec<usize>> {
    let most = if count <= few { count } else { 2 };
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for one in 0..count {
        let short = all.iter().filter(|chosen| chosen.len() < most);
        let more: Vec<_> = short.map(|chosen| [&**chosen, &[one][..]].concat()).collect();
        all.extend(more);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_apart_at_and_between_whole_cuts() {
        let found = cells([2.0, 3.5, 900.0].iter(), 0.0, 100.0);
        assert_eq!(found, [(0.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, f64::INFINITY)]);
        assert_eq!(cells([0.0].iter(), 1.0, 100.0), [(1.0, f64::INFINITY)]);
    }

    #[test]
    fn of_few_things_every_choice_is_made() {
        assert_eq!(choices(2, 2), [vec![], vec![0], vec![1], vec![0, 1]]);
        assert_eq!(choices(0, 2).len(), 1);
        assert_eq!(choices(3, 3).len(), 8);
        assert_eq!(choices(4, 3).len(), 1 + 4 + 6);
    }
}
