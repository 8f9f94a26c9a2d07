//! A model as PMML scorecards, one for each icp. What PMML cannot say is refused by its place in the model; `truth` has the
//! conditions and rules, this file the document around them.

use std::fmt::Write as _;

use icp_core::model::{
    Attribute, Criterion, Definition, Icp, IfUnknown, ListItem, Placeholders, Scale, Scorecard,
};
use icp_core::value::AttributeType;

use super::codes;
use super::rules::{Line, lines};
use super::truth::{Refused, truths};
use crate::cond::Cond;
use crate::cover::covers;
use crate::error::Refusal;
use crate::op::{Const, Op};
use crate::xml::escaped;

/// The PMML text of a model, and what of the model is not in it.
pub(crate) fn export(definition: &Definition) -> Result<(String, Vec<String>), Vec<Refusal>> {
    let mut refused = Refused::default();
    let mut notes = Vec::new();
    let mut body = String::new();
    let mut used = vec![false; definition.attributes.len()];
    if !definition.exclusions.is_empty() {
        notes.push("exclusions: a PMML scorecard has none, and scores disqualified accounts too".to_owned());
    }
    for icp in definition.icps.iter().filter(|icp| icp.enabled) {
        card(definition, icp, &mut used, &mut body, &mut refused, &mut notes);
    }
    let fields = fields(definition, &used, &mut refused, &mut notes);
    if !refused.0.is_empty() {
        return Err(refused.0);
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PMML version=\"4.4\" xmlns=\"http://www.dmg.org/PMML-4_4\">\n  <Header",
    );
    optional(&mut out, "description", definition.description.as_deref());
    optional(&mut out, "modelVersion", definition.version.as_deref());
    out.push_str("/>\n");
    out.push_str(&fields);
    out.push_str(&body);
    out.push_str("</PMML>\n");
    Ok((out, notes))
}

fn optional(out: &mut String, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        let _ = write!(out, " {key}=\"{}\"", escaped(text));
    }
}

/// The name of an attribute's field: the one that it was made from, where there is one.
fn field(attribute: &Attribute) -> &str {
    match attribute.aliases.as_slice() {
        [alias] if crate::names::Taken::default().attribute(alias) == *attribute.name => alias,
        _ => &attribute.name,
    }
}

fn fields(definition: &Definition, used: &[bool], refused: &mut Refused, notes: &mut Vec<String>) -> String {
    let mut out = String::from("  <DataDictionary>\n");
    for (attribute, used) in definition.attributes.iter().zip(used) {
        if !used {
            notes.push(format!("attribute `{}`: no criterion reads it", attribute.name));
            continue;
        }
        let at = || format!("attributes.{}", attribute.name);
        let (optype, kind) = match attribute.kind {
            AttributeType::Number => ("continuous", "double"),
            AttributeType::Text => ("categorical", "string"),
            AttributeType::Bool => ("categorical", "boolean"),
            AttributeType::Date => ("ordinal", "date"),
            _ => {
                refused.add(
                    at(),
                    format!("PMML has no {}", attribute.kind),
                    "leave out the criteria that read it",
                );
                continue;
            }
        };
        if attribute.formula.is_some() {
            refused.add(
                at(),
                "a formula".to_owned(),
                "work it out before, and give the number as an attribute",
            );
        }
        if attribute.written.is_some() || attribute.blank.is_some() || !attribute.synonyms.is_empty() {
            refused.add(
                at(),
                "`written`, `blank` and `synonyms` have no place in PMML".to_owned(),
                "bring the values into one form before",
            );
        }
        if attribute.aliases.len() > 1
            || (attribute.aliases.len() == 1 && field(attribute) == &*attribute.name)
        {
            notes.push(format!("attribute `{}`: its aliases are not in PMML", attribute.name));
        }
        let _ = write!(
            out,
            "    <DataField name=\"{}\" optype=\"{optype}\" dataType=\"{kind}\"",
            escaped(field(attribute))
        );
        optional(&mut out, "displayName", attribute.title.as_deref());
        let own: &[ListItem] = match &attribute.missing {
            Some(Placeholders::Listed(list)) => list,
            _ => &[],
        };
        let shared =
            if attribute.missing == Some(Placeholders::None) { &[][..] } else { &definition.missing };
        let gone: Vec<&ListItem> = shared.iter().chain(own).collect();
        if gone.is_empty() {
            out.push_str("/>\n");
            continue;
        }
        out.push('>');
        for one in gone {
            let text = match one {
                ListItem::Number(number) => number.to_string(),
                ListItem::Text(text) => text.to_string(),
                _ => continue,
            };
            let _ = write!(out, "<Value value=\"{}\" property=\"missing\"/>", escaped(&text));
        }
        out.push_str("</DataField>\n");
    }
    out.push_str(
        "    <DataField name=\"score\" optype=\"continuous\" dataType=\"double\"/>\n  </DataDictionary>\n",
    );
    out
}

