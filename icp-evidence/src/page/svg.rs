//! Pictures as SVG: bars with intervals, a histogram, a curve, and dots by period. Their colours are those of the page's style.

use icp_core::assessment::escaped;

use super::Picture;
use super::scale::{Scale, short};
use crate::table::{grouped, percent};

/// The width of every picture, in its own units: a small screen shows it as large as it is.
const WIDTH: f64 = 360.0;
/// Letters of a label; a longer one is cut, and whole where somebody points at it.
const LABEL: usize = 30;
/// The width of a letter, about.
const LETTER: f64 = 5.9;

/// Bars one below the other.
pub(crate) struct Bars<'a> {
    pub(crate) title: String,
    pub(crate) bars: Vec<Bar>,
    /// Lines across all bars, with their names.
    pub(crate) marks: Vec<(f64, &'a str)>,
    /// How a number is written.
    pub(crate) written: fn(f64) -> String,
}

/// One bar.
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) value: f64,
    /// Both ends of its interval.
    pub(crate) interval: Option<(f64, f64)>,
    /// Rows behind it.
    pub(crate) rows: Option<u64>,
    /// The class of its colour.
    pub(crate) class: &'static str,
}

impl Bar {
    /// A bar in the usual colour.
    pub(crate) fn new(label: impl Into<String>, value: f64) -> Self {
        Self { label: label.into(), value, interval: None, rows: None, class: "bar" }
    }

    /// A rate with its interval.
    pub(crate) fn rate(label: impl Into<String>, rate: &crate::stats::Rate) -> Self {
        let interval = Some((rate.interval.low, rate.interval.high));
        Self { interval, rows: Some(rate.rows), ..Self::new(label, rate.rate) }
    }
}

impl Bars<'_> {
    pub(crate) fn picture(&self) -> Picture {
        const ROW: f64 = 24.0;
        let letters = self.bars.iter().map(|bar| bar.label.chars().count().min(LABEL)).max();
        let left = (letters.unwrap_or_default() as f64 * LETTER + 10.0).max(50.0);
        // Behind a bar stands its number.
        let number = self.bars.iter().map(|bar| (self.written)(bar.value).len()).max().unwrap_or_default();
        let right = WIDTH - 12.0 - number as f64 * LETTER;
        let ends =
            self.bars.iter().map(|bar| bar.interval.map_or(bar.value, |(_, high)| high.max(bar.value)));
        let most = ends.chain(self.marks.iter().map(|(mark, _)| mark * 1.1)).fold(0.0, f64::max);
        let scale = Scale::new((0.0, if most > 0.0 { most } else { 1.0 }), (left, right));
        let top = if self.marks.is_empty() { 4.0 } else { 18.0 };
        let height = top + ROW * self.bars.len() as f64 + 4.0;
        let mut out = String::new();
        for (number, (mark, name)) in self.marks.iter().enumerate() {
            let x = scale.at(*mark);
            // Names of several lines would meet: the first stands before its line.
            let anchor = if number == 0 && self.marks.len() > 1 { "end" } else { "start" };
            let shift = if anchor == "end" { -3.0 } else { 3.0 };
            out.push_str(&line("mark", (x, 4.0), (x, height - 4.0)));
            out.push_str(&text("soft", (x + shift, 12.0), anchor, name));
        }
        for (at, bar) in self.bars.iter().enumerate() {
            let y = top + ROW * at as f64;
            let said = match bar.interval {
                Some((low, high)) => {
                    format!(
                        "{} ({} to {})",
                        (self.written)(bar.value),
                        (self.written)(low),
                        (self.written)(high)
                    )
                }
                None => (self.written)(bar.value),
            };
            let rows = bar.rows.map(|rows| format!(", {} accounts", grouped(rows))).unwrap_or_default();
            out.push_str(&format!("<g><title>{}: {said}{rows}</title>\n", escaped(&bar.label)));
            out.push_str(&text("", (left - 8.0, y + 15.0), "end", &cut(&bar.label)));
            let width = (scale.at(bar.value) - left).max(0.5);
            out.push_str(&rectangle(bar.class, (left, y + 4.0), (width, ROW - 9.0)));
            let mut end = scale.at(bar.value);
            if let Some((low, high)) = bar.interval {
                let middle = y + 4.0 + (ROW - 9.0) / 2.0;
                let (low, high) = (scale.at(low), scale.at(high));
                out.push_str(&line("whisker", (low, middle), (high, middle)));
                for x in [low, high] {
                    out.push_str(&line("whisker", (x, middle - 4.0), (x, middle + 4.0)));
                }
                end = end.max(high);
            }
            out.push_str(&text("soft", (end + 5.0, y + 15.0), "start", &(self.written)(bar.value)));
            out.push_str("</g>\n");
        }
        picture(&self.title, height, &out)
    }
}

