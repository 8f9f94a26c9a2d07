//! A card that adds points, as rule engines and tables of points have it: attributes by the names of the tool, and criteria of
//! bands. Readers fill it; it becomes the document of a model.

use std::collections::BTreeMap;

use crate::cond::Cond;
use crate::doc::{Doc, Entries};
use crate::names::{Input, Taken, folded};
use crate::op::{Const, Op};
use crate::told::{Place, Told};

/// Points of a band lie within this.
const FAR: f64 = 1e9;

/// A card.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    inputs: Vec<Column>,
    by_name: BTreeMap<String, usize>,
    names: Taken,
    ids: Taken,
    /// The points of every account.
    pub(crate) base: f64,
    criteria: Vec<Criterion>,
    /// Tiers from the best down, each with the least score; the last without.
    pub(crate) tiers: Vec<(String, Option<f64>)>,
}

/// An attribute, and where it was seen first.
#[derive(Debug)]
struct Column {
    input: Input,
    kind: Option<&'static str>,
    first: Place,
}

/// A criterion of bands.
#[derive(Debug)]
pub(crate) struct Criterion {
    /// Its name for people; its id is made of it.
    pub(crate) name: String,
    /// The first that holds counts.
    pub(crate) bands: Vec<Band>,
    /// Points where none holds.
    pub(crate) otherwise: f64,
}

/// A band.
#[derive(Debug)]
pub(crate) struct Band {
    pub(crate) when: Cond,
    pub(crate) points: f64,
    pub(crate) label: Option<String>,
}

impl Sheet {
    /// The attribute of a name, made if there is none.
    pub(crate) fn attribute(&mut self, name: &str, at: impl Into<Place>) -> usize {
        if let Some(place) = self.by_name.get(name) {
            return *place;
        }
        let own = self.names.attribute(name);
        let input = Input {
            alias: (own != name).then(|| name.to_owned()),
            name: own,
            kind: "text",
            formula: None,
            missing: Vec::new(),
            exact: false,
            title: None,
        };
        self.inputs.push(Column { input, kind: None, first: at.into() });
        self.by_name.insert(name.to_owned(), self.inputs.len() - 1);
        self.inputs.len() - 1
    }

    /// Says what type an attribute has; refused where something else was said before.
    pub(crate) fn kind(
        &mut self,
        attribute: usize,
        kind: &'static str,
        at: impl Into<Place>,
        told: &mut Told,
    ) -> Option<()> {
        let column = self.inputs.get_mut(attribute)?;
        match column.kind {
            Some(other) if other != kind => {
                let name = column.input.alias.as_ref().unwrap_or(&column.input.name);
                let message = format!("`{name}` is {} here, and {} elsewhere", noun(kind), noun(other));
                told.refuse(
                    at,
                    "attribute.type",
                    message,
                    "an attribute has one type: compare it with values of one",
                )
            }
            _ => {
                column.kind = Some(kind);
                Some(())
            }
        }
    }

    /// A test of an attribute with constants of one type.
    pub(crate) fn test(
        &mut self,
        attribute: usize,
        op: Op,
        at: impl Into<Place>,
        told: &mut Told,
    ) -> Option<Cond> {
        let kind = match (&op, op.constants().first()) {
            (Op::Has(_) | Op::Lacks(_), _) => "set",
            (_, Some(Const::Number(_))) => "number",
            (_, Some(Const::Bool(_))) => "bool",
            (_, Some(Const::Date(_))) => "date",
            (_, Some(Const::Text(_)) | None) => "text",
        };
        self.kind(attribute, kind, at, told)?;
        Some(Cond::all([Cond::Known(attribute), Cond::Test(attribute, op)]))
    }

    /// Adds a criterion; one that gives everybody the same is part of the base, and one that gives nothing is left out.
    pub(crate) fn add(&mut self, at: impl Into<Place>, mut criterion: Criterion, told: &mut Told) {
        let at = at.into();
        criterion.bands.retain(|band| band.when != Cond::False);
        if let Some(last) = criterion.bands.iter().position(|band| band.when == Cond::True) {
            criterion.otherwise = criterion.bands.get(last).map_or(0.0, |band| band.points);
            criterion.bands.truncate(last);
        }
        let Criterion { name, bands, otherwise } = &mut criterion;
        for points in bands.iter_mut().map(|band| &mut band.points).chain([&mut *otherwise]) {
            *points = rounded(*points, name, &at, told);
        }
        if bands.is_empty() {
            self.base += *otherwise;
            let gives = if *otherwise == 0.0 { "nothing" } else { "every account the same" };
            told.note(&at, format!("`{name}` gives {gives}: it is no criterion"));
            return;
        }
        if *otherwise == 0.0 && bands.iter().all(|band| band.points == 0.0) {
            told.note(&at, format!("`{name}` gives 0 points whatever comes: left out"));
            return;
        }
        self.criteria.push(criterion);
    }

