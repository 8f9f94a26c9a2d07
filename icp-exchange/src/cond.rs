//! Conditions that are true or false for every account, also where values are missing: what PMML's three-valued
//! predicates come down to, since only a true one counts. They become conditions of a model.

use crate::doc::{Doc, Entries};
use crate::names::Input;
use crate::op::{Const, Op};

/// A condition over the attributes of a model, by their places.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cond {
    True,
    False,
    Missing(usize),
    Known(usize),
    /// The value is known and passes.
    Test(usize, Op),
    All(Vec<Cond>),
    Any(Vec<Cond>),
}

impl Cond {
    /// All of these.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            let inner = match part {
                Self::True => continue,
                Self::False => return Self::False,
                Self::All(inner) => inner,
                other => vec![other],
            };
            for one in inner {
                if !join(&mut kept, one) {
                    return Self::False;
                }
            }
        }
        match kept.len() {
            0 => Self::True,
            1 => kept.pop().unwrap_or(Self::True),
            _ => Self::All(kept),
        }
    }

    /// One of these.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            let inner = match part {
                Self::False => continue,
                Self::True => return Self::True,
                Self::Any(inner) => inner,
                other => vec![other],
            };
            for one in inner {
                if !unite(&mut kept, one) {
                    return Self::True;
                }
            }
        }
        match kept.len() {
            0 => Self::False,
            1 => kept.pop().unwrap_or(Self::False),
            _ => Self::Any(kept),
        }
    }

    /// Whatever it is not.
    pub(crate) fn negated(&self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Missing(at) => Self::Known(*at),
            Self::Known(at) => Self::Missing(*at),
            Self::Test(at, op) => Self::any([Self::Missing(*at), Self::Test(*at, op.negated())]),
            Self::All(parts) => Self::any(parts.iter().map(Self::negated)),
            Self::Any(parts) => Self::all(parts.iter().map(Self::negated)),
        }
    }

    /// The number of its parts.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::size).sum::<usize>(),
            Self::True | Self::False | Self::Missing(_) | Self::Known(_) | Self::Test(..) => 1,
        }
    }

    /// Each attribute that it reads, and each test of it.
    pub(crate) fn tests(&self, see: &mut impl FnMut(usize, Option<&Op>)) {
        match self {
            Self::True | Self::False => {}
            Self::Missing(at) | Self::Known(at) => see(*at, None),
            Self::Test(at, op) => see(*at, Some(op)),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.tests(see)),
        }
    }

    /// The attributes whose being missing makes it true, whatever else there is.
    pub(crate) fn holds_without(&self) -> Vec<usize> {
        match self {
            Self::Missing(at) => vec![*at],
            Self::Any(parts) => parts.iter().flat_map(Self::holds_without).collect(),
            Self::True | Self::False | Self::Known(_) | Self::Test(..) | Self::All(_) => Vec::new(),
        }
    }

    /// As a condition of a model. `known` has the attributes that cannot be missing where it is looked at.
    pub(crate) fn doc(&self, inputs: &[Input], known: &[usize]) -> Doc {
        let parts = match self {
            Self::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let name = |at: usize| inputs.get(at).map_or("", |input| &*input.name);
        let mut entries = Entries::default();
        let mut more: Vec<Doc> = Vec::new();
        let mut any = None;
        let mut done: Vec<usize> = Vec::new();
        for part in parts {
            match part {
                Self::Missing(at) => entries.put(name(*at), Doc::map([("known", Doc::Bool(false))])),
                Self::Known(at) | Self::Test(at, _) if done.contains(at) => {}
                Self::Known(at) | Self::Test(at, _) => {
                    done.push(*at);
                    let tests = parts.iter().filter_map(|part| match part {
                        Self::Test(other, op) if other == at => Some(op),
                        _ => None,
                    });
                    let tests = self::tests(inputs.get(*at), tests, known.contains(at), &mut more);
                    if !tests.is_empty() {
                        entries.put(name(*at), Doc::Map(tests));
                    }
                }
                Self::Any(parts) => {
                    let list = Doc::List(parts.iter().map(|part| part.doc(inputs, known)).collect());
                    match any {
                        None => any = Some(list),
                        Some(_) => more.push(Doc::map([("any", list)])),
                    }
                }
                Self::All(_) => more.push(part.doc(inputs, known)),
                Self::True | Self::False => more.push(constant(inputs, *part == Self::True)),
            }
        }
        entries.put_some("any", any);
        entries.put_some("all", (!more.is_empty()).then_some(Doc::List(more)));
        entries.doc()
    }
}

