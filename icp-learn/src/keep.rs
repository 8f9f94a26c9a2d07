//! The bands that people made in a model, as bands to keep: with other accounts they get points of their own.

use icp_core::model::{Attribute, Condition, Definition, NumberTest, Rule, Test, TextTest};

use crate::Cells;

/// The bands of a model for an attribute; `None` where no criterion has bands of it alone by `gte` and `lt`, or by `in` and `is`.
pub fn kept_bands(model: &Definition, attribute: &Attribute) -> Option<Vec<Cells>> {
    let is_same = |other: &Attribute| other.names().any(|name| attribute.names().any(|own| own == name));
    let place = model.attributes.iter().position(is_same)?;
    let cards = model.icps.iter().flat_map(|icp| &icp.fit.criteria);
    cards.filter_map(|criterion| bands(&criterion.rule, place)).next()
}

fn bands(rule: &Rule, place: usize) -> Option<Vec<Cells>> {
    let Rule::Bands { bands, .. } = rule else { return None };
    let mut tests = Vec::new();
    for band in bands {
        let mut own = Vec::new();
        tests_of(&band.when, place, &mut own)?;
        // A missing value has its band in any case.
        if own.iter().any(|test| !matches!(test, Test::Known(_))) {
            tests.push(own);
        }
    }
    ranges(&tests).or_else(|| texts(&tests))
}

/// The tests of a condition that looks at one attribute only.
fn tests_of<'c>(when: &'c Condition, place: usize, out: &mut Vec<&'c Test>) -> Option<()> {
    match when {
        Condition::All(all) => all.iter().try_for_each(|one| tests_of(one, place, out)),
        Condition::Test { attribute, test } if *attribute == place => {
            out.push(test);
            Some(())
        }
        _ => None,
    }
}

/// Ranges that follow each other, cut wherever a band begins or ends.
fn ranges(tests: &[Vec<&Test>]) -> Option<Vec<Cells>> {
    let mut cuts = Vec::new();
    for test in tests.iter().flatten() {
        match test {
            Test::Number(NumberTest::Gte(number) | NumberTest::Lt(number)) => cuts.push(*number),
            Test::Known(_) => {}
            _ => return None,
        }
    }
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let begins = std::iter::once(None).chain(cuts.iter().map(|cut| Some(*cut)));
    let ends = cuts.iter().map(|cut| Some(*cut)).chain([None]);
    (!cuts.is_empty()).then(|| begins.zip(ends).map(|(from, to)| Cells::Range { from, to }).collect())
}

/// Groups of texts, and all others.
fn texts(tests: &[Vec<&Test>]) -> Option<Vec<Cells>> {
    let mut out = Vec::new();
    for own in tests {
        let names = match own.as_slice() {
            [Test::Text(TextTest::In(items))] => items.items.iter().map(|item| item.to_string()).collect(),
            [Test::Text(TextTest::Is(text))] => vec![text.to_string()],
            _ => return None,
        };
        out.push(Cells::Texts { names, rest: false });
    }
    if out.is_empty() {
        return None;
    }
    out.push(Cells::Texts { names: Vec::new(), rest: true });
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "
format: icp/1
name: kept
attributes: {size: {type: number}, trade: {type: text, aliases: [Trade]}, age: {type: number}}
icps:
  - id: one
    fit:
      criteria:
        - {id: a, bands: [{when: {size: {known: false}}, rating: 0.1}, {when: {size: {lt: 10}}, rating: 0.5}, {when: {size: {gte: 10, lt: 50}}, rating: 1}]}
        - {id: b, bands: [{when: {trade: {in: [IT, Retail]}}, rating: 1}, {when: {trade: Food}, rating: 0.5}]}
        - {id: c, bands: [{when: {age: {gt: 3}}, rating: 1}]}
      tiers: [{id: A, from: 50}, {id: B}]
";

    #[test]
    fn bands_of_one_attribute_are_kept() {
        let model = Definition::from_yaml(MODEL).unwrap();
        let of = |at: usize| kept_bands(&model, &model.attributes[at]);
        let range = |from, to| Cells::Range { from, to };
        let wanted = vec![range(None, Some(10.0)), range(Some(10.0), Some(50.0)), range(Some(50.0), None)];
        assert_eq!(of(0), Some(wanted));
        let texts = |names: &[&str], rest| Cells::Texts {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            rest,
        };
        assert_eq!(
            of(1),
            Some(vec![texts(&["IT", "Retail"], false), texts(&["Food"], false), texts(&[], true)])
        );
        assert_eq!(of(2), None);
    }
}
