//! Operators of other languages, and the operator here that asks the same.

use super::field::{has, letters};
use super::flow::{flow, key, quoted};
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::error::negated;
use crate::value::{AttributeType, integer_text};

/// The meaning of an operator, under any name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Gt,
    Gte,
    Lt,
    Lte,
    Is,
    IsNot,
    In,
    NotIn,
    Between,
    NotBetween,
    Contains,
    NotContains,
    ContainsAny,
    ContainsAll,
    ContainsNone,
    StartsWith,
    NotStartsWith,
    EndsWith,
    NotEndsWith,
    Matches,
    NotMatches,
    Like,
    Known,
    Unknown,
    Empty,
    NotEmpty,
    WithinLast,
    WithinDays,
    OlderThan,
    OlderDays,
    Size,
    Happened,
    /// A word that is no near-spelling of any operator, and asks what no operator asks.
    Other,
}

/// The names in other languages, libraries and tools: letters and digits only, or signs only.
const WORDS: &[(Meaning, &str)] = &[
    (
        Meaning::Gt,
        "gt > greater greaterthan above over morethan exclusiveminimum isgreaterthan isabove \
         largerthan biggerthan after isafter later laterthan",
    ),
    (
        Meaning::Gte,
        "gte >= ≥ => ge geq min minimum atleast greaterthaninclusive greaterthanorequal \
         greaterthanorequalto greaterthanequal greaterorequal greaterorequals greaterequal \
         isgreaterthanorequalto from onorafter since lower lowerbound notless notlessthan nlt",
    ),
    (
        Meaning::Lt,
        "lt < less lessthan below under fewerthan exclusivemaximum islessthan isbelow smallerthan \
         before isbefore earlier earlierthan",
    ),
    (
        Meaning::Lte,
        "lte <= ≤ =< le leq max maximum atmost lessthaninclusive lessthanorequal lessthanorequalto \
         lessthanequal lessorequal lessorequals lessequal islessthanorequalto upto to onorbefore \
         until upper upperbound notgreater notgreaterthan ngt",
    ),
    (
        Meaning::Is,
        "is = == === eq eql equal equals equalto isequal isequalto const value exact iexact exactly \
         sameas term",
    ),
    (
        Meaning::IsNot,
        "isnot != !== <> ≠ ne neq isnt notequal notequals notequalto doesnotequal isnotequalto notis \
         not nis differs differsfrom",
    ),
    (
        Meaning::In,
        "in isin oneof isoneof isanyof anyof enum equalsanyof memberof among values terms any inlist \
         insideof",
    ),
    (
        Meaning::NotIn,
        "notin nin noneof isnoneof isnotin notoneof notanyof isnotanyof isnotoneof notamong out \
         notinlist",
    ),
    (Meaning::Between, "between range inrange within isbetween betweeninclusive betweenand"),
    (Meaning::NotBetween, "notbetween outside notinrange notwithin isnotbetween outsiderange outof"),
    (
        Meaning::Contains,
        "contains contain icontains includes include containsstring strcontains substring \
         hassubstring containssubstring containstext has containsitem hasitem containselement \
         arraycontains",
    ),
    (
        Meaning::NotContains,
        "notcontains doesnotcontain notcontain doesntcontain notincludes excludes excludesstring \
         hasnot hasno nothas doesnothave nothave notinclude",
    ),
    (
        Meaning::ContainsAny,
        "containsany containsanyof includesany includesanyof hasany hasanyof hassome overlaps \
         intersects containsoneof containssome arraycontainsany",
    ),
    (
        Meaning::ContainsAll,
        "containsall containsallof includesall includesallof hasall hasallof allof all superset \
         supersetof containseach arraycontainsall",
    ),
    (
        Meaning::ContainsNone,
        "containsnone containsnoneof includesnone hasnone hasnoneof disjoint notcontainsany \
         doesnotcontainany",
    ),
    (Meaning::StartsWith, "startswith startwith istartswith beginswith prefix hasprefix strstartswith"),
    (Meaning::NotStartsWith, "notstartswith doesnotstartwith doesntstartwith"),
    (Meaning::EndsWith, "endswith endwith iendswith suffix hassuffix strendswith"),
    (Meaning::NotEndsWith, "notendswith doesnotendwith doesntendwith"),
    (Meaning::Matches, "matches match regex regexp pattern ~ rlike matchesregex regexmatch"),
    (Meaning::NotMatches, "notmatches doesnotmatch notregex !~ notmatch"),
    (Meaning::Like, "like ilike ~~"),
    (
        Meaning::Known,
        "known exists isknown hasvalue isset present ispresent filled isfilled notnull isnotnull \
         defined isdefined notnone notna notnan hasproperty isavailable notunknown",
    ),
    (
        Meaning::Unknown,
        "unknown isunknown isnull null isna isnan isnone missing ismissing undefined isundefined \
         notexists doesnotexist hasnovalue notset isnotset notknown isnotknown nothasproperty absent \
         notpresent nothasvalue",
    ),
    (Meaning::Empty, "empty isempty blank isblank"),
    (Meaning::NotEmpty, "notempty isnotempty notblank isnotblank nonempty"),
    (
        Meaning::WithinLast,
        "withinlast inlast inthelast withinthelast newerthan youngerthan morerecentthan last past \
         inpast lessthanago islessthanago",
    ),
    (Meaning::WithinDays, "withindays withinlastdays inlastdays lastdays lastndays maxagedays dayssincelt"),
    (Meaning::OlderThan, "olderthan morethanago ismorethanago longerago"),
    (Meaning::OlderDays, "olderthandays minagedays"),
    (Meaning::Size, "size length len count cardinality nitems"),
    (Meaning::Happened, "happened occurred didevent hasevent event"),
    (
        Meaning::Other,
        "mentions hasatleast minlength maxlength minitems maxitems minitem multipleof mod and or xor \
         nor notmentions search fuzzy op operator type containsword near intersection \
         equalsignorecase notlike notall notany",
    ),
];

