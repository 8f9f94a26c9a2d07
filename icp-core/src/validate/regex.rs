//! Checks regular expressions: what may be in one, and what it costs.

use regex_syntax::ast::{self, Ast, ClassSetItem, ClassUnicode, RepetitionKind, RepetitionRange, Visitor};
use regex_syntax::hir::{Class, Hir, HirKind, translate::Translator};

use super::context::{Context, Counted};
use super::reader::wrong_type;
use super::used::Used;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, Message, message, quoted};

/// Groups, repetitions and classes may nest so deep.
const NEST_LIMIT: u32 = 64;
/// Whatever its parts cost, nothing may be repeated more often than this by a counted repetition.
const MOST_COPIES: u32 = 1_000;

/// Reads the pattern of `matches`, and makes sure that it compiles, runs in linear time and says something.
pub(super) fn pattern(ctx: &mut Context<'_>, node: &Node) -> Option<Box<str>> {
    let NodeKind::Text(pattern) = &node.kind else {
        wrong_type(ctx, node, "`matches`", "text");
        return None;
    };
    ctx.count(Counted::Patterns, node, 1);
    let Used { patterns, pattern_cost, .. } = ctx.used;
    if patterns > ctx.limits.patterns || pattern_cost > ctx.limits.pattern_cost_total {
        ctx.leave();
        return None;
    }
    if pattern.len() > ctx.limits.pattern_bytes {
        let limit = ctx.limits.pattern_bytes;
        let message = message!("the regular expression has {} bytes, the limit is {limit}", pattern.len());
        ctx.refuse(Code::LimitText, node, message);
        return None;
    }
    match examine(pattern) {
        Ok(cost) if cost > ctx.limits.pattern_cost => {
            let limit = ctx.limits.pattern_cost;
            let message = if cost == usize::MAX {
                message!("the regular expression costs too much, the limit is {limit}")
            } else {
                message!("the regular expression costs {cost}, the limit is {limit}")
            };
            let help = "large counted repetitions cost most, and so do classes such as `\\w`";
            ctx.refuse(Code::RegexCost, node, message).help(help);
            None
        }
        Ok(cost) => {
            ctx.count(Counted::PatternCost, node, cost);
            Some(pattern.clone())
        }
        Err(fault) => {
            let message = match fault.column {
                Some(column) => {
                    message!("regular expression {}: {}, in its column {column}", quoted(pattern), fault.what)
                }
                None => message!("regular expression {}: {}", quoted(pattern), fault.what),
            };
            let reported = ctx.refuse(fault.code, node, message);
            if let Some(help) = fault.help {
                reported.help(help);
            }
            None
        }
    }
}

struct Fault {
    code: Code,
    what: Message,
    column: Option<usize>,
    help: Option<&'static str>,
}

/// The cost of a pattern, or what is wrong with it.
fn examine(pattern: &str) -> Result<usize, Fault> {
    let ast = ast::parse::ParserBuilder::new()
        .nest_limit(NEST_LIMIT)
        .build()
        .parse(pattern)
        .map_err(|error| syntax_fault(&error))?;
    match ast::visit(&ast, Gate) {
        Ok(()) => {}
        Err(Barred::Copies) => return Ok(usize::MAX),
        Err(Barred::Property { column }) => {
            return Err(Fault {
                code: Code::RegexUnsupported,
                what: Message::from("classes by Unicode property are not part of the format"),
                column: Some(column),
                help: Some("the classes are \\d, \\s, \\w and those in brackets"),
            });
        }
    }
    let hir = Translator::new().translate(pattern, &ast).map_err(|error| Fault {
        code: Code::RegexSyntax,
        what: message!("{}", error.kind()),
        column: Some(error.span().start.column),
        help: None,
    })?;
    let properties = hir.properties();
    if properties.minimum_len() == Some(0) && properties.look_set().is_empty() {
        return Err(Fault {
            code: Code::RegexMatchesEverything,
            what: Message::from("it matches every text"),
            column: None,
            help: Some("to ask whether there is any value, write `known: true`"),
        });
    }
    Ok(cost(&hir))
}

fn syntax_fault(error: &ast::Error) -> Fault {
    let (code, help) = match error.kind() {
        ast::ErrorKind::UnsupportedBackreference | ast::ErrorKind::UnsupportedLookAround => {
            (Code::RegexUnsupported, Some("expressions run in linear time, so these do not exist"))
        }
        ast::ErrorKind::NestLimitExceeded(_) => (Code::RegexCost, None),
        ast::ErrorKind::CaptureLimitExceeded => (Code::RegexCost, None),
        _ => (Code::RegexSyntax, None),
    };
    Fault { code, what: message!("{}", error.kind()), column: Some(error.span().start.column), help }
}

/// Refuses what the translation would hide or what depends on the build: counted repetitions beyond
/// [`MOST_COPIES`] (those of nothing are simplified away), and classes by Unicode property (whose tables are
/// there or not, as other crates of the program have it).
struct Gate;

enum Barred {
    Copies,
    Property { column: usize },
}

impl Gate {
    fn property(class: &ClassUnicode) -> Result<(), Barred> {
        Err(Barred::Property { column: class.span.start.column })
    }
}

impl Visitor for Gate {
    type Output = ();
    type Err = Barred;

    fn finish(self) -> Result<(), Barred> {
        Ok(())
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Barred> {
        if let Ast::ClassUnicode(class) = ast {
            return Self::property(class);
        }
        let Ast::Repetition(repetition) = ast else { return Ok(()) };
        let most = match &repetition.op.kind {
            RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore | RepetitionKind::OneOrMore => 1,
            RepetitionKind::Range(
                RepetitionRange::Exactly(n) | RepetitionRange::AtLeast(n) | RepetitionRange::Bounded(_, n),
            ) => *n,
        };
        if most > MOST_COPIES { Err(Barred::Copies) } else { Ok(()) }
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Barred> {
        if let ClassSetItem::Unicode(class) = item { Self::property(class) } else { Ok(()) }
    }
}

/// The cost of an expression: one for each byte of a literal and for every two ranges of a class (`\w` has
/// 796 ranges and takes 50 KB), times counted repetitions, and one for each repetition, assertion and branch.
/// It does not depend on the platform.
fn cost(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len().div_ceil(2),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len().div_ceil(2),
        HirKind::Repetition(repetition) => {
            let copies = repetition.max.unwrap_or(repetition.min).max(1);
            let copies = usize::try_from(copies).unwrap_or(usize::MAX);
            cost(&repetition.sub).saturating_mul(copies).saturating_add(1)
        }
        HirKind::Capture(capture) => cost(&capture.sub),
        HirKind::Concat(parts) => parts.iter().fold(0, |sum: usize, part| sum.saturating_add(cost(part))),
        HirKind::Alternation(parts) => {
            parts.iter().fold(0, |sum: usize, part| sum.saturating_add(cost(part)).saturating_add(1))
        }
    }
}
