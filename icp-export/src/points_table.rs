//! A model as one flat table, for review and audit: a row for each line that gives points, each exclusion, limit and tier.

use std::fmt::Write as _;

use icp_core::Model;
use icp_core::model::{
    Combine, Condition, Criterion, Definition, Icp, IfUnknown, Rule, Scale, Scorecard, Unit,
};
use icp_core::value::Rounding;

/// A cell of a [`PointsTable`].
///
/// ```
/// use icp_export::TableCell;
/// assert_eq!(TableCell::Number(2.5).to_string(), "2.5");
/// assert_eq!(TableCell::Text("size".to_owned()).to_string(), "size");
/// assert_eq!(TableCell::Blank.to_string(), "");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum TableCell {
    /// Nothing.
    Blank,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl std::fmt::Display for TableCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A model as a flat table, made by [`to_table`].
///
/// ```
/// use icp_core::Model;
/// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let table = icp_export::to_table(&model);
/// assert_eq!(table.header()[..4], ["icp", "scorecard", "part", "id"]);
/// assert!(table.rows.iter().all(|row| row.len() == table.header().len()));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PointsTable {
    /// The rows, in the order of the model, each with a cell for every column.
    pub rows: Vec<Vec<TableCell>>,
}

/// The columns.
const HEADER: [&str; 12] = [
    "icp",
    "scorecard",
    "part",
    "id",
    "name",
    "dimension",
    "line",
    "when",
    "weight",
    "rating",
    "points",
    "reason_code",
];

impl PointsTable {
    /// The names of the columns.
    ///
    /// ```
    /// use icp_core::Model;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    ///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}}],
    ///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// assert!(icp_export::to_table(&model).header().contains(&"points"));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn header(&self) -> &'static [&'static str] {
        &HEADER
    }

    /// As CSV: UTF-8, a header, commas, lines that end in a line feed. A text that a spreadsheet would take for a formula has `'` before it.
    ///
    /// ```
    /// use icp_core::Model;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    ///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}}],
    ///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let csv = icp_export::to_table(&model).to_csv();
    /// assert!(csv.starts_with("icp,scorecard,part,id,name,dimension,line,when,weight,rating,points,reason_code\n"));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn to_csv(&self) -> String {
        let mut out = HEADER.join(",");
        out.push('\n');
        for row in &self.rows {
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                match cell {
                    TableCell::Text(text) => csv_text(text, &mut out),
                    TableCell::Blank | TableCell::Number(_) => {
                        let _ = write!(out, "{cell}");
                    }
                }
            }
            out.push('\n');
        }
        out
    }

    /// As a table of Markdown.
    ///
    /// ```
    /// use icp_core::Model;
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
    ///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}}],
    ///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let markdown = icp_export::to_table(&model).to_markdown();
    /// assert!(markdown.starts_with("| icp | scorecard | part |"));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn to_markdown(&self) -> String {
        let mut out = format!("| {} |\n|{}\n", HEADER.join(" | "), "---|".repeat(HEADER.len()));
        for row in &self.rows {
            for cell in row {
                let text = cell.to_string();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let text = text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
                let _ = write!(out, "| {text} ");
            }
            out.push_str("|\n");
        }
        out
    }
}

/// A text of CSV.
fn csv_text(text: &str, out: &mut String) {
    let text =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) {
        let _ = write!(out, "\"{}\"", text.replace('"', "\"\""));
    } else {
        out.push_str(&text);
    }
}

/// Writes a model as a flat table of points, for people who review it: nothing is refused, and it is not read again.
///
/// The column `part` says what a row is: `base`, `least`, `most`, `criterion`, `exclusion`, `limit`, `min_coverage` or `tier`. `line` is the line of a
/// criterion (`1` and on, `otherwise`, `unknown`, `applies when`, or `rule` for a curve and the like, which is told in words).
/// `rating` times `weight` is `points`.
///
/// ```
/// use icp_core::Model;
/// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {"criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let table = icp_export::to_table(&model);
/// let lines: Vec<String> = table.rows[0].iter().map(ToString::to_string).collect();
/// assert_eq!(lines, ["smb", "fit", "criterion", "size", "", "", "1", "employees is 20 to 200", "3", "1", "3", ""]);
/// # Ok::<(), icp_core::ModelError>(())
/// ```
pub fn to_table(model: &Model) -> PointsTable {
    let definition = model.definition();
    let mut rows = Vec::new();
    for exclusion in &definition.exclusions {
        excluded(definition, "", exclusion, &mut rows);
    }
    for icp in definition.icps.iter().filter(|icp| icp.enabled) {
        one_icp(definition, icp, &mut rows);
    }
    PointsTable { rows: rows.into_iter().map(Row::cells).collect() }
}

