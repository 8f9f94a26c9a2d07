//! The notices of a run: what its answers do not show, in words. They are made from counts, and stop nothing.

use super::separator::written;
use super::{Intake, InvalidValues};
use crate::error::{Host, counted, grouped, percent, quote};

/// The subject of a notice.
///
/// ```
/// use icp_core::intake::NoticeKind;
/// assert_eq!(NoticeKind::MissingColumns.code(), "missing_columns");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoticeKind {
    /// An exclusion or a required criterion could not be judged because of invalid values.
    Unjudged,
    /// A column has values of which not one is valid.
    EmptyColumn,
    /// Invalid values counted as missing.
    InvalidValues,
    /// A set never holds its separator, and mostly another one.
    Separator,
    /// Attributes without a column.
    MissingColumns,
}

impl NoticeKind {
    /// The stable code, such as `unjudged`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unjudged => "unjudged",
            Self::EmptyColumn => "empty_column",
            Self::InvalidValues => "invalid_values",
            Self::Separator => "separator",
            Self::MissingColumns => "missing_columns",
        }
    }
}

/// Something about a run that its answers do not show. It stops nothing.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// use icp_core::error::Host;
/// let odd = Account::new().with("employees", "many");
/// let mut intake = model.intake();
/// for account in [&odd, &account] {
///     intake.add(&model.record(account, OnInvalid::Missing)?, str::to_owned);
/// }
/// let notice = &intake.notices(Host::Rust)[0];
/// assert_eq!((notice.kind.code(), notice.count, notice.of), ("invalid_values", 1, 2));
/// assert!(notice.message.contains("1 of 2 values") && notice.issues[0].attribute == "employees");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Notice {
    /// Its subject.
    pub kind: NoticeKind,
    /// The fact, on one line.
    pub message: String,
    /// A way out, where there is one.
    pub help: Option<String>,
    /// How many accounts or values it holds for.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The invalid values behind it.
    pub issues: Vec<InvalidValues>,
    /// The attribute of a separator, or the rule that could not be judged, as an index.
    pub(crate) subject: Option<usize>,
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl Intake {
    /// The notices of a run whose invalid values counted as missing, the gravest first: rules that could not be
    /// judged, then invalid values, sets with another separator, and attributes without a column.
    pub fn notices(&self, host: Host) -> Vec<Notice> {
        let mut notices = self.unjudged(host);
        notices.extend(self.invalid().into_iter().map(|values| invalid(values, host)));
        notices.extend(self.separators());
        notices.extend(self.absent());
        notices
    }

    fn unjudged(&self, host: Host) -> Vec<Notice> {
        let mut notices = Vec::new();
        let all = self.invalid();
        let rules = self.watch.rules.iter().zip(&self.tally.unjudged).enumerate();
        for (number, (rule, count)) in rules.filter(|(_, (_, count))| **count > 0) {
            let names = rule.attributes.iter().filter_map(|at| self.watch.attributes.get(*at));
            let names: Vec<&str> = names.map(|watched| &*watched.name).collect();
            let issues = all.iter().filter(|values| names.contains(&&*values.attribute));
            let issues: Vec<InvalidValues> = issues.cloned().collect();
            let (what, rows) = (rule.what, self.rows());
            let of = rule.icp.as_ref().map_or_else(String::new, |icp| format!(" of {}", quote(icp)));
            let because: Vec<String> = issues.iter().map(|values| quote(&values.attribute)).collect();
            notices.push(Notice {
                kind: NoticeKind::Unjudged,
                message: format!(
                    "{what} {}{of} could not be judged for {} of {} ({}): invalid values of {} count as missing",
                    quote(&rule.id),
                    grouped(*count),
                    counted(rows, "account"),
                    percent(*count, rows),
                    because.join(", ")
                ),
                help: Some(format!("correct the values, or leave out {}", host.on_invalid())),
                count: *count,
                of: rows,
                issues,
                subject: Some(number),
            });
        }
        notices
    }

    fn separators(&self) -> impl Iterator<Item = Notice> {
        self.watch.attributes.iter().zip(&self.tally.seen).enumerate().filter_map(|(at, (watched, seen))| {
            let (other, count) = seen.cells.other()?;
            let (text, name) = written(other);
            let known = seen.cells.known;
            let own: Vec<String> = watched.separators.iter().map(|own| quote(own)).collect();
            if seen.cells.are_lists(count) {
                let (set, share) = (quote(&watched.name), percent(count, known));
                return Some(Notice {
                    kind: NoticeKind::Separator,
                    message: format!(
                        "set {set}: {} of {} ({share}) hold {name} in a list of one item, which is not split",
                        grouped(count),
                        counted(known, "value"),
                    ),
                    help: Some("if these are several items, give each its own place in the list".to_owned()),
                    count,
                    of: known,
                    issues: Vec::new(),
                    subject: Some(at),
                });
            }
            Some(Notice {
                kind: NoticeKind::Separator,
                message: format!(
                    "set {} never holds its separator {}, but {} of {} ({}) hold {name}: each of them is one item",
                    quote(&watched.name),
                    own.join(" or "),
                    grouped(count),
                    counted(known, "value"),
                    percent(count, known)
                ),
                help: Some(format!("if these are lists, give the attribute `separator: {text}`")),
                count,
                of: known,
                issues: Vec::new(),
                subject: Some(at),
            })
        })
    }

    fn absent(&self) -> Option<Notice> {
        if self.missing.is_empty() {
            return None;
        }
        let names: Vec<String> = self.missing.iter().map(|name| quote(name)).collect();
        Some(Notice {
            kind: NoticeKind::MissingColumns,
            message: format!("no column for {}: unknown in every row", names.join(", ")),
            help: None,
            count: self.missing.len(),
            of: self.watch.attributes.iter().filter(|watched| watched.read).count(),
            issues: Vec::new(),
            subject: None,
        })
    }
}

/// Values that counted as missing.
fn invalid(values: InvalidValues, host: Host) -> Notice {
    let there = values.valid + values.invalid;
    let example = |example: &super::Example| format!("{} ({})", example.found, grouped(example.count));
    let examples: Vec<String> = values.examples.iter().map(example).collect();
    let column = match values.column == values.attribute {
        true => String::new(),
        false => format!(" (column {})", quote(&values.column)),
    };
    let is_empty = values.valid == 0 && values.invalid >= 2;
    let count = match is_empty {
        true => format!("not one of {} is valid: all", counted(there, "value")),
        false => format!(
            "{} of {} ({}) {} invalid and",
            grouped(values.invalid),
            counted(there, "value"),
            percent(values.invalid, there),
            if values.invalid == 1 { "is" } else { "are" }
        ),
    };
    Notice {
        kind: if is_empty { NoticeKind::EmptyColumn } else { NoticeKind::InvalidValues },
        message: format!(
            "{}{column}: {count} counted as missing ({}): expected {}, found {}",
            quote(&values.attribute),
            host.on_invalid(),
            values.expected,
            examples.join(", ")
        ),
        help: None,
        count: values.invalid,
        of: there,
        issues: vec![values],
        subject: None,
    }
}
