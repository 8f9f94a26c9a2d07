//! Whole numbers as options take them. It knows no option: each says its own limits, and the message says what may be written.

use std::fmt::Display;
use std::str::FromStr;

use clap::builder::{StringValueParser, TypedValueParser};

/// A number that an option may take.
pub(crate) trait Whole: FromStr + PartialOrd + Display + Copy + Send + Sync + 'static {}

impl<T: FromStr + PartialOrd + Display + Copy + Send + Sync + 'static> Whole for T {}

/// A whole number from `least` on.
pub(crate) fn at_least<T: Whole>(least: T) -> impl TypedValueParser<Value = T> {
    parser(move |number| *number >= least, format!("a whole number from {least} on"))
}

/// A whole number from `least` to `most`.
pub(crate) fn within<T: Whole>(least: T, most: T) -> impl TypedValueParser<Value = T> {
    parser(
        move |number| *number >= least && *number <= most,
        format!("a whole number from {least} to {most}"),
    )
}

fn parser<T: Whole>(
    fits: impl Fn(&T) -> bool + Clone + Send + Sync + 'static,
    expected: String,
) -> impl TypedValueParser<Value = T> {
    StringValueParser::new()
        .try_map(move |text| text.trim().parse().ok().filter(|number| fits(number)).ok_or(expected.clone()))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use clap::{Arg, Command};

    use super::{at_least, within};

    fn refused(arg: Arg, text: &str) -> Option<String> {
        let command = Command::new("icp").arg(arg.long("number"));
        let error = command.try_get_matches_from(["icp", "--number", text]).err()?;
        Some(error.to_string().lines().next().unwrap_or_default().to_owned())
    }

    #[test]
    fn numbers_outside_say_what_may_be_written() {
        let positive = || Arg::new("number").value_parser(at_least(NonZeroUsize::MIN));
        let few = || Arg::new("number").value_parser(within(1u64, 3));
        assert_eq!(refused(positive(), "4"), None);
        assert_eq!(refused(few(), "3"), None);
        for text in ["0", "ten", "1.5", "", "99999999999999999999999"] {
            let told = refused(positive(), text).unwrap();
            assert!(told.ends_with("a whole number from 1 on"), "{told}");
            let told = refused(few(), text).unwrap();
            assert!(told.ends_with("a whole number from 1 to 3"), "{told}");
        }
    }
}
