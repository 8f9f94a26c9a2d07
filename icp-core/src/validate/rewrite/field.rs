//! Keys in the words of other tools, as they are called here.

use super::flow::flow;
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::error::negated;
use crate::value::fold;

/// A word as it is compared: small letters and digits.
pub(super) fn letters(word: &str) -> String {
    fold(&word.chars().filter(|c| c.is_alphanumeric()).collect::<String>()).into_owned()
}

/// True for one of some words, which are separated by blanks: a list of texts would take more of what browsers fetch.
pub(super) fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// Keys that people write for keys of the format: the first of these is meant where all of them are fields.
const FIELDS: &[(&str, &str)] = &[
    ("when", "condition conditions if rule filter criteria match"),
    ("fit misfit", "condition conditions if rule filter when match test"),
    ("unless", "except exceptwhen exceptif excluding"),
    ("applies_when", "appliesif applicablewhen onlyif onlywhen applyif applywhen"),
    ("reason", "message why because rationale explanation"),
    ("otherwise", "default else fallback defaultrating defaultscore defaultpoints other others"),
    ("weight", "importance multiplier"),
    ("required", "mandatory musthave must"),
    ("share", "weight percent percentage"),
    ("from", "min minimum minscore threshold cutoff atleast gte lower above"),
    ("max", "cap limit maximum maxpoints maxrating maxscore"),
    ("min", "minimum"),
    ("cap", "max maximum maxpoints limit"),
    ("at_least", "min minimum floor gte atleast"),
    ("at_most", "max maximum ceiling cap lte atmost"),
    ("limits", "floors ceilings clamps overrides"),
    ("say", "text message verdict"),
    ("exclusions", "disqualifiers knockouts dealbreakers disqualify excludes exclude hardfilters"),
    ("attributes", "fields properties inputs columns schema features"),
    ("icps", "icp profiles segments personas"),
    ("criteria", "rules signals factors criterion"),
    ("tiers", "grades levels thresholds buckets"),
    ("values", "enum options choices allowed allowedvalues categories picklist"),
    ("separator", "delimiter sep"),
    ("title", "label displayname"),
    ("name", "title label displayname"),
    ("type", "kind datatype dtype"),
    ("of", "phrases keywords words list items values terms"),
    ("event", "eventname eventtype type name"),
    ("any_of", "events eventnames anyofevents"),
    ("distinct_at_least", "distinct different atleastdistinct mindistinct"),
    ("for", "window duration expiresafter expiresin validfor"),
    ("attribute", "field fact property column input"),
    ("id", "key slug"),
    ("priority", "rank"),
    ("within_last", "within last inlast window period"),
    ("formula", "expression expr calc calculated"),
];

/// Keys of notes that people leave in a document.
pub(in crate::validate) fn is_note(name: &str) -> bool {
    has("note notes comment comments about remark doc desc", &letters(name))
        || matches!(name, "//" | "#" | "$comment")
}

