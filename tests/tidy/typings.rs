//! The TypeScript types of model documents are made from the JSON Schema: members, types and the sentence of each.
//!
//! `ICP_BLESS=1 cargo test -p icp-tests --test tidy typings` writes them anew. A sentence is changed in the schema.

use std::fmt::Write as _;

use icp_core::model::{SCHEMA, SOURCE_SCHEMA};
use icp_tests::engine::reasons;
use serde_json::{Map, Value};

use super::tree::{file, root};

const FILE: &str = "icp-js/types/document.d.ts";
const ANSWERS: &str = "icp-js/types/answer.d.ts";

/// Definitions of the schema that are types of their own, in the order in which they are written.
const NAMED: &[(&str, &str)] = &[
    ("", "ModelDocument"),
    ("writtenNumber", "WrittenNumberDocument"),
    ("writtenBool", "WrittenBoolDocument"),
    ("attribute", "AttributeDocument"),
    ("condition", "Condition"),
    ("conditionObject", "ConditionObject"),
    ("resultTest", "ResultTest"),
    ("test", "Test"),
    ("otherAttribute", "OtherAttribute"),
    ("operators", "Operators"),
    ("happened", "Happened"),
    ("measure", "Measure"),
    ("exclusion", "ExclusionDocument"),
    ("rule", "RuleDocument"),
    ("use", "UseDocument"),
    ("criterion", "CriterionDocument"),
    ("band", "BandDocument"),
    ("table", "TableDocument"),
    ("curve", "CurveDocument"),
    ("perMatch", "PerMatchDocument"),
    ("decay", "DecayDocument"),
    ("fadingEvent", "FadingEventDocument"),
    ("dimension", "DimensionDocument"),
    ("reasonCodes", "ReasonCodesDocument"),
    ("limit", "LimitDocument"),
    ("scorecard", "ScorecardDocument"),
    ("requiresSome", "RequiresSome"),
    ("verdicts", "VerdictsDocument"),
    ("tier", "TierDocument"),
    ("stage", "StageDocument"),
    ("label", "LabelDocument"),
    ("icp", "IcpDocument"),
];

/// The same for the schema of source files; what both have is named above.
const OF_SOURCE: &[(&str, &str)] = &[("", "SourceDocument"), ("attribute", "SourceAttributeDocument")];

/// Definitions whose values have a type in [`HEAD`].
const PLAIN: &[(&str, &str)] = &[
    ("idOrInteger", "Id"),
    ("date", "Day"),
    ("span", "Span"),
    ("spanInDays", "Span"),
    ("textList", "TextList"),
    ("textOrList", "TextList"),
    ("numberList", "NumberList"),
    ("sharedCriterion", "RuleDocument"),
];

const HEAD: &str = r#"// The model document, `icp/1`, and the source file, `icp-source/1`. Made from their JSON Schemas by `tests/tidy/typings.rs`; FORMAT.md is the reference.

/** A letter or word; a whole number is taken as its text. */
export type Id = string | number;
/** `YYYY-MM-DD`, or an RFC 3339 timestamp. A `Date` counts by its day in UTC. */
export type Day = string | Date;
/** A length of time, such as `6 months`. */
export type Span = string;
/** A list, or the name of one as `$name`. */
export type TextList = string | readonly string[];
/** A list, or the name of one as `$name`. */
export type NumberList = string | readonly number[];

/** What the values of an attribute are. */
export type AttributeType = @type;
/** Which side of the company an attribute describes. */
export type Layer = @layer;
"#;

/// Types that say what the schema says in another way, with their sentence.
const WRITTEN: &[(&str, &str)] = &[
    ("Condition", "export type Condition = string | ConditionObject;\n"),
    ("Test", "export type Test = string | number | boolean | Date | Operators;\n"),
    (
        "CriterionDocument",
        "export type CriterionDocument = (RuleDocument & { id: Id; use?: undefined }) | UseDocument;\n",
    ),
];