/// Letters and digits in small letters, with `not` in place of a sign before them that says so (`!in`); of a name without
/// letters its signs.
fn folded(name: &str) -> String {
    let letters = letters(name);
    match negated(name) {
        _ if letters.is_empty() => name.trim().trim_start_matches('$').to_owned(),
        true => format!("not{letters}"),
        false => letters,
    }
}

pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let name = folded(name);
    WORDS.iter().find(|(_, words)| has(words, &name)).map(|(meaning, _)| *meaning)
}

/// True for a word whose meaning is known, so that no word that is spelt like it may be proposed instead.
pub(in crate::validate) fn is_operator_word(name: &str) -> bool {
    meaning(name).is_some()
}

/// The name of the same operator on numbers.
fn of_number(meaning: Meaning) -> Option<&'static str> {
    Some(match meaning {
        Meaning::Gt => "gt",
        Meaning::Gte => "gte",
        Meaning::Lt => "lt",
        Meaning::Lte => "lte",
        Meaning::Is => "is",
        Meaning::IsNot => "is_not",
        Meaning::In => "in",
        Meaning::NotIn => "not_in",
        Meaning::Between => "between",
        _ => return None,
    })
}

/// The operator that a word of `length` or `size` means.
pub(in crate::validate) fn of_measure(name: &str) -> Option<&'static str> {
    of_number(meaning(name)?)
}

/// The help for an operator of another language: the operator of the format (`is` for `equals`), or a test of the
/// same meaning. `alone` is true if the attribute has no other test.
pub(in crate::validate) fn operator(
    attribute: &str,
    kind: AttributeType,
    entry: &Entry,
    alone: bool,
) -> Option<String> {
    let meaning = meaning(&entry.key)?;
    let value = &entry.value;
    let not = |operator: &str| {
        let test = format!("not: {{{}: {{{operator}: {}}}}}", key(attribute)?, flow(value)?);
        Some(if alone {
            format!("write `{test}` in place of `{attribute}`")
        } else {
            format!("it is a condition of its own: `{test}`")
        })
    };
    if meaning == Meaning::IsNot && matches!(value.kind, NodeKind::Map(_)) && folded(&entry.key) == "not" {
        let test = format!("not: {{{}: {}}}", key(attribute)?, flow(value)?);
        return alone.then(|| format!("write `{test}` in place of `{attribute}`"));
    }
    match meaning {
        Meaning::Known => return known(value, true),
        Meaning::Unknown => return known(value, false),
        Meaning::Empty | Meaning::NotEmpty if kind == AttributeType::Set => {
            return Some(
                "it is `known` that asks for a value, and `size` how many items there are".to_owned(),
            );
        }
        Meaning::Empty => return known(value, false),
        Meaning::NotEmpty => return known(value, true),
        Meaning::Is if matches!(value.kind, NodeKind::Null) => {
            return Some("write `known: false`".to_owned());
        }
        Meaning::IsNot if matches!(value.kind, NodeKind::Null) => {
            return Some("write `known: true`".to_owned());
        }
        _ => {}
    }
    let written = match (kind, meaning, &value.kind) {
        (AttributeType::Text, Meaning::Like, _) => like(value)?,
        (AttributeType::Bool, Meaning::IsNot, NodeKind::Bool(flag)) => format!("is: {}", !flag),
        (AttributeType::Date, Meaning::Between, _) if folded(&entry.key) == "within" => {
            "within_last".to_owned()
        }
        (AttributeType::Date, Meaning::WithinDays, _) => format!("within_last: {}", days(value)?),
        (AttributeType::Date, Meaning::OlderDays, _) => format!("older_than: {}", days(value)?),
        (AttributeType::Set, Meaning::NotContains | Meaning::IsNot, NodeKind::Text(item)) => {
            format!("has_none: [{}]", quoted(item)?)
        }
        (
            AttributeType::Events,
            Meaning::Is | Meaning::Contains | Meaning::Happened,
            NodeKind::Text(event),
        ) => {
            format!("happened: {{event: {}}}", quoted(event)?)
        }
        (_, _, value) => match asked(kind, meaning, value)? {
            Asked::Same(operator) => operator.to_owned(),
            Asked::Opposite(operator) => return not(operator),
        },
    };
    Some(format!("write `{written}`"))
}

