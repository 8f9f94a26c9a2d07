//! The first steps of the query: the values of the table as the rules read them.

use icp_core::model::{Arithmetic, Attribute, Blank, Formula, ListItem, Placeholders, Written};
use icp_core::value::{AttributeType, fold, parse_number};

use super::context::{Context, Use};
use super::texts;
use crate::AsOf;

/// Columns of one step: name, expression, and a comment above it if there is more to say.
pub(super) type Columns = Vec<(String, String)>;

/// The steps of reading, each over the one before.
pub(super) fn steps(context: &Context) -> Vec<Columns> {
    let mut read = Vec::new();
    let mut later = Vec::new();
    let mut canonical = Vec::new();
    for (at, of) in context.all_uses() {
        let Some(attribute) = context.attribute(at) else { continue };
        if attribute.formula.is_some() {
            continue;
        }
        let value = context.column_of("v", at);
        read.push((value.clone(), column(context, at, attribute, &of)));
        if of.marked {
            later.push((context.column_of("words", at), texts::marked(context.dialect, &value)));
        }
        if of.canonical {
            let one = match attribute.kind {
                AttributeType::Set => texts::one_spelling_each(context, at, &value),
                _ => texts::one_spelling(context, at, &value),
            };
            canonical.push((context.column_of("same", at), one));
        }
    }
    later.append(&mut canonical);
    if let AsOf::Column(name) = &context.options.as_of {
        read.push(("v__as_of".to_owned(), format!("CAST({} AS DATE)", context.dialect.name(name))));
    }
    let mut steps: Vec<Columns> = [read, later].into_iter().filter(|step| !step.is_empty()).collect();
    steps.extend(formulas(context));
    steps
}

/// Marks what formulas read as read, in every depth; called before the first step is made.
pub(super) fn note_formulas(context: &Context) {
    loop {
        let before = context.all_uses();
        for at in before.keys() {
            if let Some((_, formula)) = context.attribute(*at).and_then(|one| one.formula.as_ref()) {
                inputs(formula, &mut |input| {
                    context.value(input);
                });
            }
        }
        if context.all_uses().len() == before.len() {
            return;
        }
    }
}

fn inputs(formula: &Formula, take: &mut dyn FnMut(usize)) {
    match formula {
        Formula::Attribute(at) | Formula::Days(at) => take(*at),
        Formula::Negative(one) => inputs(one, take),
        Formula::Binary(_, left, right) => {
            inputs(left, take);
            inputs(right, take);
        }
        _ => {}
    }
}

/// Formulas, those first that rest on no other.
fn formulas(context: &Context) -> Vec<Columns> {
    let mut steps = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    let all = context.all_uses();
    let wanted: Vec<usize> = all
        .keys()
        .copied()
        .filter(|at| context.attribute(*at).is_some_and(|one| one.formula.is_some()))
        .collect();
    while done.len() < wanted.len() {
        let mut step = Vec::new();
        for at in wanted.iter().filter(|at| !done.contains(at)) {
            let Some((_, formula)) = context.attribute(*at).and_then(|one| one.formula.as_ref()) else {
                continue;
            };
            let mut ready = true;
            inputs(formula, &mut |input| ready &= !wanted.contains(&input) || done.contains(&input));
            if ready {
                let name = context.attribute(*at).map_or("", |one| &one.name);
                let path = format!("attributes.{name}.formula");
                step.push((*at, (context.column_of("v", *at), arithmetic(context, formula, &path))));
            }
        }
        if step.is_empty() {
            return steps;
        }
        done.extend(step.iter().map(|(at, _)| *at));
        steps.push(step.into_iter().map(|(_, column)| column).collect());
    }
    steps
}

/// A formula: null where a divisor is 0, and where a step is not finite.
fn arithmetic(context: &Context, formula: &Formula, path: &str) -> String {
    match formula {
        Formula::Number(number) => context.dialect.double(*number),
        Formula::Attribute(at) => context.column_of("v", *at),
        Formula::Negative(one) => format!("(-{})", arithmetic(context, one, path)),
        Formula::Binary(how, left, right) => {
            let (left, right) = (arithmetic(context, left, path), arithmetic(context, right, path));
            match how {
                Arithmetic::Add => finite(context, &format!("({left} + {right})")),
                Arithmetic::Subtract => finite(context, &format!("({left} - {right})")),
                Arithmetic::Multiply => finite(context, &format!("({left} * {right})")),
                Arithmetic::Divide => finite(context, &format!("({left} / nullif({right}, 0))")),
                // The functions of some engines pass over what is null.
                Arithmetic::Min => {
                    format!("CASE WHEN {left} <= {right} THEN {left} WHEN {left} > {right} THEN {right} END")
                }
                Arithmetic::Max => {
                    format!("CASE WHEN {left} >= {right} THEN {left} WHEN {left} < {right} THEN {right} END")
                }
                _ => "NULL".to_owned(),
            }
        }
        _ => {
            let what = if matches!(formula, Formula::Days(_)) { "days" } else { "count" };
            context.refuse(
                "sql.formula",
                path,
                what,
                format!("`{what}` in a formula looks at more than numbers"),
                "make a column of the number, and read that",
            );
            "NULL".to_owned()
        }
    }
}

