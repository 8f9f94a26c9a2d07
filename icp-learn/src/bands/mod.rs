//! Bands of codes that explain most, by exact dynamic programs over sums: how far outcomes are from their prediction (`g`), and how much of
//! it is expected by chance (`h`). A band is worth g^2 / (h + ridge), twice the log likelihood that its own value gains to second order.
//!
//! The program without an order of values is the one of Fisher (1958, "On grouping for maximum homogeneity"); the monotone one keeps the
//! last band as its state.

use crate::at::At;
use crate::table::Direction;

/// Rows of prior evidence for a value of 0.
pub(crate) const RIDGE: f64 = 3.0;
/// The price of a band.
const PRICE: f64 = 1.0;
/// A shape that turns has to explain this much more than the best that does not.
const TURN: f64 = 10.0;

/// Sums over the rows of a code or a band.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sums {
    /// Outcomes less predictions.
    pub(crate) g: f64,
    /// Their variance by the prediction.
    pub(crate) h: f64,
    /// Rows, without weights.
    pub(crate) n: f64,
}

impl Sums {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { g: self.g + other.g, h: self.h + other.h, n: self.n + other.n }
    }

    pub(crate) fn less(self, other: Self) -> Self {
        Self { g: self.g - other.g, h: self.h - other.h, n: self.n - other.n }
    }

    /// The log odds that these rows add to their prediction, shrunk.
    pub(crate) fn value(self) -> f64 {
        self.g / (self.h.max(0.0) + RIDGE)
    }

    fn worth(self) -> f64 {
        self.g * self.g / (self.h.max(0.0) + RIDGE)
    }
}

/// The bands that are allowed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    /// Whether a band is a run of codes; otherwise codes are ordered by their values.
    pub(crate) is_ordered: bool,
    pub(crate) direction: Direction,
    /// Rows of a band, at least.
    pub(crate) min_rows: f64,
    pub(crate) max_bands: usize,
    /// The band of each code, where people made the bands.
    pub(crate) forced: Option<&'a [u8]>,
}

/// The band of each code and the value of each band. Band 0 holds missing values.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Shape {
    pub(crate) band_of: Vec<u8>,
    pub(crate) values: Vec<f64>,
    /// Whether missing values have too few rows for a value of their own; they count nothing then.
    pub(crate) is_missing_neutral: bool,
}

impl Shape {
    /// The value of a code.
    pub(crate) fn of_code(&self, code: usize) -> f64 {
        self.values.at(self.band_of.at(code) as usize)
    }

    /// Whether all values are 0.
    pub(crate) fn is_flat(&self) -> bool {
        self.values.iter().all(|value| *value == 0.0)
    }
}

/// The best bands for some sums by code, where code 0 is missing.
pub(crate) fn shape(sums: &[Sums], rules: &Rules<'_>) -> Shape {
    let missing = sums.first().copied().unwrap_or_default();
    let is_missing_neutral = missing.n < rules.min_rows;
    let band_of = match rules.forced {
        Some(forced) => forced.to_vec(),
        None => free_bands(sums, rules),
    };
    let count = band_of.iter().map(|band| *band as usize + 1).max().unwrap_or(1);
    let mut of_band = vec![Sums::default(); count];
    for (band, sums) in band_of.iter().zip(sums) {
        let sofar = of_band.at(*band as usize);
        of_band.put(*band as usize, sofar.plus(*sums));
    }
    let mut values: Vec<f64> = of_band.iter().map(|sums| sums.value()).collect();
    if is_missing_neutral {
        values.put(0, 0.0);
    }
    Shape { band_of, values, is_missing_neutral }
}

