//! Bars of win rates with their intervals, as SVG. Every picture stands beside a table that has the same numbers.

use icp_evidence::stats::Interval;

use crate::words::percent;

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) interval: Option<Interval>,
}

/// Bars below each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    title: String,
    bars: Vec<Bar>,
    /// The rate of all accounts, as a line.
    base: Option<f64>,
}

/// Sizes in the units of the picture.
const WIDTH: f64 = 640.0;
const LEFT: f64 = 220.0;
const RIGHT: f64 = 60.0;
const STEP: f64 = 26.0;
/// Characters of a name.
const NAME: usize = 30;

impl Picture {
    pub(super) fn new(title: &str, bars: Vec<Bar>, base: Option<f64>) -> Self {
        Self { title: title.to_owned(), bars, base }
    }

    /// The picture; colours come from the page.
    pub(super) fn svg(&self) -> String {
        let most = self.bars.iter().map(|bar| bar.interval.map_or(bar.value, |within| within.high));
        let most = most.chain(self.base).fold(0.01, f64::max);
        let x = |value: f64| LEFT + (WIDTH - LEFT - RIGHT) * (value / most).clamp(0.0, 1.0);
        let height = STEP * self.bars.len() as f64 + 24.0;
        let mut out = format!(
            "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{0}\"><title>{0}</title>\n",
            escaped(&self.title)
        );
        for (at, bar) in self.bars.iter().enumerate() {
            let top = STEP * at as f64 + 4.0;
            let middle = top + 9.0;
            let mut name: String = bar.name.chars().take(NAME).collect();
            if bar.name.chars().count() > NAME {
                name.push('…');
            }
            out.push_str(&format!(
                "<text x=\"{:.0}\" y=\"{:.0}\" class=\"name\">{}</text><rect class=\"bar\" x=\"{LEFT}\" y=\"{top:.0}\" width=\"{:.1}\" height=\"18\"/>",
                LEFT - 8.0,
                middle + 4.0,
                escaped(&name),
                x(bar.value) - LEFT,
            ));
            if let Some(within) = bar.interval {
                out.push_str(&format!(
                    "<path class=\"whisker\" d=\"M{0:.1} {1:.0}V{2:.0}M{0:.1} {3:.0}H{4:.1}M{4:.1} {1:.0}V{2:.0}\"/>",
                    x(within.low),
                    middle - 5.0,
                    middle + 5.0,
                    middle,
                    x(within.high)
                ));
            }
            let end = bar.interval.map_or(bar.value, |within| within.high.max(bar.value));
            out.push_str(&format!(
                "<text x=\"{:.1}\" y=\"{:.0}\" class=\"value\">{}</text>\n",
                x(end) + 6.0,
                middle + 4.0,
                percent(bar.value)
            ));
        }
        if let Some(base) = self.base {
            out.push_str(&format!(
                "<path class=\"base\" d=\"M{0:.1} 0V{1:.0}\"/><text x=\"{0:.1}\" y=\"{2:.0}\" class=\"foot\">all {3}</text>\n",
                x(base),
                height - 18.0,
                height - 4.0,
                percent(base)
            ));
        }
        out.push_str("</svg>\n");
        out
    }
}

/// A text that is no markup.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
