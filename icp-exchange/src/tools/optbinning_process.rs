//! Variables that optbinning has binned, each as `OptimalBinning.to_dict()` gives it: one, a list, or an object of names and theirs.
//! There is no model among them, so each counts by its weight of evidence, turned so that more is better.

use super::Read;
use crate::cond::Cond;
use crate::doc::Doc;
use crate::op::{Const, Op};
use crate::sheet::{Band, Criterion, Sheet};
use crate::told::Told;
use crate::tree::{Tree, Value};

/// Reads a document.
pub(crate) fn read(bytes: &[u8]) -> Read {
    let tree = Tree::read(bytes)?;
    let mut told = Told::default();
    let doc = doc(tree.root(), &mut told);
    told.ended(doc)
}

fn doc(root: Value<'_>, told: &mut Told) -> Option<Doc> {
    let root = root.get("variables").unwrap_or(root);
    let variables: Vec<(Option<&str>, Value<'_>)> = if root.get("splits").is_some() {
        vec![(None, root)]
    } else if let Some(items) = root.items() {
        items.map(|item| (None, item)).collect()
    } else {
        root.entries().into_iter().flatten().map(|(name, value)| (Some(name), value)).collect()
    };
    told.note(
        root,
        "points are weights of evidence, ln(share of events / share of non-events): optbinning's have the other sign. Their sum is no probability",
    );
    let mut sheet = Sheet::default();
    for (at, (key, value)) in variables.into_iter().enumerate() {
        let name = value.get("name").and_then(Value::text).filter(|name| !name.is_empty()).or(key);
        let name = name.map_or_else(|| format!("variable {}", at + 1), str::to_owned);
        if let Some(bands) = variable(&name, value, &mut sheet, told) {
            sheet.add(value, Criterion { name, bands, otherwise: 0.0 }, told);
        }
    }
    sheet.doc("binning", told)
}

fn numbers(value: Value<'_>, key: &str) -> Option<Vec<f64>> {
    value.get(key)?.items()?.map(Value::number).collect()
}

fn variable(name: &str, value: Value<'_>, sheet: &mut Sheet, told: &mut Told) -> Option<Vec<Band>> {
    let parts = (numbers(value, "splits"), numbers(value, "n_nonevent"), numbers(value, "n_event"));
    let (Some(splits), Some(lost), Some(won)) = parts else {
        let help =
            "give what `OptimalBinning.to_dict()` gives, of a binary target: {name: binning.to_dict()}";
        let message = format!("`{name}` has no lists of numbers `splits`, `n_nonevent` and `n_event`");
        return told.refuse(value, "binning.variable", message, help);
    };
    if value.get("user_splits").is_some_and(|splits| !splits.is_null()) {
        let help = "bin it without `user_splits`, or give the table of a scorecard";
        return told.refuse(value, "binning.variable", format!("`{name}` has splits of the user"), help);
    }
    if value.get("special_codes").is_some_and(|codes| !codes.is_null()) {
        told.note(value, format!("special codes of `{name}` have no points, as missing values have none"));
    }
    let totals = (lost.iter().sum::<f64>(), won.iter().sum::<f64>());
    let evidence = |at: usize| match (lost.get(at), won.get(at)) {
        (Some(lost), Some(won)) if *lost > 0.0 && *won > 0.0 => {
            libm::log((won / totals.1) / (lost / totals.0))
        }
        // A bin in which all were won, or all lost, is worth nothing to optbinning.
        _ => 0.0,
    };
    let attribute = sheet.attribute(name, value);
    let specials = specials(value);
    match value.get("dtype").and_then(Value::text) {
        Some("numerical") => {
            sheet.kind(attribute, "number", value, told)?;
            let mut bands = Vec::new();
            let held: Vec<Const> =
                specials.iter().filter_map(|one| one.number()).map(Const::Number).collect();
            if !held.is_empty() {
                let when = Cond::all([Cond::Known(attribute), Cond::Test(attribute, Op::In(held))]);
                bands.push(Band { when, points: 0.0, label: None });
            }
            for at in 0..=splits.len() {
                let low = at.checked_sub(1).and_then(|at| splits.get(at));
                let tests = low
                    .map(|low| Op::AtLeast(Const::Number(*low)))
                    .into_iter()
                    .chain(splits.get(at).map(|high| Op::Less(Const::Number(*high))));
                let tests = tests.map(|op| Cond::Test(attribute, op));
                let when = Cond::all([Cond::Known(attribute)].into_iter().chain(tests));
                bands.push(Band { when, points: evidence(at), label: None });
            }
            Some(bands)
        }
        Some("categorical") => {
            let texts = |key| -> Option<Vec<&str>> {
                let list = value.get(key)?;
                if list.is_null() { Some(Vec::new()) } else { list.items()?.map(Value::text).collect() }
            };
            let (Some(categories), others) = (texts("categories"), texts("cat_others").unwrap_or_default())
            else {
                let message = format!("`{name}` has categories that are no texts");
                return told.refuse(value, "binning.variable", message, "bin texts");
            };
            sheet.kind(attribute, "text", value, told)?;
            let mut bins: Vec<Vec<Const>> = vec![Vec::new(); splits.len() + 1];
            for (place, category) in categories.iter().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "there are few categories")]
                let at = splits.iter().filter(|split| split.ceil() <= place as f64).count();
                if let Some(bin) = bins.get_mut(at) {
                    bin.push(Const::Text((*category).to_owned()));
                }
            }
            if !others.is_empty() {
                bins.push(others.into_iter().map(|text| Const::Text(text.to_owned())).collect());
            }
            let held: Vec<Const> = specials
                .iter()
                .filter_map(|one| one.text())
                .map(|text| Const::Text(text.to_owned()))
                .collect();
            let bands =
                bins.into_iter().enumerate().filter(|(_, bin)| !bin.is_empty()).map(|(at, mut bin)| {
                    bin.retain(|one| !held.contains(one));
                    let when = Cond::all([Cond::Known(attribute), Cond::Test(attribute, Op::In(bin))]);
                    Band { when, points: evidence(at), label: None }
                });
            Some(bands.collect())
        }
        _ => told.refuse(
            value,
            "binning.variable",
            format!("`{name}` has no `dtype`"),
            "it is numerical or categorical",
        ),
    }
}

/// The special codes: a list, or an object of names and theirs.
fn specials(value: Value<'_>) -> Vec<Value<'_>> {
    let Some(codes) = value.get("special_codes") else { return Vec::new() };
    let mut all = Vec::new();
    for one in
        codes.items().into_iter().flatten().chain(codes.entries().into_iter().flatten().map(|(_, one)| one))
    {
        match one.items() {
            Some(inner) => all.extend(inner),
            None => all.push(one),
        }
    }
    all
}