/// A row by the names of its columns.
#[derive(Default)]
struct Row<'d> {
    icp: &'d str,
    scorecard: &'static str,
    part: &'static str,
    id: &'d str,
    name: Option<&'d str>,
    dimension: Option<&'d str>,
    line: String,
    when: String,
    weight: Option<f64>,
    rating: Option<f64>,
    points: Option<f64>,
    code: Option<&'d str>,
}

impl Row<'_> {
    fn cells(self) -> Vec<TableCell> {
        let text =
            |text: &str| if text.is_empty() { TableCell::Blank } else { TableCell::Text(text.to_owned()) };
        let number = |number: Option<f64>| number.map_or(TableCell::Blank, TableCell::Number);
        vec![
            text(self.icp),
            text(self.scorecard),
            text(self.part),
            text(self.id),
            text(self.name.unwrap_or_default()),
            text(self.dimension.unwrap_or_default()),
            text(&self.line),
            text(&self.when),
            number(self.weight),
            number(self.rating),
            number(self.points),
            text(self.code.unwrap_or_default()),
        ]
    }
}

fn excluded<'d>(
    definition: &'d Definition,
    icp: &'d str,
    exclusion: &'d icp_core::model::Exclusion,
    rows: &mut Vec<Row<'d>>,
) {
    let mut when = definition.in_words(&exclusion.when);
    if let Some(unless) = &exclusion.unless {
        let _ = write!(when, "; but not where {}", definition.in_words(unless));
    }
    rows.push(Row {
        icp,
        part: "exclusion",
        id: &exclusion.id,
        name: Some(&exclusion.reason),
        when,
        ..Row::default()
    });
}

fn one_icp<'d>(definition: &'d Definition, icp: &'d Icp, rows: &mut Vec<Row<'d>>) {
    for exclusion in &icp.exclusions {
        excluded(definition, &icp.id, exclusion, rows);
    }
    card(definition, &icp.id, "fit", &icp.fit, rows);
    if let Some(intent) = &icp.intent {
        card(definition, &icp.id, "intent", intent, rows);
    }
}

fn card<'d>(
    definition: &'d Definition,
    icp: &'d str,
    scorecard: &'static str,
    card: &'d Scorecard,
    rows: &mut Vec<Row<'d>>,
) {
    let plain = || Row { icp, scorecard, ..Row::default() };
    if let Scale::Points { base, min, max } = card.scale {
        rows.push(Row { part: "base", points: Some(base.to_f64()), ..plain() });
        rows.extend(min.map(|min| Row { part: "least", points: Some(min.to_f64()), ..plain() }));
        rows.extend(max.map(|max| Row { part: "most", points: Some(max.to_f64()), ..plain() }));
    }
    for one in &card.criteria {
        let own = Row {
            part: "criterion",
            id: &one.id,
            name: one.name.as_deref(),
            dimension: one.dimension.and_then(|at| card.dimensions.get(at)).map(|dimension| &*dimension.id),
            ..plain()
        };
        criterion(definition, card, one, &own, rows);
    }
    for limit in &card.limits {
        let mut words =
            limit.when.as_ref().map_or_else(|| "always".to_owned(), |when| definition.in_words(when));
        let rounded = match limit.rounding {
            Rounding::Down => "rounded down to a multiple of",
            Rounding::Up => "rounded up to a multiple of",
            _ => "rounded to a multiple of",
        };
        let kinds = [
            ("at least", limit.at_least),
            ("at most", limit.at_most),
            ("times", limit.times),
            ("plus", limit.add),
            (rounded, limit.round_to),
        ];
        for (kind, amount) in kinds {
            if let Some(amount) = amount {
                let _ = write!(words, ": {kind} {}", amount.to_f64());
            }
        }
        rows.push(Row { part: "limit", when: words, name: limit.description.as_deref(), ..plain() });
    }
    if card.min_coverage.to_f64() > 0.0 {
        rows.push(Row { part: "min_coverage", rating: Some(card.min_coverage.to_f64()), ..plain() });
    }
    for tier in &card.tiers {
        let mut words =
            tier.from.map_or_else(|| "the rest".to_owned(), |from| format!("from {}", from.to_f64()));
        if let Some(when) = &tier.when {
            let _ = write!(words, "; where {}", definition.in_words(when));
        }
        for requires in &tier.requires {
            let ids: Vec<&str> =
                requires.of.iter().filter_map(|at| card.criteria.get(*at)).map(|one| &*one.id).collect();
            let _ = write!(words, "; fits at least {} of {}", requires.at_least, ids.join(", "));
        }
        rows.push(Row { part: "tier", id: &tier.id, name: tier.name.as_deref(), when: words, ..plain() });
    }
}