/// An operator of the format that takes the same value unchanged: one of the same meaning, or of the opposite.
enum Asked {
    Same(&'static str),
    Opposite(&'static str),
}

/// The operator of a type that asks for the same, or for its opposite.
fn asked(kind: AttributeType, meaning: Meaning, value: &NodeKind) -> Option<Asked> {
    use Asked::{Opposite, Same};
    Some(match kind {
        AttributeType::Number => match meaning {
            Meaning::NotBetween => Opposite("between"),
            _ => Same(of_number(meaning)?),
        },
        AttributeType::Text => match meaning {
            Meaning::Is => Same("is"),
            Meaning::IsNot => Same("is_not"),
            Meaning::In => Same("in"),
            Meaning::NotIn => Same("not_in"),
            Meaning::Contains | Meaning::ContainsAny => Same("contains"),
            Meaning::NotContains | Meaning::ContainsNone => Opposite("contains"),
            Meaning::StartsWith => Same("starts_with"),
            Meaning::NotStartsWith => Opposite("starts_with"),
            Meaning::EndsWith => Same("ends_with"),
            Meaning::NotEndsWith => Opposite("ends_with"),
            Meaning::Matches => Same("matches"),
            Meaning::NotMatches => Opposite("matches"),
            Meaning::Size => Same("length"),
            _ => return None,
        },
        AttributeType::Bool if meaning == Meaning::Is => Same("is"),
        AttributeType::Date => match meaning {
            Meaning::Is => Same("is"),
            Meaning::IsNot => Opposite("is"),
            Meaning::Gt => Same("after"),
            Meaning::Lt => Same("before"),
            Meaning::Gte => Opposite("before"),
            Meaning::Lte => Opposite("after"),
            Meaning::Between => Same("between"),
            Meaning::NotBetween => Opposite("between"),
            Meaning::WithinLast => Same("within_last"),
            Meaning::OlderThan => Same("older_than"),
            _ => return None,
        },
        AttributeType::Set => match (meaning, value) {
            (Meaning::Is | Meaning::Contains, NodeKind::Text(_)) => Same("has"),
            (Meaning::In | Meaning::ContainsAny | Meaning::Contains, NodeKind::List(_)) => Same("has_any"),
            (Meaning::ContainsAll, NodeKind::List(_)) => Same("has_all"),
            (Meaning::NotContains | Meaning::ContainsNone | Meaning::NotIn, NodeKind::List(_)) => {
                Same("has_none")
            }
            (Meaning::Size, _) => Same("size"),
            _ => return None,
        },
        AttributeType::Bool | AttributeType::Events => return None,
    })
}

/// `known`, or its opposite; what asks without a value asks for `true`.
fn known(value: &Node, wanted: bool) -> Option<String> {
    let asked = match &value.kind {
        NodeKind::Bool(flag) => *flag,
        NodeKind::Null => true,
        _ => return None,
    };
    Some(format!("write `known: {}`", asked == wanted))
}

/// A pattern with `%` at its ends only.
fn like(value: &Node) -> Option<String> {
    let NodeKind::Text(pattern) = &value.kind else { return None };
    let inner = pattern.trim_matches('%');
    if inner.is_empty() || inner.contains(['%', '_']) {
        return None;
    }
    let operator = match (pattern.starts_with('%'), pattern.ends_with('%')) {
        (true, true) => "contains",
        (false, true) => "starts_with",
        (true, false) => "ends_with",
        (false, false) => "is",
    };
    Some(format!("{operator}: {}", quoted(inner)?))
}

/// A number of days.
fn days(value: &Node) -> Option<String> {
    match value.kind {
        NodeKind::Number(Number::Integer(count @ 1..=99_999)) => {
            Some(format!("{} days", integer_text(count)))
        }
        _ => None,
    }
}
