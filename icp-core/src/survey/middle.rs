//! The value in the middle of a column's numbers or dates. Where not all different values are kept it is that of the kept ones,
//! each with its exact count: an estimate.

use super::ColumnSurvey;
use super::dates::{self, Patterns};
use super::numbers::{self, Form};
use crate::value::Date;

impl ColumnSurvey {
    /// The number in the middle: at least half of the numbers are as great or greater.
    pub(crate) fn middle_number(&self, form: &Form) -> Option<f64> {
        let none = self.number_placeholder().map(|(value, _)| value);
        let value = |text: &str| numbers::value(text, form).filter(|value| Some(*value) != none);
        self.middle(value, f64::total_cmp)
    }

    /// The date in the middle.
    pub(crate) fn middle_date(&self, patterns: &Patterns) -> Option<Date> {
        self.middle(|text| dates::value(text, patterns), Date::cmp)
    }

    /// How many numbers are greater than this one, or as great where `or_equal` is, and of how many.
    pub(crate) fn numbers_from(&self, form: &Form, least: f64, or_equal: bool) -> (usize, usize) {
        let none = self.number_placeholder().map(|(value, _)| value);
        let each =
            self.distinct.each().filter_map(|(text, count)| Some((numbers::value(text, form)?, count)));
        each.filter(|(value, _)| Some(*value) != none).fold((0, 0), |(part, all), (value, count)| {
            let is_in = value > least || (or_equal && value == least);
            (part + if is_in { count } else { 0 }, all + count)
        })
    }

    fn middle<T: Copy>(
        &self,
        value: impl Fn(&str) -> Option<T>,
        order: impl Fn(&T, &T) -> std::cmp::Ordering,
    ) -> Option<T> {
        let mut values: Vec<(T, usize)> =
            self.distinct.each().filter_map(|(text, count)| Some((value(text)?, count))).collect();
        values.sort_by(|(a, _), (b, _)| order(a, b));
        let all: usize = values.iter().map(|(_, count)| count).sum();
        let mut before = 0;
        values
            .into_iter()
            .find(|(_, count)| {
                before += count;
                before * 2 > all
            })
            .map(|(value, _)| value)
    }
}