/// A condition that always holds, or never.
fn constant(inputs: &[Input], truth: bool) -> Doc {
    let name = inputs.first().map_or("", |input| &*input.name);
    let side = |known| Doc::map([(name, Doc::map([("known", Doc::Bool(known))]))]);
    Doc::map([(if truth { "any" } else { "all" }, Doc::List(vec![side(true), side(false)]))])
}

/// The operators of one attribute; what has no operator of its own goes to `more`.
fn tests<'o>(
    input: Option<&Input>,
    tests: impl Iterator<Item = &'o Op>,
    is_known: bool,
    more: &mut Vec<Doc>,
) -> Vec<(String, Doc)> {
    let Some(input) = input else { return Vec::new() };
    let mut operators: Vec<(String, Doc)> = Vec::new();
    let before = more.len();
    let not = |test: (&str, Doc)| Doc::map([("not", Doc::map([(&*input.name, Doc::map([test]))]))]);
    for op in tests {
        let (key, value) = match op {
            Op::In(list) | Op::NotIn(list) if input.exact => {
                let pattern = Doc::text(pattern(list));
                if matches!(op, Op::NotIn(_)) {
                    more.push(not(("matches", pattern)));
                    continue;
                }
                ("matches", pattern)
            }
            Op::In(list) => match list.as_slice() {
                [one] => ("is", one.doc()),
                list => match (list.first(), input.kind == "date") {
                    (Some(_), true) => {
                        let each =
                            list.iter().map(|day| Doc::map([(&*input.name, Doc::map([("is", day.doc())]))]));
                        more.push(Doc::map([("any", Doc::List(each.collect()))]));
                        continue;
                    }
                    _ => ("in", Doc::List(list.iter().map(Const::doc).collect())),
                },
            },
            Op::NotIn(list) => match list.as_slice() {
                [Const::Bool(truth)] => ("is", Doc::Bool(!truth)),
                list if input.kind == "date" => {
                    more.extend(list.iter().map(|day| not(("is", day.doc()))));
                    continue;
                }
                [one] => ("is_not", one.doc()),
                list => ("not_in", Doc::List(list.iter().map(Const::doc).collect())),
            },
            Op::Less(bound) => (if input.kind == "date" { "before" } else { "lt" }, bound.doc()),
            Op::More(bound) => (if input.kind == "date" { "after" } else { "gt" }, bound.doc()),
            Op::AtMost(bound) if input.kind == "date" => {
                more.push(not(("after", bound.doc())));
                continue;
            }
            Op::AtLeast(bound) if input.kind == "date" => {
                more.push(not(("before", bound.doc())));
                continue;
            }
            Op::AtMost(bound) => ("lte", bound.doc()),
            Op::AtLeast(bound) => ("gte", bound.doc()),
            Op::Has(item) => ("has", item.doc()),
            Op::Lacks(item) => ("has_none", Doc::List(vec![item.doc()])),
        };
        if operators.iter().any(|(other, _)| other == key) {
            more.push(Doc::map([(&*input.name, Doc::map([(key, value)]))]));
            continue;
        }
        operators.push((key.to_owned(), value));
    }
    if !is_known || (operators.is_empty() && more.len() == before) {
        operators.insert(0, ("known".to_owned(), Doc::Bool(true)));
    }
    operators
}