fn free_bands(sums: &[Sums], rules: &Rules<'_>) -> Vec<u8> {
    let codes = sums.len();
    let mut order: Vec<usize> = (1..codes).collect();
    if !rules.is_ordered {
        let values: Vec<f64> = sums.iter().map(|sums| sums.value()).collect();
        order.sort_by(|a, b| values.at(*a).total_cmp(&values.at(*b)).then(a.cmp(b)));
    }
    // Codes without rows go with the code before them.
    let filled: Vec<usize> = order.iter().copied().filter(|code| sums.at(*code).n > 0.0).collect();
    let groups: Vec<Sums> = filled.iter().map(|code| sums.at(*code)).collect();
    let ends = ends(&groups, rules);
    let mut band_of = vec![0u8; codes];
    let (mut band, mut place) = (1u8, 0);
    for code in order {
        if sums.at(code).n > 0.0 {
            if ends.contains(&place) && place > 0 {
                band += 1;
            }
            place += 1;
        }
        band_of.put(code, band);
    }
    band_of
}

/// The last group of each band, plus one; without the end of the last band.
pub(crate) fn ends(groups: &[Sums], rules: &Rules<'_>) -> Vec<usize> {
    if groups.len() < 2 {
        return Vec::new();
    }
    let table = Table::new(groups);
    let free = table.free(rules);
    if !rules.is_ordered
        || rules.direction == Direction::Never
        || table.runs_one_way(&free.ends, rules.direction)
    {
        return free.ends;
    }
    let rising = |sign: f64| table.monotone(rules, sign);
    let mono = match rules.direction {
        Direction::Rising => rising(1.0),
        Direction::Falling => rising(-1.0),
        Direction::Auto | Direction::Always | Direction::Never => {
            let (up, down) = (rising(1.0), rising(-1.0));
            if down.worth > up.worth { down } else { up }
        }
    };
    if rules.direction == Direction::Auto && free.worth - mono.worth >= TURN { free.ends } else { mono.ends }
}

/// A way to cut, and its worth.
#[derive(Debug, Clone, Default)]
struct Cut {
    ends: Vec<usize>,
    worth: f64,
}

/// Sums up to each group.
struct Table {
    to: Vec<Sums>,
}

impl Table {
    fn new(groups: &[Sums]) -> Self {
        let mut to = vec![Sums::default()];
        let mut sum = Sums::default();
        for group in groups {
            sum = sum.plus(*group);
            to.push(sum);
        }
        Self { to }
    }

    fn groups(&self) -> usize {
        self.to.len() - 1
    }

    #[inline]
    fn band(&self, from: usize, to: usize) -> Sums {
        self.to.at(to).less(self.to.at(from))
    }

    /// Whether the values of bands rise or fall, as the direction allows.
    fn runs_one_way(&self, ends: &[usize], direction: Direction) -> bool {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let stops = ends.iter().copied().chain([self.groups()]);
        let values: Vec<f64> = starts.zip(stops).map(|(from, to)| self.band(from, to).value()).collect();
        let all = |holds: fn(f64, f64) -> bool| {
            values.iter().zip(values.iter().skip(1)).all(|(a, b)| holds(*a, *b))
        };
        let (rises, falls) = (all(|a, b| a <= b), all(|a, b| a >= b));
        match direction {
            Direction::Rising => rises,
            Direction::Falling => falls,
            Direction::Auto | Direction::Always | Direction::Never => rises || falls,
        }
    }

    /// The best bands in any shape.
    fn free(&self, rules: &Rules<'_>) -> Cut {
        let groups = self.groups();
        let width = groups + 1;
        let mut best = vec![f64::NEG_INFINITY; width];
        best.put(0, PRICE);
        let mut from = vec![0u16; width * rules.max_bands];
        let mut answer = Cut { ends: Vec::new(), worth: f64::NEG_INFINITY };
        let mut bands = 0;
        for band in 0..rules.max_bands {
            let mut next = vec![f64::NEG_INFINITY; width];
            for to in 1..width {
                let (mut most, mut start) = (f64::NEG_INFINITY, 0);
                for begin in 0..to {
                    let before = best.at(begin);
                    if before == f64::NEG_INFINITY {
                        continue;
                    }
                    let sums = self.band(begin, to);
                    if sums.n < rules.min_rows {
                        break;
                    }
                    let worth = before - PRICE + sums.worth();
                    if worth > most {
                        (most, start) = (worth, begin);
                    }
                }
                next.put(to, most);
                from.put(band * width + to, start as u16);
            }
            best = next;
            if best.at(groups) > answer.worth {
                answer.worth = best.at(groups);
                bands = band + 1;
            }
        }
        let mut to = groups;
        for band in (1..bands).rev() {
            to = from.at(band * width + to) as usize;
            answer.ends.push(to);
        }
        answer.ends.reverse();
        if bands == 0 {
            answer.worth = self.band(0, groups).worth();
        }
        answer
    }

