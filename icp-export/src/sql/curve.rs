//! Straight lines between points, as a `CASE`.

use super::context::Context;

/// Straight lines between pairs, rounded to millionths of a rating.
pub(super) fn curve(context: &Context, attribute: usize, pairs: &[(f64, f64)], grain: i128) -> String {
    let (value, dialect) = (context.value(attribute), context.dialect);
    let whole = |rating: f64| (rating * 1e6).round() as i128 * grain;
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else { return "NULL".to_owned() };
    let mut text = format!(
        "CASE\n      WHEN {value} IS NULL THEN NULL\n      WHEN {value} <= {} THEN {}",
        dialect.number(first.0),
        whole(first.1)
    );
    for ((a, p), (b, q)) in pairs.iter().zip(pairs.iter().skip(1)) {
        if a != &first.0 {
            text += &format!("\n      WHEN {value} = {} THEN {}", dialect.number(*a), whole(*p));
        }
        let rise = dialect.double(q - p);
        let run = dialect.double(b - a);
        let rating = format!(
            "({} + {rise} * ({value} - {}) / {run}) * {}",
            dialect.double(*p),
            dialect.double(*a),
            dialect.double(1e6)
        );
        let rounded = dialect.rounded(&format!("({rating})"));
        let mut points = format!("CAST({rounded} AS {})", dialect.whole_type());
        if grain != 1 {
            points = format!("{points} * {grain}");
        }
        text += &format!("\n      WHEN {value} < {} THEN {points}", dialect.number(*b));
    }
    format!("{text}\n      ELSE {}\n    END", whole(last.1))
}