fn card(
    definition: &Definition,
    icp: &Icp,
    used: &mut [bool],
    out: &mut String,
    refused: &mut Refused,
    notes: &mut Vec<String>,
) {
    let at = format!("icps.{}", icp.id);
    let mut left = |there: bool, what: &str| {
        if there {
            notes.push(format!("{at}: {what} not in PMML"));
        }
    };
    left(!icp.exclusions.is_empty(), "exclusions are");
    left(icp.intent.is_some(), "the intent scorecard is");
    left(!icp.labels.is_empty() || !icp.stages.is_empty(), "labels and stages are");
    left(icp.fit.tiers.len() > 1, "tiers are");
    let Scorecard { scale, limits, dimensions, criteria, reason_codes, .. } = &icp.fit;
    left(reason_codes.is_some() && codes::has_texts(criteria), "texts of reason codes are");
    let Scale::Points { base, min, max } = scale else {
        refused.add(
            format!("{at}.fit"),
            "a score in percent".to_owned(),
            "write it on the scale of points: `scale: {points: {}}`",
        );
        return;
    };
    if !limits.is_empty() || dimensions.iter().any(|dimension| dimension.cap.is_some()) {
        refused.add(
            format!("{at}.fit"),
            "limits and caps".to_owned(),
            "leave them out, or hold the score within `min` and `max`",
        );
    }
    let scored = scored(criteria);
    let mut all = Vec::new();
    for criterion in criteria {
        all.push((criterion, lines_of(criterion, definition, icp, scored, refused)));
    }
    let lacking = |lines: &[Line]| !covers(&lines.iter().map(|line| line.when.clone()).collect::<Vec<_>>());
    let any = |lines: &[Line]| Cond::any(lines.iter().map(|line| line.when.clone()));
    if let Some(scored) = scored {
        let needed = all.iter().filter(|(_, (lines, otherwise))| *otherwise == 0.0 && lacking(lines));
        let made = Cond::all(needed.map(|(_, (lines, _))| any(lines)));
        let wanted = truths(scored, &format!("{at}.fit"), refused).yes;
        if made != wanted {
            let help = "PMML has no score where no band of a criterion holds: use just that as the condition";
            refused.add(
                format!("{at}.fit"),
                "a condition under which there is a score at all".to_owned(),
                help,
            );
        }
    }
    if reason_codes.is_some() && scored.is_none() {
        for criterion in criteria.iter().filter(|criterion| criterion.applies_when.is_some()) {
            refused.add(
                format!("{at}.fit.criteria.{}", criterion.id),
                "reason codes, and a criterion that need not apply".to_owned(),
                "in PMML each criterion has a reason code: leave `applies_when` out",
            );
        }
    }
    let mut inner = String::new();
    let mut reads = vec![false; definition.attributes.len()];
    for (criterion, (lines, otherwise)) in &all {
        let name = criterion.name.as_deref().unwrap_or(&criterion.id);
        let of_codes =
            reason_codes.map(|asked| codes::of_characteristic(criterion, asked)).unwrap_or_default();
        let _ = writeln!(inner, "      <Characteristic name=\"{}\"{of_codes}>", escaped(name));
        for Line { when, points, code } in lines {
            when.tests(&mut |at, _| mark(&mut reads, at));
            let _ = writeln!(
                inner,
                "        <Attribute partialScore=\"{points}\"{}>{}</Attribute>",
                codes::of_attribute(code.as_deref().filter(|_| reason_codes.is_some())),
                predicate(when, definition)
            );
        }
        let ends = scored.is_some() && *otherwise == 0.0 && lacking(lines);
        let whole = lines.last().is_some_and(|line| line.when == Cond::True);
        if !ends && !whole {
            let _ = writeln!(inner, "        <Attribute partialScore=\"{otherwise}\"><True/></Attribute>");
        }
        inner.push_str("      </Characteristic>\n");
    }
    let name = icp.name.as_deref().unwrap_or(&icp.id);
    let _ = writeln!(
        out,
        "  <Scorecard modelName=\"{}\" functionName=\"regression\" initialScore=\"{}\"{}>\n    <MiningSchema>",
        escaped(name),
        base.to_f64(),
        codes::of_card(*reason_codes)
    );
    for ((attribute, read), used) in definition.attributes.iter().zip(&reads).zip(used) {
        *used |= read;
        if *read {
            let _ = writeln!(
                out,
                "      <MiningField name=\"{}\" invalidValueTreatment=\"asIs\"/>",
                escaped(field(attribute))
            );
        }
    }
    out.push_str("      <MiningField name=\"score\" usageType=\"target\"/>\n    </MiningSchema>\n");
    reason_codes.iter().for_each(|asked| codes::outputs(criteria, *asked, out));
    if min.is_some() || max.is_some() {
        out.push_str("    <Targets><Target field=\"score\"");
        optional(out, "min", min.map(|min| min.to_f64().to_string()).as_deref());
        optional(out, "max", max.map(|max| max.to_f64().to_string()).as_deref());
        out.push_str("/></Targets>\n");
    }
    let _ = write!(out, "    <Characteristics>\n{inner}    </Characteristics>\n  </Scorecard>\n");
}

