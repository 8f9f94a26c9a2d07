//! The sum of an expression node of zen: fields and numbers with `+` between, or `sum(..)` over a table that collects.

/// A part of a sum.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    /// A number.
    Number(f64),
    /// Something that is added: a field, or all of a list.
    Field,
}

/// The terms of an expression, if it is a plain sum.
pub(super) fn terms(expression: &str) -> Option<Vec<Term>> {
    expression.split('+').map(term).collect()
}

fn term(text: &str) -> Option<Term> {
    let text = text.trim();
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(Term::Number(number));
    }
    let inner = match text.strip_prefix("sum(").and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => match inner.trim().strip_prefix("map(").and_then(|rest| rest.strip_suffix(')')) {
            Some(inner) => {
                let (list, each) = inner.split_once(',')?;
                let each = each.trim().strip_prefix('#')?;
                let each = each.strip_prefix('.').unwrap_or(each);
                if !each.is_empty() && !is_path(each) {
                    return None;
                }
                list
            }
            None => inner,
        },
        None => text,
    };
    is_path(inner.trim()).then_some(Term::Field)
}

/// Names with dots between, which may begin with `$`, and `["names"]`.
fn is_path(text: &str) -> bool {
    let plain = text.replace("[\"", ".").replace("['", ".").replace("\"]", "").replace("']", "");
    let plain = plain.strip_prefix('$').unwrap_or(&plain).to_owned();
    !plain.is_empty()
        && plain.split('.').all(|step| {
            !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ' ' || c == '-')
        })
}
