//! Parts of random scorecards: one that is put in the place of another, against all of them made anew.

use super::*;
use crate::compile::compile;
use crate::model::Definition;
use crate::plan::Plan;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A scorecard of the scale, with weights that rarely divide well.
fn plan(numbers: &mut Numbers, scale: u64) -> Plan {
    // Some have more than are sorted in place.
    let count = 1 + numbers.below(9) + if numbers.below(16) == 0 { FEW as u64 } else { 0 };
    let dimensions = 1 + numbers.below(3);
    let amount = |numbers: &mut Numbers| format!("{}.{:03}", numbers.below(40), 1 + numbers.below(999));
    let mut criteria = Vec::new();
    for at in 0..count {
        // The first ones see to it that each dimension has a criterion.
        let dimension = if at < dimensions { at } else { numbers.below(dimensions) };
        let dimension = if scale == 0 { String::new() } else { format!(r#""dimension": "d{dimension}","#) };
        let of = if scale == 2 { "points" } else { "weight" };
        criteria.push(format!(
            r#"{{"id": "c{at}", {dimension} "{of}": {}, "fit": {{"employees": {{"gt": {at}}}}}}}"#,
            amount(numbers)
        ));
    }
    let dimensions: Vec<String> = (0..dimensions.min(count))
        .map(|at| {
            let more = match scale {
                1 if numbers.below(3) == 0 => {
                    format!(r#", "share": {}, "full": {}"#, 1 + numbers.below(30), amount(numbers))
                }
                1 => format!(r#", "share": {}"#, 1 + numbers.below(30)),
                _ if numbers.below(2) == 0 => format!(r#", "cap": {}"#, amount(numbers)),
                _ => String::new(),
            };
            format!(r#"{{"id": "d{at}"{more}}}"#)
        })
        .collect();
    let dimensions =
        if scale == 0 { String::new() } else { format!(r#""dimensions": [{}],"#, dimensions.join(", ")) };
    let scale = if scale == 2 { r#""scale": {"points": {"base": 1.25}},"# } else { "" };
    let text = format!(
        r#"{{"format": "icp/1", "name": "m", "attributes": {{"employees": {{"type": "number"}}}}, "icps": [{{"id": "i",
            "fit": {{{scale} {dimensions} "tiers": [{{"id": "A"}}], "criteria": [{}]}}}}]}}"#,
        criteria.join(", ")
    );
    compile(&Definition::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}")))
}

#[test]
fn one_part_instead_of_another_is_what_all_of_them_would_give() {
    let mut numbers = Numbers(7);
    let (mut handed_out, mut joined) = (0, 0);
    for round in 0..1500 {
        let plan = plan(&mut numbers, round % 3);
        let card = &plan.cards[0];
        let mut any = |weight: i64, bucket: usize| {
            let points = match numbers.below(3) {
                0 => 0,
                1 => weight,
                _ => numbers.below(2 * weight.unsigned_abs() + 1) as i64 - weight,
            };
            let counts = numbers.below(3) > 0;
            Counted {
                bucket,
                points: if counts { points } else { 0 },
                weight: if counts { weight } else { 0 },
            }
        };
        let bucket = |at: usize| plan.criteria[at].bucket - card.buckets.start;
        let counted: Vec<Counted> =
            (0..plan.criteria.len()).map(|at| any(plan.criteria[at].weight, bucket(at))).collect();
        let mut parts = Parts::new(card, &counted);
        let published = parts.published();
        for (at, criterion) in plan.criteria.iter().enumerate() {
            let most = Counted {
                bucket: bucket(at),
                points: criterion.reading.rule.open().1,
                weight: criterion.weight,
            };
            let mut all = counted.clone();
            all[at] = most;
            let all = Parts::new(card, &all).published();
            let alone = parts.instead(at, most);
            assert_eq!(alone.to_bits(), all[at].to_bits(), "{round}, {at}: {counted:?}");
            joined += usize::from(counted[at].weight == 0);
            handed_out += usize::from(counted.len() > 2 && published.iter().zip(&all).any(|(a, b)| a != b));
        }
    }
    assert!(handed_out > 500 && joined > 500, "{handed_out} and {joined} cases");
}

#[test]
fn parts_add_up_to_the_score() {
    let mut numbers = Numbers(11);
    for round in 0..600 {
        let plan = plan(&mut numbers, round % 2);
        let card = &plan.cards[0];
        let counted = plan.criteria.iter().map(|one| {
            let points = numbers.below(one.weight.unsigned_abs() + 1) as i64;
            Counted { bucket: one.bucket - card.buckets.start, points, weight: one.weight }
        });
        let counted: Vec<Counted> = counted.collect();
        let parts = Parts::new(card, &counted);
        let total = round_micro(raw(card, parts.sums().iter().copied()));
        let millionths = parts.published().into_iter().map(|part| (part * 1e6).round() as i64);
        assert_eq!(millionths.sum::<i64>(), total, "{counted:?}");
    }
}
