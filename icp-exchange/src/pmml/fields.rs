//! The fields of a PMML document: how the dictionary, the mining schema of a card and derived fields make a value of what
//! comes in. `predicate` and `expression` ask for them by name.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::piece::{Kind, MOST, Piece, Val};
use super::values::{allowed, input, kind, outliers};
use crate::cond::Cond;
use crate::doc::{Doc, Entries};
use crate::names::{Input, Taken, folded};
use crate::op::{Const, Op};
use crate::told::Told;
use crate::xml::Element;

/// A field as a card reads it.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) kind: Kind,
    /// The values of an ordinal field, in order.
    pub(super) order: Option<Vec<Const>>,
    /// Under which conditions it has which value.
    pub(super) pieces: Vec<Piece>,
}

/// The reader of expressions, which asks for fields again.
pub(super) type Expressions = fn(&Element, Option<Kind>, &mut Fields<'_>, &mut Told) -> Option<Vec<Piece>>;

/// All fields.
pub(super) struct Fields<'d> {
    expressions: Expressions,
    data: Vec<&'d Element>,
    shared: Vec<&'d Element>,
    local: Vec<&'d Element>,
    schema: Vec<&'d Element>,
    pub(super) inputs: Vec<Input>,
    used: Vec<bool>,
    taken: Taken,
    /// Those of the card that is read.
    made: BTreeMap<String, Option<Rc<Field>>>,
    /// Derived fields that are being made, for circles.
    open: Vec<String>,
    /// When the card that is read has no score, because of a value that is not allowed.
    pub(super) invalid: Vec<Cond>,
}

impl<'d> Fields<'d> {
    pub(super) fn new(root: &'d Element, expressions: Expressions, told: &mut Told) -> Self {
        let dictionary = root.child("DataDictionary");
        let data: Vec<_> = dictionary.into_iter().flat_map(|part| part.all("DataField")).collect();
        let transformations = root.child("TransformationDictionary");
        let shared = derived(transformations, told);
        let mut taken = Taken::default();
        let inputs = data.iter().map(|field| input(field, &mut taken)).collect::<Vec<_>>();
        let used = vec![false; inputs.len()];
        Self {
            expressions,
            data,
            shared,
            local: Vec::new(),
            schema: Vec::new(),
            inputs,
            used,
            taken,
            made: BTreeMap::new(),
            open: Vec::new(),
            invalid: Vec::new(),
        }
    }

    /// Begins another card, which has a schema and derived fields of its own.
    pub(super) fn begin(&mut self, card: &'d Element, told: &mut Told) {
        self.schema =
            card.child("MiningSchema").into_iter().flat_map(|part| part.all("MiningField")).collect();
        self.local = derived(card.child("LocalTransformations"), told);
        self.made.clear();
        self.invalid.clear();
    }