fn criterion<'d>(
    definition: &'d Definition,
    card: &Scorecard,
    one: &'d Criterion,
    own: &Row<'d>,
    rows: &mut Vec<Row<'d>>,
) {
    let weight = one.weight.to_f64();
    let mut add = |line: String, when: String, amount: Option<f64>, code: Option<&'d str>| {
        let (weight, rating, points) = match one.unit {
            Unit::Points => (None, None, amount),
            _ => (Some(weight), amount, amount.map(|rating| (rating * weight * 1e6).round() / 1e6)),
        };
        let code = code.or(one.reason_code.as_deref());
        rows.push(Row {
            line,
            when,
            weight,
            rating,
            points,
            code,
            dimension: own.dimension,
            name: own.name,
            ..*own
        });
    };
    if let Some(applies) = &one.applies_when {
        add("applies when".to_owned(), definition.in_words(applies), None, None);
    }
    let words = |when: &Condition| definition.in_words(when);
    match &one.rule {
        Rule::Fit { fit, misfit, gain, penalty } => {
            let misfit = misfit.as_ref().map(|misfit| (words(misfit), -penalty.to_f64()));
            let lines = misfit.into_iter().chain([(words(fit), gain.to_f64())]);
            for (at, (when, amount)) in lines.enumerate() {
                add((at + 1).to_string(), when, Some(amount), None);
            }
            add("otherwise".to_owned(), String::new(), Some(0.0), None);
        }
        Rule::Bands { bands, otherwise } => {
            for (at, band) in bands.iter().enumerate() {
                let code = band.reason_code.as_deref();
                add((at + 1).to_string(), words(&band.when), Some(band.rating.to_f64()), code);
            }
            add("otherwise".to_owned(), String::new(), Some(otherwise.to_f64()), None);
        }
        Rule::Table { attribute, ratings, otherwise, combine: Combine::Best } => {
            let name = definition
                .attributes
                .get(*attribute)
                .map_or("", |found| found.title.as_deref().unwrap_or(&found.name));
            for (at, (value, amount)) in ratings.iter().enumerate() {
                add((at + 1).to_string(), format!("{name} is {value}"), Some(amount.to_f64()), None);
            }
            add("otherwise".to_owned(), String::new(), Some(otherwise.to_f64()), None);
        }
        _ => {
            add("rule".to_owned(), definition.rule_in_words(one), None, None);
        }
    }
    let unknown = match one.if_unknown.or(card.if_unknown).unwrap_or(IfUnknown::Zero) {
        IfUnknown::Zero => (String::new(), Some(0.0)),
        IfUnknown::Value(amount) => (String::new(), Some(amount.to_f64())),
        IfUnknown::Skip => ("left out of the score".to_owned(), None),
        _ => ("the least that its rule gives".to_owned(), None),
    };
    add("unknown".to_owned(), unknown.0, unknown.1, None);
}
