/// The seconds east of Greenwich of a zone that is a fixed offset: `Z`, `UTC` (also as `Etc/UTC` or `GMT`), `+02:00`,
/// `-0530`, `+09`. `None` for a zone with a name, whose offset changes with the day.
pub(super) fn offset(zone: &str) -> Option<i32> {
    let zone = zone.trim();
    if ["z", "utc", "gmt", "etc/utc", "etc/gmt"].iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, zone.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 2 => (rest, "00"),
        None => rest.split_at_checked(2)?,
    };
    let number = |text: &str| {
        let is_two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| is_two)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn fixed_offsets() {
        for (zone, seconds) in [
            ("Z", 0),
            ("UTC", 0),
            ("utc", 0),
            ("Etc/UTC", 0),
            ("+00:00", 0),
            ("+02:00", 7_200),
            ("-05:30", -19_800),
            ("-0530", -19_800),
            ("+09", 32_400),
            ("+23:59", 86_340),
        ] {
            assert_eq!(offset(zone), Some(seconds), "{zone}");
        }
        for zone in [
            "",
            "Europe/Berlin",
            "CET",
            "+",
            "+2",
            "+2:00",
            "+24:00",
            "+00:60",
            "+1a:00",
            "02:00",
            "+é0",
            "+00:00:00",
        ] {
            assert_eq!(offset(zone), None, "{zone}");
        }
    }
}