    /// The best bands whose values rise (`sign` 1) or fall (`sign` -1).
    fn monotone(&self, rules: &Rules<'_>, sign: f64) -> Cut {
        let groups = self.groups();
        let width = groups + 1;
        let size = width * width;
        let (mut values, mut worths) = (vec![0.0; size], vec![f64::NEG_INFINITY; size]);
        for from in 0..groups {
            for to in from + 1..width {
                let sums = self.band(from, to);
                values.put(from * width + to, sign * sums.value());
                if sums.n >= rules.min_rows {
                    worths.put(from * width + to, sums.worth());
                }
            }
        }
        // The bands that end at each place, by value: the same for every number of bands.
        let ending: Vec<Vec<u16>> = (0..width)
            .map(|to| {
                let mut starts: Vec<u16> = (0..to as u16)
                    .filter(|from| worths.at(*from as usize * width + to) > f64::NEG_INFINITY)
                    .collect();
                starts.sort_by(|a, b| {
                    values
                        .at(*a as usize * width + to)
                        .total_cmp(&values.at(*b as usize * width + to))
                        .then(a.cmp(b))
                });
                starts
            })
            .collect();
        let mut current = vec![f64::NEG_INFINITY; size];
        for to in 1..width {
            current.put(to, worths.at(to));
        }
        let mut from = vec![0u16; size * rules.max_bands];
        let mut answer = (current.at(groups), 1, 0);
        for band in 1..rules.max_bands {
            let mut next = vec![f64::NEG_INFINITY; size];
            for middle in 1..groups {
                // For each start, the best of those whose value is not above its own.
                let starts = ending.get(middle).map_or(&[][..], Vec::as_slice);
                let mut best = Vec::with_capacity(starts.len());
                let (mut most, mut start) = (f64::NEG_INFINITY, 0);
                for begin in starts {
                    let worth = current.at(*begin as usize * width + middle);
                    if worth > most {
                        (most, start) = (worth, *begin);
                    }
                    best.push((values.at(*begin as usize * width + middle), most, start));
                }
                if most == f64::NEG_INFINITY {
                    continue;
                }
                for to in middle + 1..width {
                    let own = worths.at(middle * width + to);
                    if own == f64::NEG_INFINITY {
                        continue;
                    }
                    let value = values.at(middle * width + to);
                    let below = best.partition_point(|(other, ..)| *other <= value);
                    let Some((_, before, start)) = below.checked_sub(1).and_then(|at| best.get(at)) else {
                        continue;
                    };
                    if *before > f64::NEG_INFINITY {
                        next.put(middle * width + to, before + own - PRICE);
                        from.put(band * size + middle * width + to, *start);
                    }
                }
            }
            current = next;
            for begin in 0..groups {
                let worth = current.at(begin * width + groups);
                if worth > answer.0 {
                    answer = (worth, band + 1, begin);
                }
            }
        }
        let (worth, bands, mut begin) = answer;
        let mut ends = Vec::new();
        let mut to = groups;
        for band in (1..bands).rev() {
            ends.push(begin);
            let before = from.at(band * size + begin * width + to) as usize;
            (to, begin) = (begin, before);
        }
        ends.reverse();
        Cut { ends, worth }
    }
}

#[cfg(test)]
mod tests;