/// The entry that an unknown key means: another name for a key, or one that holds its unit in its name.
pub(in crate::validate) fn renamed(
    entry: &Entry,
    known: &[&'static str],
    taken: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let name = letters(&entry.key);
    let is_field = |key: &str| known.contains(&key) && !taken(key);
    if is_note(&entry.key) {
        return Some(match &entry.value.kind {
            NodeKind::Text(_) if is_field("description") => "write `description`".to_owned(),
            _ => "notes go into a `description`, or into comments of YAML".to_owned(),
        });
    }
    if let (Some(key), NodeKind::Number(Number::Integer(_))) = (name.strip_suffix("days"), &entry.value.kind)
    {
        let is_meant = |field: &&&str| letters(field) == key || (key == "within" && **field == "within_last");
        let key = known.iter().find(is_meant).filter(|key| !taken(key))?;
        return Some(format!("write `{key}: {} days`", flow(&entry.value)?));
    }
    if is_field("rating")
        && is_field("points")
        && matches!(&*name, "then" | "score" | "value" | "result" | "gives")
    {
        return Some(
            "it is `rating`, a part of the weight from -1 to 1, or an amount of `points`".to_owned(),
        );
    }
    // Only an attribute has this field.
    if known.contains(&"layer") {
        match &*name {
            "default" | "fallback" => {
                return Some("what counts where nothing is known is `if_unknown` of a criterion".to_owned());
            }
            "required" | "mandatory" => {
                return Some("a criterion is `required`, not an attribute".to_owned());
            }
            "nullable" | "optional" => {
                return Some("every value may be missing, so it says nothing".to_owned());
            }
            _ => {}
        }
    }
    let meant = FIELDS.iter().find(|(keys, words)| has(words, &name) && keys.split(' ').all(is_field));
    meant.and_then(|(keys, _)| keys.split(' ').next()).map(|key| format!("write `{key}`"))
}

/// True for a key of another tool, so that no key that is spelt like it is proposed.
pub(in crate::validate) fn is_word(name: &str) -> bool {
    let name = letters(name);
    FIELDS.iter().any(|(_, words)| has(words, &name))
}

/// The keyword of a condition that another word means.
pub(in crate::validate) fn keyword(entry: &Entry) -> Option<String> {
    let sign = entry.key.trim();
    let name = if negated(sign) { format!("not{}", letters(sign)) } else { letters(sign) };
    if has("and allof every must both alltrue conjunction", &name) || matches!(sign, "&&" | "&") {
        return Some("write `all`".to_owned());
    }
    if has("or anyof some either atleastone anytrue disjunction", &name) || matches!(sign, "||" | "|") {
        return Some("write `any`".to_owned());
    }
    if has("none noneof nor mustnot notany notanyof notor", &name) {
        let NodeKind::List(_) = &entry.value.kind else { return Some("write `not`".to_owned()) };
        return Some(match flow(&entry.value) {
            Some(list) => format!("write `not: {{any: {list}}}`"),
            None => "it is `not` around an `any`".to_owned(),
        });
    }
    if matches!(&*name, "oneof" | "xor" | "exactlyone") {
        return Some(
            "`any` holds where one or more hold, `at_least` where so many do; none asks for exactly one"
                .to_owned(),
        );
    }
    if matches!(&*name, "should" | "nand" | "notall" | "notand" | "if" | "then" | "else") {
        return Some("conditions are joined by `all`, `any`, `not` and `at_least`".to_owned());
    }
    if is_note(sign) {
        return Some(
            "a condition has no notes; they go into the `description` of what it belongs to".to_owned(),
        );
    }
    None
}

/// The type that another name means.
pub(in crate::validate) fn type_meant(word: &str) -> Option<&'static str> {
    const TYPES: [(&str, &str); 6] = [
        (
            "number",
            "number integer int int32 int64 long bigint float float64 double decimal numeric num \
             currency money percent percentage real numbers",
        ),
        (
            "text",
            "text string str varchar char category categorical enum enumeration select singleselect \
             picklist dropdown radio textarea url email phone uuid utf8 word keyword",
        ),
        ("bool", "bool boolean checkbox flag yesno truefalse bit binary toggle"),
        ("date", "date datetime timestamp datetime64 timestamptz dates"),
        (
            "set",
            "set list array multiselect multipicklist multiselectpicklist multienum checkboxes tags \
             strings liststr liststring arraystring stringlist stringarray multi",
        ),
        ("events", "events event timeline activity activities eventlist"),
    ];
    let word = letters(word);
    TYPES.iter().find(|(_, words)| has(words, &word)).map(|(name, _)| *name)
}

/// The whole declaration of an attribute of which only the type was written.
pub(in crate::validate) fn declaration(name: &str, value: &Node) -> Option<String> {
    let NodeKind::Text(word) = &value.kind else { return None };
    Some(format!("write `{}: {{type: {}}}`", super::flow::key(name)?, type_meant(word)?))
}