/// An expression that finds these texts alone, with their case.
fn pattern(list: &[Const]) -> String {
    let texts: Vec<String> = list
        .iter()
        .map(|value| match value {
            Const::Text(text) => escaped(text.trim()),
            Const::Number(_) | Const::Bool(_) | Const::Date(_) => String::new(),
        })
        .collect();
    match texts.as_slice() {
        [one] => format!("^{one}$"),
        texts => format!("^(?:{})$", texts.join("|")),
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if r"\.+*?()|[]{}^$#&-~/".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Adds a part to those that must all hold; false where they cannot.
fn join(kept: &mut Vec<Cond>, part: Cond) -> bool {
    if kept.contains(&part) {
        return true;
    }
    match &part {
        Cond::Missing(at) => {
            !kept.iter().any(|one| matches!(one, Cond::Known(other) | Cond::Test(other, _) if other == at))
                && {
                    kept.push(part);
                    true
                }
        }
        Cond::Known(at) => {
            if kept.contains(&Cond::Missing(*at)) {
                return false;
            }
            if !kept.iter().any(|one| matches!(one, Cond::Test(other, _) if other == at)) {
                kept.push(part);
            }
            true
        }
        Cond::Test(at, op) => {
            if kept.contains(&Cond::Missing(*at)) {
                return false;
            }
            kept.retain(|one| *one != Cond::Known(*at));
            let mut op = op.clone();
            while let Some((place, joined)) = kept.iter().enumerate().find_map(|(place, one)| match one {
                Cond::Test(other, has) if other == at => Some((place, has.and(&op)?)),
                _ => None,
            }) {
                kept.remove(place);
                op = joined;
            }
            if op.is_never()
                || kept
                    .iter()
                    .any(|one| matches!(one, Cond::Test(other, has) if other == at && has.excludes(&op)))
            {
                return false;
            }
            match op.plain() {
                Some(op) => kept.push(Cond::Test(*at, op)),
                None => kept.push(Cond::Known(*at)),
            }
            true
        }
        Cond::All(_) | Cond::Any(_) | Cond::True | Cond::False => {
            kept.push(part);
            true
        }
    }
}

/// Adds a part to those of which one must hold; false where one always does.
fn unite(kept: &mut Vec<Cond>, part: Cond) -> bool {
    if kept.contains(&part) {
        return true;
    }
    match &part {
        Cond::Missing(at) => {
            if kept.contains(&Cond::Known(*at)) {
                return false;
            }
            kept.push(part);
            true
        }
        Cond::Known(at) => {
            if kept.contains(&Cond::Missing(*at)) {
                return false;
            }
            kept.retain(|one| !matches!(one, Cond::Test(other, _) if other == at));
            kept.push(part);
            true
        }
        Cond::Test(at, op) => {
            if kept.contains(&Cond::Known(*at)) {
                return true;
            }
            let united = kept.iter().enumerate().find_map(|(place, one)| match one {
                Cond::Test(other, has) if other == at => {
                    // Whatever the two leave out, nothing passes neither.
                    if op.negated().excludes(&has.negated()) {
                        return Some((place, None));
                    }
                    has.or(op).map(|op| (place, Some(op)))
                }
                _ => None,
            });
            let whole = match united {
                None => {
                    kept.push(part);
                    return true;
                }
                Some((place, None)) => {
                    kept.remove(place);
                    Cond::Known(*at)
                }
                Some((place, Some(op))) => match op.plain() {
                    None => {
                        kept.remove(place);
                        Cond::Known(*at)
                    }
                    Some(op) => {
                        if let Some(place) = kept.get_mut(place) {
                            *place = Cond::Test(*at, op);
                        }
                        return true;
                    }
                },
            };
            unite(kept, whole)
        }
        Cond::All(_) | Cond::Any(_) | Cond::True | Cond::False => {
            kept.push(part);
            true
        }
    }
}