fn mark(reads: &mut [bool], at: usize) {
    if let Some(read) = reads.get_mut(at) {
        *read = true;
    }
}

/// The condition that all criteria share: without it nothing applies, and there is no score.
fn scored(criteria: &[Criterion]) -> Option<&icp_core::model::Condition> {
    let first = criteria.first()?.applies_when.as_ref()?;
    criteria.iter().all(|criterion| criterion.applies_when.as_ref() == Some(first)).then_some(first)
}

/// The attributes of a characteristic, in order, and what is given where none holds.
fn lines_of(
    criterion: &Criterion,
    definition: &Definition,
    icp: &Icp,
    scored: Option<&icp_core::model::Condition>,
    refused: &mut Refused,
) -> (Vec<Line>, f64) {
    let at = format!("icps.{}.fit.criteria.{}", icp.id, criterion.id);
    let unknown = match criterion.if_unknown.or(icp.fit.if_unknown) {
        None | Some(IfUnknown::Zero) => Some(0.0),
        Some(IfUnknown::Value(value)) => Some(value.to_f64()),
        Some(_) => None,
    };
    let applies = criterion.applies_when.as_ref().filter(|_| scored.is_none());
    lines(criterion, &definition.attributes, applies, unknown, &at, refused)
}

/// A condition as a predicate: only a true one counts, so what is unknown needs no care.
fn predicate(cond: &Cond, definition: &Definition) -> String {
    let name = |at: usize| definition.attributes.get(at).map_or_else(String::new, |one| escaped(field(one)));
    let simple = |at: usize, operator: &str, value: Option<&Const>| match value {
        Some(value) => format!(
            "<SimplePredicate field=\"{}\" operator=\"{operator}\" value=\"{}\"/>",
            name(at),
            escaped(&text(value))
        ),
        None => format!("<SimplePredicate field=\"{}\" operator=\"{operator}\"/>", name(at)),
    };
    let set = |at: usize, operator: &str, list: &[Const]| {
        let items: Vec<String> = list.iter().map(item).collect();
        let kind = if matches!(list.first(), Some(Const::Number(_))) { "real" } else { "string" };
        format!(
            "<SimpleSetPredicate field=\"{}\" booleanOperator=\"{operator}\"><Array n=\"{}\" type=\"{kind}\">{}</Array></SimpleSetPredicate>",
            name(at),
            list.len(),
            items.join(" ")
        )
    };
    match cond {
        Cond::True => "<True/>".to_owned(),
        Cond::False => "<False/>".to_owned(),
        Cond::Missing(at) => simple(*at, "isMissing", None),
        Cond::Known(at) => simple(*at, "isNotMissing", None),
        Cond::Test(at, op) => match op {
            Op::In(list) => match list.as_slice() {
                [one] => simple(*at, "equal", Some(one)),
                list => set(*at, "isIn", list),
            },
            Op::NotIn(list) => match list.as_slice() {
                [one] => simple(*at, "notEqual", Some(one)),
                list => set(*at, "isNotIn", list),
            },
            Op::Less(bound) => simple(*at, "lessThan", Some(bound)),
            Op::AtMost(bound) => simple(*at, "lessOrEqual", Some(bound)),
            Op::More(bound) => simple(*at, "greaterThan", Some(bound)),
            Op::AtLeast(bound) => simple(*at, "greaterOrEqual", Some(bound)),
            // INVARIANT: sets are refused before; `truth` does it.
            Op::Has(_) | Op::Lacks(_) => "<False/>".to_owned(),
        },
        Cond::All(parts) | Cond::Any(parts) => {
            let operator = if matches!(cond, Cond::All(_)) { "and" } else { "or" };
            let inner: String = parts.iter().map(|part| predicate(part, definition)).collect();
            format!("<CompoundPredicate booleanOperator=\"{operator}\">{inner}</CompoundPredicate>")
        }
    }
}

fn text(value: &Const) -> String {
    match value {
        Const::Number(number) => number.to_string(),
        Const::Text(text) | Const::Date(text) => text.clone(),
        Const::Bool(truth) => truth.to_string(),
    }
}

fn item(value: &Const) -> String {
    match value {
        Const::Text(text) => escaped(&format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))),
        other => text(other),
    }
}
