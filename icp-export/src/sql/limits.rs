//! Limits of a score under conditions, one after the other.

use icp_core::model::Scorecard;
use icp_core::value::Micro;

use super::condition::{Reading, asks_known, condition};
use super::context::Context;
use super::sums::Column;

/// The truths of a limit: as it stands, and as bounds see it.
pub(super) struct LimitSql {
    pub(super) now: String,
    pub(super) open: String,
}

pub(super) fn limits(
    context: &Context,
    card: &Scorecard,
    icp: &str,
    path: &str,
    before: &mut Vec<Column>,
) -> Vec<LimitSql> {
    let mut all = Vec::new();
    for (at, limit) in card.limits.iter().enumerate() {
        let path = format!("{path}.limits[{at}]");
        let changed = [("times", limit.times), ("add", limit.add), ("round_to", limit.round_to)];
        for (key, _) in changed.into_iter().filter(|(_, one)| one.is_some()) {
            let message = "a score that a limit multiplies, adds to or rounds is not said in SQL".to_owned();
            context.refuse("sql.limit", &path, key, message, "score it with the engine");
        }
        let path = format!("{path}.when");
        let now = context.fresh(&[icp, "limit"]);
        let when = |reading| match &limit.when {
            Some(when) => condition(context, when, reading, &path).text,
            None => "TRUE".to_owned(),
        };
        before.push(Column::new(&now, when(Reading::Now)));
        let mut open = now.clone();
        if limit.when.as_ref().is_some_and(asks_known) {
            open = context.fresh(&[icp, "may_limit"]);
            before.push(Column::new(&open, when(Reading::Open)));
        }
        all.push(LimitSql { now, open });
    }
    all
}

/// Which number limits are put on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Score,
    Lower,
    Upper,
}

/// A number within limits, one after the other. Of an end, a limit that may act does so where that puts the end further out.
pub(super) fn limited(
    card: &Scorecard,
    limits: &[LimitSql],
    of: Of,
    number: String,
    show: &dyn Fn(Micro) -> String,
    far: (&str, &str),
) -> String {
    let mut text = number;
    for (limit, sql) in card.limits.iter().zip(limits) {
        let (surely, perhaps) = match of {
            Of::Score => (sql.now.clone(), sql.now.clone()),
            Of::Lower | Of::Upper => (sql.open.clone(), format!("COALESCE({}, TRUE)", sql.open)),
        };
        let (raises, lowers) = if of == Of::Upper { (perhaps, surely) } else { (surely, perhaps) };
        if let Some(least) = limit.at_least {
            text = format!("GREATEST({text}, CASE WHEN {raises} THEN {} ELSE {} END)", show(least), far.0);
        }
        if let Some(most) = limit.at_most {
            text = format!("LEAST({text}, CASE WHEN {lowers} THEN {} ELSE {} END)", show(most), far.1);
        }
    }
    text
}