/// A schema, with the names that its own definitions have beside those of [`NAMED`].
struct Schema(Value, &'static [(&'static str, &'static str)]);

impl Schema {
    fn definition(&self, name: &str) -> &Value {
        if name.is_empty() { &self.0 } else { &self.0["$defs"][name] }
    }

    /// The definition that a schema refers to, with its name.
    fn referred<'s>(&'s self, schema: &'s Value) -> Option<(&'s str, &'s Value)> {
        let name = schema["$ref"].as_str()?.strip_prefix("#/$defs/")?;
        Some((name, self.definition(name)))
    }

    fn sentence<'s>(&'s self, schema: &'s Value) -> Option<&'s str> {
        schema["description"].as_str().or_else(|| self.sentence(self.referred(schema)?.1))
    }

    /// The type of the values that a schema takes.
    fn type_of(&self, schema: &Value) -> Vec<String> {
        if let Some((name, definition)) = self.referred(schema) {
            let named = self.1.iter().chain(NAMED).chain(PLAIN).find(|(known, _)| *known == name);
            // A value compared with another attribute may be a day.
            let days = (name == "scalarOrAttribute").then(|| "Date".to_owned());
            return match named {
                Some((_, "Measure")) => vec!["number".to_owned(), "Measure".to_owned()],
                Some((_, name)) => vec![(*name).to_owned()],
                None => distinct(self.type_of(definition).into_iter().chain(days)),
            };
        }
        if let Some(constant) = schema.get("const") {
            return vec![constant.to_string()];
        }
        if let Some(choices) = schema["enum"].as_array() {
            return choices.iter().map(Value::to_string).collect();
        }
        if let Some(choices) = schema["anyOf"].as_array().filter(|_| schema["type"] != "object") {
            let choices = choices.iter().filter(|choice| choice["maxProperties"] != 0);
            return distinct(choices.flat_map(|choice| self.type_of(choice)));
        }
        match &schema["type"] {
            Value::Array(types) => types.iter().map(|name| name.as_str().unwrap().to_owned()).collect(),
            Value::String(name) => match name.as_str() {
                "integer" => vec!["number".to_owned()],
                "array" => self.list(schema),
                "object" => vec![self.object(schema)],
                plain => vec![plain.to_owned()],
            },
            _ => panic!("{FILE}: no type for {schema}"),
        }
    }

    fn list(&self, schema: &Value) -> Vec<String> {
        let one = |schema: &Value| self.type_of(schema).join(" | ");
        if let Some(places) = schema["prefixItems"].as_array() {
            return vec![format!("readonly [{}]", places.iter().map(one).collect::<Vec<_>>().join(", "))];
        }
        let items = &schema["items"];
        if let (Some(count), true) = (schema["maxItems"].as_u64(), schema["minItems"] == schema["maxItems"]) {
            let tuple = |item: String| {
                format!("readonly [{}]", vec![item; usize::try_from(count).unwrap()].join(", "))
            };
            return self.type_of(items).into_iter().map(tuple).collect();
        }
        let item = self.type_of(items);
        vec![if item.len() > 1 || item[0].starts_with("readonly ") {
            format!("readonly ({})[]", item.join(" | "))
        } else {
            format!("readonly {}[]", item[0])
        }]
    }

    fn object(&self, schema: &Value) -> String {
        match (schema["properties"].as_object(), &schema["additionalProperties"]) {
            (Some(properties), _) => {
                let members = properties.iter().map(|(key, value)| self.member(schema, key, value));
                format!("{{ {} }}", members.collect::<Vec<_>>().join("; "))
            }
            (None, values) => format!("Readonly<Record<string, {}>>", self.type_of(values).join(" | ")),
        }
    }

    fn member(&self, holder: &Value, key: &str, value: &Value) -> String {
        let required =
            holder["required"].as_array().is_some_and(|keys| keys.iter().any(|known| known == key));
        let required = required || key == "use";
        let value = match key {
            "type" => "AttributeType".to_owned(),
            "layer" => "Layer".to_owned(),
            // Two dates differ by their days, which no operator asks for.
            "is_not" => {
                self.type_of(value).into_iter().filter(|one| one != "Date").collect::<Vec<_>>().join(" | ")
            }
            _ => self.type_of(value).join(" | "),
        };
        format!("{key}{}: {value}", if required { "" } else { "?" })
    }

    fn interface(&self, name: &str, definition: &Value, out: &mut String) {
        let objects = definition["anyOf"].as_array().into_iter().flatten();
        let object = objects.chain([definition]).find(|one| one["properties"].is_object()).unwrap();
        let empty = Map::new();
        writeln!(out, "export interface {name} {{").unwrap();
        for (key, value) in object["properties"].as_object().unwrap_or(&empty) {
            let sentence = self
                .sentence(value)
                .unwrap_or_else(|| panic!("icp-core/schema: `{key}` of {name} has no `description`"));
            writeln!(out, "  /** {sentence} */\n  {};", self.member(object, key, value)).unwrap();
        }
        if name == "ConditionObject" {
            out.push_str("  /** The test of an attribute. */\n");
            out.push_str("  [attribute: string]: Test | ResultTest | Condition | readonly Condition[] | ");
            out.push_str("{ n: number; of: readonly Condition[] } | undefined;\n");
        }
        out.push_str("}\n");
    }
}