/// Null in place of what is not finite; PostgreSQL ends with an error there.
fn finite(context: &Context, value: &str) -> String {
    let most = context.dialect.double(f64::MAX);
    format!("CASE WHEN {value} BETWEEN -{most} AND {most} THEN {value} END")
}

/// The column of the table that an attribute is read from.
fn source(context: &Context, attribute: &Attribute) -> String {
    let own = attribute.names().next().unwrap_or(&attribute.name);
    let column = context.options.columns.get(&*attribute.name).map_or(own, |column| column);
    context.dialect.name(column)
}

fn column(context: &Context, at: usize, attribute: &Attribute, of: &Use) -> String {
    let source = source(context, attribute);
    let as_text = context.options.texts.iter().any(|one| one == "*" || **one == *attribute.name);
    if !unsaid(context, at, attribute, as_text) {
        return "NULL".to_owned();
    }
    match attribute.kind {
        AttributeType::Number => number(context, attribute, &source, as_text),
        AttributeType::Text => text(context, at, attribute, &source),
        AttributeType::Bool => boolean(context, attribute, &source, as_text),
        AttributeType::Date => date(context, attribute, &source, as_text),
        AttributeType::Set => {
            let list =
                texts::items(context.dialect, &source, &context.all_uses().remove(&at).unwrap_or(of.clone()));
            match attribute.blank {
                Some(Blank::Empty) => format!("COALESCE({list}, {})", empty(context)),
                _ => list,
            }
        }
        AttributeType::Events => "NULL".to_owned(),
        _ => "NULL".to_owned(),
    }
}

fn empty(context: &Context) -> String {
    match context.dialect {
        crate::Dialect::Postgres => "CAST(ARRAY[] AS TEXT[])".to_owned(),
        crate::Dialect::Spark => "CAST(array() AS ARRAY<STRING>)".to_owned(),
        other => other.list(&[]),
    }
}

/// Whether an attribute is read in SQL as the model reads it; what is not is refused.
fn unsaid(context: &Context, at: usize, attribute: &Attribute, as_text: bool) -> bool {
    let path = format!("attributes.{}", attribute.name);
    let mut said = true;
    if attribute.kind == AttributeType::Events {
        context.refuse(
            "sql.events",
            &path,
            "type",
            "events are lists of happenings, which a column of a table seldom has".to_owned(),
            "count them into a number or a date of its own, and test that",
        );
    }
    let mut refuse = |code, rule, message: &str, help| {
        said = false;
        context.refuse(code, &path, rule, message.to_owned(), help);
    };
    if attribute.blank == Some(Blank::None) {
        let help = "give the value a word of its own in the table, such as `none`";
        refuse(
            "sql.blank",
            "blank",
            "a blank that is known to be no value is not told from an unknown one in SQL",
            help,
        );
    }
    match &attribute.written {
        Some(Written::Number(written)) if as_text || written.range.is_some() => {
            let help = "read it into a column of numbers first, with the command: `icp score --keep` or `icp init` show how it is read";
            refuse("sql.written", "written", "numbers as exports write them are not read in SQL", help);
        }
        Some(Written::Domain) => {
            refuse(
                "sql.host",
                "written",
                "hosts of web addresses are not cut out in SQL",
                "make a column with the host, without `www.`, and an attribute without `written`",
            );
        }
        Some(Written::Digits | Written::Json) if as_text => {
            refuse(
                "sql.written",
                "written",
                "texts as exports write them are not read in SQL",
                "read it into a column of its own type first",
            );
        }
        Some(Written::Date(_)) if as_text => {
            refuse(
                "sql.written",
                "written",
                "dates as exports write them are not read in SQL",
                "read it into a column of dates first",
            );
        }
        _ => {}
    }
    if as_text && matches!(attribute.kind, AttributeType::Set) {
        refuse(
            "sql.set_text",
            "separator",
            "a set in one text is not split in SQL",
            "give the column as a list of texts",
        );
    }
    let _ = at;
    said
}

