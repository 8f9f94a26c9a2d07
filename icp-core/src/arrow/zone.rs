//! Time zones that are a fixed offset, by their names. Called by `import`; a zone whose offset changes is refused there.

/// The names of an offset of zero in the time zone database, without `Etc/`.
const GREENWICH: [&str; 10] =
    ["z", "zulu", "utc", "uct", "universal", "gmt", "gmt0", "gmt+0", "gmt-0", "greenwich"];

/// The seconds east of Greenwich of a zone that is a fixed offset: `UTC` and its other names, `+02:00`, `-0530`, `+09`, the
/// same behind `UTC` or `GMT`, and `Etc/GMT-2`. `None` for a zone with a name, whose offset changes with the day.
pub(super) fn offset(zone: &str) -> Option<i32> {
    let zone = zone.trim().to_ascii_lowercase();
    let (is_etc, name) = match zone.strip_prefix("etc/") {
        Some(name) => (true, name),
        None => (false, &*zone),
    };
    if GREENWICH.contains(&name) {
        return Some(0);
    }
    if is_etc {
        return etc(name);
    }
    written(["utc", "gmt"].iter().find_map(|before| name.strip_prefix(before)).unwrap_or(name))
}

/// `GMT-2` of the database, which is two hours east: its signs are those of POSIX.
fn etc(name: &str) -> Option<i32> {
    let (sign, hours) = signed(name.strip_prefix("gmt")?)?;
    let is_plain = matches!(hours.as_bytes(), [b'1'..=b'9'] | [b'1', b'0'..=b'4']);
    let hours = hours.parse::<i32>().ok().filter(|_| is_plain)?;
    (hours <= 12 || sign < 0).then_some(-sign * hours * 3_600)
}

/// `+02:00`, `+0200` or `+02`: east is positive.
fn written(text: &str) -> Option<i32> {
    let (sign, rest) = signed(text)?;
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

fn signed(text: &str) -> Option<(i32, &str)> {
    match text.strip_prefix('+') {
        Some(rest) => Some((1, rest)),
        None => Some((-1, text.strip_prefix(['-', '\u{2212}'])?)),
    }
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
            ("+00:00", 0),
            ("-00:00", 0),
            ("+02:00", 7_200),
            ("-05:30", -19_800),
            ("-0530", -19_800),
            ("+0200", 7_200),
            ("+09", 32_400),
            ("+23:59", 86_340),
            ("\u{2212}05:00", -18_000),
            ("UTC+02:00", 7_200),
            ("UTC-0530", -19_800),
            ("GMT+02", 7_200),
            ("gmt-05:00", -18_000),
            ("Zulu", 0),
            ("UCT", 0),
            ("Universal", 0),
            ("Greenwich", 0),
            ("GMT", 0),
            ("GMT0", 0),
            ("GMT+0", 0),
            ("GMT-0", 0),
            ("Etc/UTC", 0),
            ("Etc/UCT", 0),
            ("Etc/Zulu", 0),
            ("Etc/Universal", 0),
            ("Etc/Greenwich", 0),
            ("Etc/GMT", 0),
            ("Etc/GMT0", 0),
            ("Etc/GMT+0", 0),
            ("Etc/GMT-0", 0),
            ("Etc/GMT-2", 7_200),
            ("Etc/GMT-14", 50_400),
            ("Etc/GMT+5", -18_000),
            ("ETC/gmt+12", -43_200),
        ] {
            assert_eq!(offset(zone), Some(seconds), "{zone}");
        }
        for zone in [
            "",
            "Europe/Berlin",
            "Europe/London",
            "WET",
            "CET",
            "EST5EDT",
            "+",
            "+2",
            "+2:00",
            "+24:00",
            "+00:60",
            "+1a:00",
            "02:00",
            "+é0",
            "+00:00:00",
            "UTC+",
            "UTC02:00",
            // Two hours west in POSIX, and two hours east elsewhere.
            "UTC+2",
            "GMT-2",
            "Etc/",
            "Etc/GMT+13",
            "Etc/GMT-15",
            "Etc/GMT-02",
            "Etc/GMT-2:00",
            "Etc/UTC+02:00",
            "Etc/+02:00",
            "UTCUTC+02:00",
        ] {
            assert_eq!(offset(zone), None, "{zone}");
        }
    }
}
