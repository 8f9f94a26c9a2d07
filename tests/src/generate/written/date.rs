//! Days by a pattern, or counted.

use serde_json::{Value, json};

use super::super::dice::Dice;
use crate::reference::date::write;

/// The ways in which dates are written.
pub(crate) fn forms() -> [Value; 14] {
    [
        json!("M/D/YYYY"),
        json!(["DD.MM.YYYY", "D MMM YYYY", "YYYY"]),
        json!(["YYYY-MM-DD hh:mm:ss", "YYYY-MM-DD hh:mm"]),
        json!("M/D/YYYY h:mm AM"),
        json!("YYYYMMDD"),
        json!(["MMM YYYY", "YYYY-MM"]),
        json!("YYYY-MM-DDThh:mm:ss.sssZ"),
        json!("D-MMM-YYYY"),
        json!("YYYY/MM/DD"),
        json!("DD/MM/YYYY hh:mm Z"),
        json!("excel"),
        json!("excel_1904"),
        json!("epoch_s"),
        json!("epoch_ms"),
    ]
}

/// A day by one of its patterns, or counted.
pub(super) fn spelled(dice: &mut Dice, written: &Value, day: i64) -> Option<Value> {
    let counted = |dice: &mut Dice, count: f64| match dice.below(3) {
        0 => json!(format!("{count}")),
        1 if count.fract() == 0.0 => json!(count as i64),
        _ => json!(count),
    };
    let form = match written {
        Value::Array(several) => dice.pick(several).as_str()?,
        one => one.as_str()?,
    };
    let within = dice.below(86_400) as f64;
    let part = *dice.pick(&[0.0, 0.5, 0.75]);
    Some(match form {
        "epoch_s" => counted(dice, day as f64 * 86_400.0 + within),
        "epoch_ms" => counted(dice, (day as f64 * 86_400.0 + within) * 1000.0),
        // From March 1900 on, both systems count every day.
        "excel" if day > -25_509 => counted(dice, (day + 25_569) as f64 + part),
        "excel_1904" if day >= -24_107 => counted(dice, (day + 24_107) as f64 + part),
        pattern => {
            let text = by_pattern(dice, pattern, day)?;
            match text.parse::<i64>() {
                Ok(number) if dice.chance(30) => json!(number),
                _ => json!(text),
            }
        }
    })
}

/// A day as a pattern writes it; a byte draws what the pattern leaves open.
pub(crate) fn written_by(seed: u8, pattern: &str, day: i64) -> Option<String> {
    by_pattern(&mut Dice::new(seed.into(), 6), pattern, day)
}

/// A day as a pattern writes it; nothing where the pattern leaves out a part of it.
fn by_pattern(dice: &mut Dice, pattern: &str, day: i64) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let usual = write(day);
    let (year, month, of_month) = (&usual[..4], &usual[5..7], &usual[8..10]);
    let (has_month, has_day) = (pattern.contains('M'), pattern.contains('D'));
    if !has_day && of_month != "01" || !has_month && month != "01" {
        return None;
    }
    let bare = |text: &str| text.trim_start_matches('0').to_owned();
    let (has_half, hour) = (pattern.contains("AM"), dice.below(24));
    let shown = if has_half { (hour + 11) % 12 + 1 } else { hour };
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let items = ["YYYY", "MMM", "MM", "M", "DD", "D", "hh", "h", "mm", "ss", ".sss", "AM", "Z"];
        let item = items.into_iter().find(|item| rest.starts_with(item));
        let minutes = format!("{:02}", dice.below(60));
        match item {
            Some("YYYY") => text.push_str(year),
            Some("MMM") => {
                let name = MONTHS[month.parse::<usize>().ok()? - 1];
                text.push_str(&if dice.chance(30) { name.to_uppercase() } else { name.to_owned() });
            }
            Some("MM") => text.push_str(month),
            Some("M") => text.push_str(&if dice.chance(20) { month.to_owned() } else { bare(month) }),
            Some("DD") => text.push_str(of_month),
            Some("D") => text.push_str(&if dice.chance(20) { of_month.to_owned() } else { bare(of_month) }),
            Some("hh") => text.push_str(&format!("{shown:02}")),
            Some("h") => text.push_str(&shown.to_string()),
            Some("mm" | "ss") => text.push_str(&minutes),
            Some(".sss") => text.push_str(dice.pick::<&str>(&[".000", ".5", ".123456"])),
            Some("AM") => text.push_str(if hour < 12 { "AM" } else { "pm" }),
            Some("Z") => text.push_str(dice.pick::<&str>(&["Z", "+0200", "-08:00", "+05"])),
            _ => text.push(first),
        }
        rest = &rest[item.map_or(first.len_utf8(), str::len)..];
    }
    Some(text)
}