/// Rows by steps of a number, with lines where tiers begin.
pub(crate) fn histogram(title: &str, steps: &[(f64, u64)], tiers: &[(String, f64)]) -> Option<Picture> {
    let (low, _) = *steps.first()?;
    let width = steps.get(1).map_or(1.0, |(second, _)| second - low);
    let (low, high) = (low, low + width * steps.len() as f64);
    let most = steps.iter().map(|(_, rows)| *rows).max().filter(|most| *most > 0)?;
    let x = Scale::new((low, high), (40.0, WIDTH - 8.0));
    let y = Scale::new((0.0, most as f64), (150.0, 24.0));
    let mut out = String::new();
    for tick in y.ticks(3) {
        out.push_str(&line("grid", (40.0, y.at(tick)), (WIDTH - 8.0, y.at(tick))));
        out.push_str(&text("soft", (35.0, y.at(tick) + 4.0), "end", &short(tick)));
    }
    for (start, rows) in steps.iter().filter(|(_, rows)| *rows > 0) {
        let (left, right) = (x.at(*start), x.at(start + width));
        out.push_str(&format!(
            "<g><title>{} to {}: {} accounts</title>\n",
            short(*start),
            short(start + width),
            grouped(*rows)
        ));
        let top = y.at(*rows as f64);
        out.push_str(&rectangle("bar", (left + 0.5, top), ((right - left - 1.0).max(0.5), 150.0 - top)));
        out.push_str("</g>\n");
    }
    for tick in x.ticks(5) {
        out.push_str(&text("soft", (x.at(tick), 166.0), "middle", &short(tick)));
    }
    for (tier, from) in tiers.iter().filter(|(_, from)| (low..=high).contains(from)) {
        let at = x.at(*from);
        out.push_str(&line("mark", (at, 8.0), (at, 150.0)));
        // At the right edge there is no room after the line.
        let (shift, anchor) = if at > WIDTH - 40.0 { (-3.0, "end") } else { (3.0, "start") };
        out.push_str(&text("", (at + shift, 16.0), anchor, &cut(tier)));
    }
    Some(picture(title, 172.0, &out))
}

/// A curve of shares from the lower left to the upper right, beside the straight line of chance.
pub(crate) fn curve(title: &str, points: &[(f64, f64)]) -> Picture {
    let x = Scale::new((0.0, 1.0), (44.0, WIDTH - 16.0));
    let y = Scale::new((0.0, 1.0), (190.0, 10.0));
    let mut out = String::new();
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        out.push_str(&line("grid", (44.0, y.at(tick)), (WIDTH - 16.0, y.at(tick))));
        out.push_str(&text("soft", (39.0, y.at(tick) + 4.0), "end", &format!("{:.0} %", tick * 100.0)));
        out.push_str(&text("soft", (x.at(tick), 206.0), "middle", &format!("{:.0} %", tick * 100.0)));
    }
    out.push_str(&line("mark", (x.at(0.0), y.at(0.0)), (x.at(1.0), y.at(1.0))));
    let path: Vec<String> = points
        .iter()
        .map(|(share, captured)| format!("{:.1},{:.1}", x.at(*share), y.at(*captured)))
        .collect();
    out.push_str(&format!("<polyline class=\"curve\" points=\"{}\"/>\n", path.join(" ")));
    for (share, captured) in points {
        out.push_str(&format!(
            "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.6\"><title>The best {} capture {}</title></circle>\n",
            x.at(*share),
            y.at(*captured),
            percent(*share),
            percent(*captured)
        ));
    }
    out.push_str(&text("soft", (x.at(0.5), 222.0), "middle", "share of the accounts, the best first"));
    picture(title, 228.0, &out)
}

