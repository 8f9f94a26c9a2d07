//! Reads the values of a column back by the attribute that was begun from them: what a model says it reads, it must read. The engine
//! reads; nothing of how values are read is decided here.

use super::attribute::{Aim, Attribute, Fate, judge};
use super::reading::{Reading, SPOILT, text};
use crate::error::grouped;
use crate::survey::{ColumnSurvey, Read};
use crate::{Account, Model, OnInvalid};

/// The fate of a column whose attribute reads what the column holds: an attribute that refuses values is one of texts, but for a few spoilt
/// numbers or dates, which its comment counts.
pub(super) fn proven(header: &str, column: &ColumnSurvey, rows: usize, aim: Aim) -> Fate {
    let mut attribute = match judge(header, column, rows, aim, None) {
        Fate::Attribute(attribute) => attribute,
        left @ Fate::Left(_) => return left,
    };
    let refused = refused(&mut attribute, column);
    if refused <= attribute.spoilt {
        return Fate::Attribute(attribute);
    }
    let way = attribute.way;
    let has_rest = matches!(way.read, Read::Numbers(_) | Read::Dates(_) | Read::Moments);
    if has_rest && refused < usize::MAX && refused * SPOILT <= column.known() {
        return judge(header, column, rows, aim, Some(Reading::One(way, refused)));
    }
    let Some(texts) = text(column) else {
        return Fate::Left("values that no attribute reads in one way".to_owned());
    };
    let mut fate = judge(header, column, rows, aim, Some(Reading::One(texts, 0)));
    if let Fate::Attribute(attribute) = &mut fate {
        let (some, kind) = (
            if refused == 1 { "1 value is".to_owned() } else { format!("{} values are", grouped(refused)) },
            way.read.kind(),
        );
        if refused < usize::MAX && way.read != Read::Texts {
            attribute.remarks.push(format!("as text, since {some} not read as a {}", kind.as_str()));
        }
        if self::refused(attribute, column) > 0 {
            return Fate::Left("values that no attribute reads in one way".to_owned());
        }
    }
    fate
}

/// How many values of a column an attribute refuses; all of them where it is no attribute that a model may have.
fn refused(attribute: &mut Attribute, column: &ColumnSurvey) -> usize {
    attribute.name = NAME.to_owned();
    let model = format!(
        "format: icp/1\nname: proof\nattributes:\n{}icps: [{{id: all, fit: {{criteria: [{{id: all, fit: {{{NAME}: {{known: true}}}}}}], tiers: [{{id: all}}]}}}}]\n",
        attribute.line()
    );
    let Ok(model) = Model::from_yaml(&model) else { return usize::MAX };
    let is_refused = |text: &str| model.record(&Account::new().with(NAME, text), OnInvalid::Error).is_err();
    column.whole_texts().filter(|(text, _)| is_refused(text)).map(|(_, count)| count).sum()
}

const NAME: &str = "values";