fn distinct(types: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for one in types {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    // An object is named last.
    distinct.sort_by_key(|one| one.starts_with("OtherAttribute"));
    distinct
}

fn typings() -> String {
    let schema = Schema(serde_json::from_str(SCHEMA).unwrap(), &[]);
    let words = |key: &str| schema.type_of(&schema.definition("attribute")["properties"][key]).join(" | ");
    let mut out = HEAD.replace("@type", &words("type")).replace("@layer", &words("layer"));
    for (name, type_name) in NAMED {
        let definition = schema.definition(name);
        let sentence = schema.sentence(definition).or_else(|| definition["title"].as_str()).unwrap();
        write!(out, "\n/** {sentence} */\n").unwrap();
        if let Some((_, written)) = WRITTEN.iter().find(|(known, _)| known == type_name) {
            out.push_str(written);
        } else if *name == "verdicts" {
            writeln!(out, "export type {type_name} =").unwrap();
            let choices = schema.type_of(definition);
            writeln!(out, "  | {};", choices.join("\n  | ")).unwrap();
        } else {
            schema.interface(type_name, definition, &mut out);
        }
    }
    let source = Schema(serde_json::from_str(SOURCE_SCHEMA).unwrap(), OF_SOURCE);
    for (name, type_name) in OF_SOURCE {
        let definition = source.definition(name);
        write!(out, "\n/** {} */\n", source.sentence(definition).unwrap()).unwrap();
        source.interface(type_name, definition, &mut out);
    }
    out
}

#[test]
fn the_types_are_those_of_the_schema() {
    let made = typings();
    if std::env::var_os("ICP_BLESS").is_some() {
        std::fs::write(root().join(FILE), &made).unwrap();
        return;
    }
    let kept = file(FILE).map_or("", |file| &*file.text);
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(kept == made, "{FILE} is not what the schema says (`ICP_BLESS=1` writes it): {differs:?}");
}

#[test]
fn every_object_of_the_schema_has_a_type() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let has_type = |name: &str| NAMED.iter().chain(PLAIN).any(|(known, _)| *known == name);
    let objects =
        schema["$defs"].as_object().unwrap().iter().filter(|(_, one)| one["properties"].is_object());
    let without: Vec<_> = objects.map(|(name, _)| name).filter(|name| !has_type(name)).collect();
    assert!(without.is_empty(), "tests/tidy/typings.rs, `NAMED`: no type for {without:?} of the schema");
}

#[test]
fn every_member_has_its_sentence() {
    let made = typings();
    let members = made.lines().filter(|line| line.starts_with("  ") && line.ends_with(';')).count();
    let sentences = made.lines().filter(|line| line.starts_with("  /** ")).count();
    assert!(
        members > 150 && sentences + 1 == members,
        "{members} members, the last of them a choice, {sentences} sentences"
    );
}

/// The reasons of a status in the types of answers are the core's, in its order.
#[test]
fn the_types_have_the_reasons() {
    let text = file(ANSWERS).map_or("", |file| &*file.text);
    let union =
        text.split("type ReasonCode =").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    let kept: Vec<&str> = union.split('"').skip(1).step_by(2).collect();
    assert_eq!(kept, reasons(), "{ANSWERS}, `ReasonCode`");
}