/// A number of a period with its interval, and another one to compare with.
pub(crate) struct Dot {
    pub(crate) label: String,
    pub(crate) value: Option<(f64, Option<(f64, f64)>)>,
    pub(crate) other: Option<f64>,
}

/// Dots with intervals by period, and rings for the other number.
pub(crate) fn dots(title: &str, dots: &[Dot], (dot, ring): (&str, &str)) -> Option<Picture> {
    let all = || {
        dots.iter().flat_map(|one| {
            let own = one.value.into_iter().flat_map(|(value, interval)| {
                std::iter::once(value).chain(interval.into_iter().flat_map(|(low, high)| [low, high]))
            });
            own.chain(one.other)
        })
    };
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    if !low.is_finite() || dots.is_empty() {
        return None;
    }
    let margin = ((high - low) * 0.05).max(0.01);
    let y = Scale::new((low - margin, high + margin), (170.0, 30.0));
    let step = (WIDTH - 52.0) / dots.len() as f64;
    let mut out = String::new();
    for tick in y.ticks(6) {
        out.push_str(&line("grid", (40.0, y.at(tick)), (WIDTH - 8.0, y.at(tick))));
        out.push_str(&text("soft", (35.0, y.at(tick) + 4.0), "end", &short(tick)));
    }
    // Labels that would meet are left out.
    let every = (46.0 / step).ceil().max(1.0) as usize;
    for (at, one) in dots.iter().enumerate() {
        let x = 44.0 + step * (at as f64 + 0.5);
        if at.is_multiple_of(every) {
            out.push_str(&text("soft", (x, 188.0), "middle", &one.label));
        }
        if let Some((value, interval)) = one.value {
            let said = match interval {
                Some((low, high)) => format!("{value:.3} ({low:.3} to {high:.3})"),
                None => format!("{value:.3}"),
            };
            out.push_str(&format!("<g><title>{}, {dot}: {said}</title>\n", escaped(&one.label)));
            if let Some((low, high)) = interval {
                out.push_str(&line("whisker", (x, y.at(low)), (x, y.at(high))));
            }
            out.push_str(&format!(
                "<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"4\"/></g>\n",
                y.at(value)
            ));
        }
        if let Some(other) = one.other {
            out.push_str(&format!(
                "<circle class=\"ring\" cx=\"{x:.1}\" cy=\"{:.1}\" r=\"4\"><title>{}, {ring}: {other:.3}</title></circle>\n",
                y.at(other),
                escaped(&one.label)
            ));
        }
    }
    out.push_str("<circle class=\"dot\" cx=\"48\" cy=\"10\" r=\"4\"/>\n");
    out.push_str(&text("", (56.0, 14.0), "start", dot));
    if dots.iter().any(|one| one.other.is_some()) {
        out.push_str("<circle class=\"ring\" cx=\"190\" cy=\"10\" r=\"4\"/>\n");
        out.push_str(&text("", (198.0, 14.0), "start", ring));
    }
    Some(picture(title, 194.0, &out))
}

fn picture(title: &str, height: f64, body: &str) -> Picture {
    let name = escaped(title);
    let svg = format!(
        "<svg viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-label=\"{name}; the numbers are in the table\">\n{body}</svg>\n"
    );
    Picture { title: title.to_owned(), svg }
}

fn line(class: &str, from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>\n",
        from.0, from.1, to.0, to.1
    )
}

fn rectangle(class: &str, at: (f64, f64), size: (f64, f64)) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\n",
        at.0, at.1, size.0, size.1
    )
}

fn text(class: &str, at: (f64, f64), anchor: &str, words: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!(
        "<text{class} x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>\n",
        at.0,
        at.1,
        escaped(words)
    )
}

fn cut(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    label.chars().take(LABEL - 1).chain(['…']).collect()
}
