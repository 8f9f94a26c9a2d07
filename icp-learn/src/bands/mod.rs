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
    let runs = Runs::new(&table, rules.min_rows);
    let mono = match rules.direction {
        Direction::Rising => runs.monotone(rules, true),
        Direction::Falling => runs.monotone(rules, false),
        Direction::Auto | Direction::Always | Direction::Never => {
            let (up, down) = (runs.monotone(rules, true), runs.monotone(rules, false));
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
}

/// Every run of groups that may be a band, from its first group and to the place after its last: what it is worth, and which runs before
/// it have a lower value.
struct Runs {
    groups: usize,
    /// Negative infinity where a run has too few rows.
    worths: Vec<f64>,
    /// The starts of the runs that end at each place, by value.
    ending: Vec<Vec<u16>>,
    /// For each run, how many of those that end where it starts have a lower value, and how many one that is not above its own.
    before: Vec<(u16, u16)>,
}

impl Runs {
    fn new(table: &Table, min_rows: f64) -> Self {
        let groups = table.groups();
        let width = groups + 1;
        let size = width * width;
        let (mut values, mut worths) = (vec![0.0; size], vec![f64::NEG_INFINITY; size]);
        for from in 0..groups {
            for to in from + 1..width {
                let sums = table.band(from, to);
                values.put(from * width + to, sums.value());
                if sums.n >= min_rows {
                    worths.put(from * width + to, sums.worth());
                }
            }
        }
        let mut ending = Vec::with_capacity(width);
        let mut before = vec![(0, 0); size];
        for place in 0..width {
            let is_run = |from: &u16| worths.at(*from as usize * width + place) > f64::NEG_INFINITY;
            let value = |from: &u16| values.at(*from as usize * width + place);
            let mut starts: Vec<u16> = (0..place as u16).filter(is_run).collect();
            starts.sort_by(|a, b| value(a).total_cmp(&value(b)).then(a.cmp(b)));
            for to in place + 1..width {
                let own = values.at(place * width + to);
                let below = starts.partition_point(|from| value(from) < own);
                let alike = starts.iter().skip(below).take_while(|from| value(from) <= own).count();
                before.put(place * width + to, (below as u16, (below + alike) as u16));
            }
            ending.push(starts);
        }
        Self { groups, worths, ending, before }
    }

    /// The best bands whose values rise, or fall.
    fn monotone(&self, rules: &Rules<'_>, rises: bool) -> Cut {
        let (groups, width) = (self.groups, self.groups + 1);
        let size = width * width;
        let mut current = vec![f64::NEG_INFINITY; size];
        for to in 1..width {
            current.put(to, self.worths.at(to));
        }
        let mut from = vec![0u16; size * rules.max_bands];
        let mut answer = (current.at(groups), 1, 0);
        let mut best = Vec::with_capacity(width);
        for band in 1..rules.max_bands {
            let mut next = vec![f64::NEG_INFINITY; size];
            for middle in 1..groups {
                // For each start, the best of those whose value is not on the wrong side of its own.
                let starts = self.ending.get(middle).map_or(&[][..], Vec::as_slice);
                best.clear();
                let (mut most, mut start) = (f64::NEG_INFINITY, 0);
                for place in 0..starts.len() {
                    let begin = starts.at(if rises { place } else { starts.len() - 1 - place });
                    let worth = current.at(begin as usize * width + middle);
                    if worth > most {
                        (most, start) = (worth, begin);
                    }
                    best.push((most, start));
                }
                if most == f64::NEG_INFINITY {
                    continue;
                }
                for to in middle + 1..width {
                    let own = self.worths.at(middle * width + to);
                    let (below, not_above) = self.before.at(middle * width + to);
                    let count = if rises { not_above as usize } else { starts.len() - below as usize };
                    let Some((before, start)) = count.checked_sub(1).and_then(|at| best.get(at)) else {
                        continue;
                    };
                    if own > f64::NEG_INFINITY && *before > f64::NEG_INFINITY {
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