    /// The document of a model; refused where there is nothing to score by.
    pub(crate) fn doc(mut self, name: &str, told: &mut Told) -> Option<Doc> {
        if self.criteria.is_empty() {
            if told.refusals.is_empty() {
                let at = Place { line: 1, path: "document".to_owned() };
                told.refuse::<()>(
                    at,
                    "card.empty",
                    "nothing in it gives points to some accounts alone",
                    "give a card with points",
                );
            }
            return None;
        }
        self.settle(told);
        let inputs: Vec<Input> = self.inputs.iter().map(|column| column.input.clone()).collect();
        let mut read = vec![false; inputs.len()];
        for band in self.criteria.iter().flat_map(|criterion| &criterion.bands) {
            band.when.tests(&mut |at, _| {
                if let Some(read) = read.get_mut(at) {
                    *read = true;
                }
            });
        }
        let used = inputs.iter().zip(&read).filter(|(_, read)| **read);
        let attributes = used.map(|(input, _)| {
            let mut entries = Entries::default();
            entries.put("type", Doc::text(input.kind));
            entries.put_some("aliases", input.alias.as_ref().map(|alias| Doc::List(vec![Doc::text(alias)])));
            (input.name.clone(), entries.doc())
        });
        let attributes = Doc::Map(attributes.collect());
        let ids = &mut self.ids;
        let criteria = self.criteria.iter().enumerate().map(|(at, one)| {
            let id = ids.id(&one.name, &format!("criterion-{}", at + 1));
            one.doc(&inputs, &id)
        });
        let criteria = Doc::List(criteria.collect());
        let mut scale = Entries::default();
        if self.base != 0.0 {
            scale.put("base", Doc::Number(self.base));
        }
        let mut tiers: Vec<Doc> = Vec::new();
        let mut tier_ids = Taken::default();
        for (at, (name, from)) in self.tiers.iter().enumerate() {
            let id = tier_ids.id(name, &format!("tier-{}", at + 1));
            let mut entries = Entries::default();
            entries.put("id", Doc::text(&id));
            entries.put_text("name", (*name != id).then_some(&**name));
            entries.put_some("from", from.map(Doc::Number));
            tiers.push(entries.doc());
        }
        if tiers.is_empty() {
            tiers.push(Doc::map([("id", Doc::text("scored"))]));
        }
        let fit = Doc::map([
            ("scale", Doc::map([("points", scale.doc())])),
            ("criteria", criteria),
            ("tiers", Doc::List(tiers)),
        ]);
        let icp = Doc::map([("id", Doc::text("card")), ("fit", fit)]);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Doc::map([
            ("format", Doc::text("icp/1")),
            ("name", Doc::text(if name.is_empty() { "card" } else { &name })),
            ("attributes", attributes),
            ("icps", Doc::List(vec![icp])),
        ]))
    }

    /// Which types attributes have, and whose texts have to be compared as they stand.
    fn settle(&mut self, told: &mut Told) {
        let mut texts: BTreeMap<usize, BTreeMap<String, String>> = BTreeMap::new();
        let columns = &mut self.inputs;
        for column in columns.iter_mut() {
            column.input.kind = column.kind.unwrap_or("text");
        }
        for band in self.criteria.iter().flat_map(|criterion| &criterion.bands) {
            band.when.tests(&mut |at, op| {
                for constant in op.into_iter().flat_map(Op::constants) {
                    let Const::Text(text) = constant else { continue };
                    let own = texts.entry(at).or_default();
                    let first = own.entry(folded(text)).or_insert_with(|| text.clone());
                    if (first != text || folded(text).is_empty())
                        && let Some(column) = columns.get_mut(at)
                    {
                        column.input.exact = true;
                    }
                }
            });
        }
        for (at, _) in texts {
            let Some(column) = columns.get(at).filter(|column| !column.input.exact) else { continue };
            let name = &column.input.name;
            told.note(&column.first, format!("texts of `{name}` are compared without regard to case and blanks, as those of all models are"));
        }
    }
}

impl Criterion {
    fn doc(&self, inputs: &[Input], id: &str) -> Doc {
        let mut entries = Entries::default();
        entries.put("id", Doc::text(id));
        entries.put_text("name", (self.name != id).then_some(&*self.name));
        let mut known = Vec::new();
        let list = self.bands.iter().map(|band| {
            let mut entries = Entries::default();
            entries.put("when", band.when.doc(inputs, &known));
            entries.put("points", Doc::Number(band.points));
            entries.put_text("label", band.label.as_deref());
            known.extend(band.when.holds_without());
            entries.doc()
        });
        entries.put("bands", Doc::List(list.collect()));
        if self.otherwise != 0.0 {
            entries.put("otherwise", Doc::Number(self.otherwise));
        }
        entries.doc()
    }
}

/// Points with at most six decimals.
pub(crate) fn rounded(points: f64, what: &str, at: &Place, told: &mut Told) -> f64 {
    let rounded = (points * 1e6).round() / 1e6;
    if !points.is_finite() || points.abs() > FAR {
        told.refuse::<()>(
            at,
            "card.points",
            format!("`{what}` gives {points}"),
            "points are at most 1000000000",
        );
        return 0.0;
    }
    if (rounded - points).abs() > 1e-12 * points.abs() {
        told.note(
            at,
            format!("`{what}` gives {points}, which is rounded to {rounded}: points have six decimals"),
        );
    }
    rounded
}

fn noun(kind: &str) -> &'static str {
    match kind {
        "number" => "a number",
        "bool" => "true or false",
        "date" => "a day",
        "set" => "a list",
        _ => "a text",
    }
}