/// The numbers and folded texts that stand for no value.
fn placeholders(context: &Context, attribute: &Attribute) -> (Vec<f64>, Vec<String>) {
    let shared = &context.definition.missing;
    let own = match &attribute.missing {
        Some(Placeholders::None) => return (Vec::new(), Vec::new()),
        Some(Placeholders::Listed(own)) => &own[..],
        _ => &[],
    };
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    for item in shared.iter().chain(own) {
        match item {
            ListItem::Number(number) => numbers.push(*number),
            ListItem::Text(text) => match parse_number(text) {
                Ok(number) => numbers.push(number),
                Err(_) => words.push(fold(text).into_owned()),
            },
            _ => {}
        }
    }
    (numbers, words)
}

fn number(context: &Context, attribute: &Attribute, source: &str, as_text: bool) -> String {
    let dialect = context.dialect;
    let value = if as_text { number_of_text(context, source) } else { dialect.as_double(source) };
    let most = dialect.double(f64::MAX);
    let (numbers, _) = placeholders(context, attribute);
    let mut wanted = format!("{value} BETWEEN -{most} AND {most}");
    if !numbers.is_empty() {
        let list: Vec<String> = numbers.iter().map(|number| dialect.number(*number)).collect();
        wanted = format!("{wanted} AND {value} NOT IN ({})", list.join(", "));
    }
    match attribute.blank {
        Some(Blank::Zero) => {
            let blank = if as_text { format!("trim({source}) = ''") } else { format!("{value} <> {value}") };
            format!("CASE WHEN {source} IS NULL OR {blank} THEN 0 WHEN {wanted} THEN {value} END")
        }
        _ => format!("CASE WHEN {wanted} THEN {value} END"),
    }
}

/// A text that is a number as JSON writes it; whole numbers up to 2^53.
fn number_of_text(context: &Context, source: &str) -> String {
    let dialect = context.dialect;
    let blank = dialect.blank_class();
    let digits = format!("^{blank}*-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?{blank}*$");
    let whole = format!("^{blank}*-?[0-9]+{blank}*$");
    let plain = dialect.replace_pattern(source, &format!("{blank}+"), "");
    let number = dialect.as_double(&plain);
    format!(
        "CASE WHEN {} AND NOT ({} AND (length({plain}) > 17 OR abs({number}) > 9007199254740992)) THEN {number} END",
        dialect.matches(source, &digits),
        dialect.matches(source, &whole)
    )
}

fn text(context: &Context, at: usize, attribute: &Attribute, source: &str) -> String {
    let (numbers, words) = placeholders(context, attribute);
    for word in &words {
        context.constant(at, word);
    }
    let of = context.all_uses().remove(&at).unwrap_or_default();
    let folded = texts::folded(context.dialect, source, &of);
    let mut none = vec![String::new()];
    none.extend(words);
    let mut kept = folded;
    for word in texts::distinct(none) {
        kept = format!("nullif({kept}, {})", context.dialect.text(&word));
    }
    if numbers.is_empty() {
        return kept;
    }
    let list: Vec<String> = numbers.iter().map(|number| context.dialect.number(*number)).collect();
    let number = number_of_text(context, source);
    format!("CASE WHEN COALESCE({number} IN ({}), FALSE) THEN NULL ELSE {kept} END", list.join(", "))
}

fn boolean(context: &Context, attribute: &Attribute, source: &str, as_text: bool) -> String {
    let value = if as_text {
        let of = Use::default();
        let folded = texts::folded(context.dialect, source, &of);
        format!(
            "CASE {folded} WHEN 'true' THEN TRUE WHEN 'yes' THEN TRUE WHEN 'false' THEN FALSE WHEN 'no' THEN FALSE END"
        )
    } else {
        source.to_owned()
    };
    match attribute.blank {
        Some(Blank::False) if as_text => {
            format!("CASE WHEN {source} IS NULL OR trim({source}) = '' THEN FALSE ELSE {value} END")
        }
        Some(Blank::False) => format!("COALESCE({value}, FALSE)"),
        _ => value,
    }
}

fn date(context: &Context, attribute: &Attribute, source: &str, as_text: bool) -> String {
    if as_text {
        let days = context.dialect.matches(source, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        return format!("CASE WHEN {days} THEN CAST({source} AS DATE) END");
    }
    let (_, words) = placeholders(context, attribute);
    let days: Vec<String> = words
        .iter()
        .filter_map(|word| icp_core::Date::parse(word))
        .map(|day| format!("DATE '{day}'"))
        .collect();
    let value = format!("CAST({source} AS DATE)");
    if days.is_empty() {
        value
    } else {
        format!("CASE WHEN {value} NOT IN ({}) THEN {value} END", days.join(", "))
    }
}