    /// The field of a name.
    pub(super) fn get(&mut self, name: &str, at: &Element, told: &mut Told) -> Option<Rc<Field>> {
        if let Some(field) = self.made.get(name) {
            return field.clone();
        }
        let of = |list: &[&'d Element]| list.iter().copied().find(|one| one.get("name") == Some(name));
        let field = match of(&self.local).or_else(|| of(&self.shared)) {
            Some(element) => self.derived_field(name, element, told),
            None => self.data_field(name, at, told),
        };
        let field = field.map(Rc::new);
        self.made.insert(name.to_owned(), field.clone());
        field
    }

    fn data_field(&mut self, name: &str, at: &Element, told: &mut Told) -> Option<Field> {
        let Some((place, data)) =
            self.data.iter().copied().enumerate().find(|(_, one)| one.get("name") == Some(name))
        else {
            let message = format!("unknown field `{name}`");
            return told.refuse(
                at,
                "pmml.field",
                message,
                "declare it in the `DataDictionary`, or as a `DerivedField`",
            );
        };
        let Some(mining) = self.schema.iter().copied().find(|one| one.get("name") == Some(name)) else {
            let message = format!("field `{name}` is not in the `MiningSchema`");
            return told.refuse(at, "pmml.field", message, "add a `MiningField` of this name");
        };
        if matches!(mining.get("usageType"), Some("target" | "predicted")) {
            let message = format!("field `{name}` is the target");
            return told.refuse(at, "pmml.field", message, "test fields that come in");
        }
        let Some(kind) = kind(data) else {
            let message =
                format!("field `{name}` has the type `{}`", data.get("dataType").unwrap_or_default());
            let help = "string, integer, float, double, boolean and date are taken: derive the field before, and name the result here";
            return told.refuse(data, "pmml.type", message, help);
        };
        if data.get("isCyclic") == Some("1") {
            told.note(data, "`isCyclic` is left aside: predicates do not look at it");
        }
        let values = |property: &str| -> Vec<&str> {
            let those =
                data.all("Value").filter(|value| value.get("property").unwrap_or("valid") == property);
            those.filter_map(|value| value.get("value")).collect()
        };
        let constants = |list: Vec<&str>, told: &mut Told| -> Option<Vec<Const>> {
            let each = list.into_iter().map(|text| match kind.constant(text) {
                Some(value) => Some(value),
                None => {
                    let message = format!("value `{text}` of field `{name}` is no {}", kind.word());
                    told.refuse(data, "pmml.value", message, "write values of the field's type")
                }
            });
            each.collect()
        };
        let valid = constants(values("valid"), told)?;
        let invalid = constants(values("invalid"), told)?;
        let optype = mining.get("optype").or_else(|| data.get("optype"));
        let order = (optype == Some("ordinal") && !valid.is_empty()).then(|| valid.clone());
        let allowed = allowed(place, data, valid, invalid, told)?;
        let constant =
            |key: &str, told: &mut Told| match mining.get(key).map(|text| (text, kind.constant(text))) {
                None => Some(None),
                Some((_, Some(value))) => Some(Some(value)),
                Some((text, None)) => {
                    let message = format!("`{key}` of `{text}` is no {}", kind.word());
                    told.refuse(mining, "pmml.value", message, "write a value of the field's type")
                }
            };
        let on_missing =
            match (constant("missingValueReplacement", told)?, mining.get("missingValueTreatment")) {
                (Some(value), _) => Val::Const(value),
                (None, Some("returnInvalid")) => Val::Invalid,
                (None, _) => Val::Missing,
            };
        let replacement = constant("invalidValueReplacement", told)?;
        let on_invalid = match (mining.get("invalidValueTreatment").unwrap_or("returnInvalid"), replacement) {
            ("returnInvalid", _) => Val::Invalid,
            ("asIs", _) => Val::Input(place),
            ("asMissing", _) => on_missing.clone(),
            ("asValue", Some(value)) => Val::Const(value),
            (other, _) => {
                let message = format!("`invalidValueTreatment` is `{other}`");
                let help =
                    "write returnInvalid, asIs, asMissing, or asValue with an `invalidValueReplacement`";
                return told.refuse(mining, "pmml.treatment", message, help);
            }
        };
        let mut pieces = vec![Piece::new(Cond::Missing(place), on_missing.clone())];
        let is_not = Cond::all([Cond::Known(place), allowed.negated()]);
        if is_not != Cond::False {
            pieces.push(Piece::new(is_not, on_invalid));
        }
        pieces.extend(outliers(place, mining, kind, &allowed, &on_missing, told)?);
        Some(Field { kind, order, pieces })
    }

    fn derived_field(&mut self, name: &str, element: &'d Element, told: &mut Told) -> Option<Field> {
        if self.open.iter().any(|open| open == name) {
            let message = format!("derived field `{name}` rests on itself");
            return told.refuse(element, "pmml.cycle", message, "derive it from other fields");
        }
        let Some(kind) = kind(element) else {
            let message = format!(
                "derived field `{name}` has the type `{}`",
                element.get("dataType").unwrap_or_default()
            );
            return told.refuse(
                element,
                "pmml.type",
                message,
                "string, integer, float, double, boolean and date are taken",
            );
        };
        let Some(inner) = element.parts().find(|part| part.name != "Value") else {
            let message = format!("derived field `{name}` has no expression");
            return told.refuse(element, "pmml.expression", message, "write the expression that makes it");
        };
        if self.open.len() > 32 {
            let message = "more than 32 derived fields inside of each other".to_owned();
            return told.refuse(element, "limit.depth", message, "derive it in fewer steps");
        }
        self.open.push(name.to_owned());
        let pieces = (self.expressions)(inner, Some(kind), self, told);
        self.open.pop();
        let mut pieces = pieces?;
        if pieces.len() > MOST {
            let message = format!("derived field `{name}` has more than {MOST} cases");
            return told.refuse(element, "limit.pieces", message, "derive it from fewer values");
        }
        for piece in &mut pieces {
            if let Val::Formula(formula) = &piece.value {
                piece.value = Val::Input(self.formula(name, formula));
            }
        }
        let order: Option<Vec<Const>> =
            element.all("Value").map(|value| kind.constant(value.get("value")?)).collect();
        let order = order.filter(|order| !order.is_empty() && element.get("optype") == Some("ordinal"));
        Some(Field { kind, order, pieces })
    }

    /// The attribute of a formula, made if there is none.
    pub(super) fn formula(&mut self, name: &str, formula: &str) -> usize {
        if let Some(place) = self.inputs.iter().position(|input| input.formula.as_deref() == Some(formula)) {
            return place;
        }
        let own = self.taken.attribute(name);
        self.inputs.push(Input {
            name: own,
            alias: None,
            kind: "number",
            formula: Some(formula.to_owned()),
            missing: Vec::new(),
            exact: false,
            title: None,
        });
        self.used.push(false);
        self.inputs.len() - 1
    }

    /// Marks an input as one that a formula reads, and gives its name.
    pub(super) fn operand(&mut self, at: usize) -> String {
        if let Some(used) = self.used.get_mut(at) {
            *used = true;
        }
        self.inputs.get(at).map(|input| input.name.clone()).unwrap_or_default()
    }

    /// Once all cards are read: which attributes are used, and which texts have to be compared as they stand.
    pub(super) fn settle(&mut self, seen: &[(usize, Option<Op>)], told: &mut Told) {
        let mut texts: BTreeMap<usize, BTreeMap<String, String>> = BTreeMap::new();
        let (inputs, used) = (&mut self.inputs, &mut self.used);
        for (at, op) in seen {
            if let Some(used) = used.get_mut(*at) {
                *used = true;
            }
            for constant in op.iter().flat_map(Op::constants) {
                let Const::Text(text) = constant else { continue };
                let own = texts.entry(*at).or_default();
                let first = own.entry(folded(text)).or_insert_with(|| text.clone());
                let blank = folded(text).is_empty();
                if (first != text || blank)
                    && let Some(input) = inputs.get_mut(*at)
                {
                    input.exact = true;
                }
            }
        }
        for (at, data) in self.data.iter().enumerate() {
            let is_text = inputs.get(at).is_some_and(|input| input.kind == "text" && !input.exact);
            if used.get(at) == Some(&true) && is_text && texts.contains_key(&at) {
                told.note(
                    data,
                    "its texts are compared without regard to case and blanks, as those of all models are",
                );
            }
        }
        if used.iter().all(|used| !used)
            && let Some(first) = used.first_mut()
        {
            *first = true;
        }
    }

    /// The attributes of the model.
    pub(super) fn doc(&self) -> Doc {
        let used = self.inputs.iter().zip(&self.used).filter(|(_, used)| **used).map(|(input, _)| input);
        let one = |input: &Input| {
            let mut entries = Entries::default();
            match &input.formula {
                Some(formula) => entries.put("formula", Doc::text(formula)),
                None => entries.put("type", Doc::text(input.kind)),
            }
            entries.put_text("title", input.title.as_deref());
            entries.put_some("aliases", input.alias.as_ref().map(|alias| Doc::List(vec![Doc::text(alias)])));
            let missing: Vec<Doc> = input.missing.iter().map(Const::doc).collect();
            entries.put_some("missing", (!missing.is_empty()).then_some(Doc::List(missing)));
            (input.name.clone(), entries.doc())
        };
        Doc::Map(used.map(one).collect())
    }
}

fn derived<'d>(part: Option<&'d Element>, told: &mut Told) -> Vec<&'d Element> {
    let Some(part) = part else { return Vec::new() };
    for function in part.all("DefineFunction") {
        told.note(function, "a function of its own: fields that call it are refused");
    }
    part.all("DerivedField").collect()
}
