//! Numbers with the signs of a source around them, and ranges.

use serde_json::{Value, json};

use super::super::dice::Dice;

/// Draws how numbers are written.
pub(super) fn forms(dice: &mut Dice) -> Value {
    let mut forms = json!({});
    match dice.below(6) {
        0 => forms["percent"] = json!(true),
        1 => {
            forms["decimal"] = json!(",");
            if dice.chance(70) {
                forms["thousands"] = json!(dice.pick(&[".", " ", "'"]));
            }
        }
        _ => {
            if dice.chance(60) {
                forms["thousands"] = json!(dice.pick(&[",", ",", " ", "'"]));
            }
        }
    }
    if dice.chance(50) {
        forms["prefix"] = dice.pick(&[json!("$"), json!(["$", "US$"]), json!(["EUR", "€"])]).clone();
    }
    if forms["percent"] != true && dice.chance(60) {
        forms["suffix"] = dice
            .pick(&[
                json!({"K": 1000, "M": 1_000_000}),
                json!({"people": 1, "k": 1000}),
                json!({"ct": 0.01, "€": 1, "Mio": 1_000_000}),
                json!({"employees": 1}),
            ])
            .clone();
    }
    if forms == json!({}) || dice.chance(50) {
        forms["range"] = json!(dice.pick(&["interval", "interval", "interval", "low", "high", "middle"]));
    }
    forms
}

/// A number with signs around it, or a range.
pub(super) fn spelled(dice: &mut Dice, written: &Value, value: f64, other: f64) -> Option<String> {
    let range = written["range"].as_str();
    if range.is_none() || dice.chance(30) {
        return single(dice, written, value, None);
    }
    let suffixes: Vec<&String> =
        written["suffix"].as_object().into_iter().flatten().map(|(key, _)| key).collect();
    let suffix = if suffixes.is_empty() || dice.chance(50) { "" } else { *dice.pick(&suffixes) };
    let one = |dice: &mut Dice, value: f64| single(dice, written, value, Some(suffix));
    let ends = ["interval", "high"].contains(&range?);
    Some(match dice.below(10) {
        0 if ends => format!("{}{}", dice.pick(&["<=", "≤", "up to ", "Up To "]), one(dice, value)?),
        1 if range == Some("interval") => {
            format!(
                "{}{}",
                dice.pick(&["< ", "<", "under ", "Less than ", "below ", "fewer than "]),
                one(dice, value)?
            )
        }
        2 if range == Some("interval") => {
            format!("{}{}", dice.pick(&[">", "> ", "Over ", "more than ", "above "]), one(dice, value)?)
        }
        3 if range != Some("high") && range != Some("middle") => {
            format!("{}{}", dice.pick(&["≥ ", ">=", "at least "]), one(dice, value)?)
        }
        4 | 5 if range != Some("high") && range != Some("middle") => format!("{}+", one(dice, value)?),
        _ => {
            let (low, high) = (one(dice, value.min(other))?, one(dice, value.max(other))?);
            let between = dice.pick(&["-", " - ", "–", " — ", "\u{2212}", "‑", " to ", " to "]);
            format!("{low}{between}{high}")
        }
    })
}

/// One number; the suffix is given, or drawn.
fn single(dice: &mut Dice, written: &Value, value: f64, suffix: Option<&str>) -> Option<String> {
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
        return None;
    }
    let suffixes: Vec<(&String, &Value)> = written["suffix"].as_object().into_iter().flatten().collect();
    let suffix = match suffix {
        Some(name) => suffixes.iter().find(|(key, _)| *key == name).copied(),
        None if suffixes.is_empty() || dice.chance(40) => None,
        None => Some(*dice.pick(&suffixes)),
    };
    let factor = suffix.map_or(1.0, |(_, factor)| factor.as_f64().unwrap_or(1.0));
    let is_percent = written["percent"] == true;
    let places = -(libm::log10(factor).round() as i64) + if is_percent { 2 } else { 0 };
    let (whole, fraction) = shifted(value.abs(), places);
    let mut text = whole;
    if let Some(sign) = written["thousands"].as_str().filter(|_| dice.chance(60)) {
        let twos = sign == "," && dice.chance(20);
        text = grouped(&text, sign, twos);
    }
    if !fraction.is_empty() {
        text = format!("{text}{}{fraction}", written["decimal"].as_str().unwrap_or("."));
    }
    let blank = |dice: &mut Dice| *dice.pick(&["", "", "", " ", "\u{a0}"]);
    let prefix = match &written["prefix"] {
        Value::String(one) => one.clone(),
        Value::Array(several) => dice.pick(several).as_str().unwrap_or("").to_owned(),
        _ => String::new(),
    };
    let prefix = if dice.chance(50) { prefix } else { String::new() };
    let sign =
        if value < 0.0 { *dice.pick(&["-", "-", "\u{2212}"]) } else { *dice.pick(&["", "", "", "", "+"]) };
    let gap = blank(dice);
    let front = if dice.chance(50) { format!("{sign}{prefix}") } else { format!("{prefix}{gap}{sign}") };
    text = format!("{front}{}{text}", blank(dice));
    if let Some((name, _)) = suffix {
        let name = if dice.chance(30) { name.to_uppercase() } else { (*name).clone() };
        text = format!("{text}{}{name}", blank(dice));
    }
    if is_percent {
        text = format!("{text}{}%", blank(dice));
    }
    Some(text)
}

/// The digits before and behind the decimal sign, moved by some places to the left (positive: larger).
fn shifted(value: f64, places: i64) -> (String, String) {
    let text = format!("{value}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i64 + places;
    let (whole, fraction) = if point <= 0 {
        (String::new(), format!("{}{digits}", "0".repeat(point.unsigned_abs() as usize)))
    } else if point as usize >= digits.len() {
        (format!("{digits}{}", "0".repeat(point as usize - digits.len())), String::new())
    } else {
        (digits[..point as usize].to_owned(), digits[point as usize..].to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    (whole.to_owned(), fraction.trim_end_matches('0').to_owned())
}

/// Digits in groups of three; or the last three, and twos before them.
fn grouped(digits: &str, sign: &str, twos: bool) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let begins = if twos { left == 3 || left > 3 && left % 2 == 1 } else { left.is_multiple_of(3) };
        if at > 0 && begins {
            text.push_str(sign);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_value_in_each_form() {
        assert_eq!(shifted(1_200_000.0, -6), ("1".to_owned(), "2".to_owned()));
        assert_eq!(shifted(0.125, 2), ("12".to_owned(), "5".to_owned()));
        assert_eq!(shifted(5.0, -3), ("0".to_owned(), "005".to_owned()));
        assert_eq!(
            (grouped("1234567", ",", false), grouped("123", ",", true)),
            ("1,234,567".to_owned(), "123".to_owned())
        );
    }
}
