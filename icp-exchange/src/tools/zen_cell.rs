//! Cells of zen's decision tables: tests of a column's value (`> 100`, `"a", "b"`, `[1..10]`), or whole conditions where the
//! column has no field (`country == "DE" and size > 10`).
//!
//! A comparison of a missing value by order is an error in that engine, and a row with an error does not hold. So a condition
//! is read as two: when it holds, and when it is an error.

use crate::cond::Cond;
use crate::op::{Const, Op};

/// Characters of a cell.
const LONGEST: usize = 4_000;
/// Parentheses and `not` inside of each other.
const DEPTH: usize = 32;
/// Parts of what a cell becomes.
const PARTS: usize = 2_000;
/// Tests of a cell.
const TESTS: usize = 200;

/// When a cell holds, and when it is an error.
#[derive(Debug, Clone)]
struct Outcome {
    holds: Cond,
    fails: Cond,
}

impl Outcome {
    fn and(self, other: Self) -> Self {
        let fails = Cond::any([self.fails, Cond::all([self.holds.clone(), other.fails])]);
        Self { holds: Cond::all([self.holds, other.holds]), fails }
    }

    fn or(self, other: Self) -> Self {
        // The second is looked at only if the first is false, and no error.
        let goes_on = Cond::all([self.holds.negated(), self.fails.negated()]);
        let holds = Cond::any([self.holds, Cond::all([self.fails.negated(), other.holds])]);
        Self { holds, fails: Cond::any([self.fails, Cond::all([goes_on, other.fails])]) }
    }

    /// Itself, unless it has grown beyond what a model says.
    fn bounded(self) -> Result<Self, String> {
        let size = self.holds.size().saturating_add(self.fails.size());
        if size > PARTS { Err(format!("more than {PARTS} parts")) } else { Ok(self) }
    }

    fn not(self) -> Self {
        Self { holds: Cond::all([self.holds.negated(), self.fails.negated()]), fails: self.fails }
    }
}

/// A sign or word of a cell.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Text(String),
    Word(String),
    Sign(&'static str),
}

const SIGNS: [&str; 14] = ["==", "!=", ">=", "<=", "..", ">", "<", "(", ")", "[", "]", ",", "-", "$"];

/// Gives the test of an attribute by the name of the field, or of the column's own where there is none; `None` where it is refused.
pub(super) type Test<'t> = dyn FnMut(Option<&str>, Question) -> Option<Cond> + 't;

/// A question about the value of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Question {
    /// Whether it is there.
    Known,
    /// Whether it passes.
    Passes(Op),
}

/// When a cell holds. The error says what is not understood.
pub(super) fn read(text: &str, has_field: bool, test: &mut Test<'_>) -> Result<Option<Cond>, String> {
    if text.len() > LONGEST {
        return Err(format!("more than {LONGEST} characters"));
    }
    let mut cell = Cell { tokens: tokens(text)?, at: 0, has_field, depth: 0, tests: 0, refused: false, test };
    let outcome = cell.alternatives()?;
    if cell.at < cell.tokens.len() {
        return Err(cell.unexpected());
    }
    Ok((!cell.refused).then_some(outcome.holds))
}

/// A number as a cell of an output has it.
pub(super) fn number(text: &str) -> Option<f64> {
    match tokens(text).ok()?.as_slice() {
        [Token::Number(number)] => Some(*number),
        [Token::Sign("-"), Token::Number(number)] => Some(-number),
        _ => None,
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let taken = if first.is_ascii_digit() {
            let mut end = rest.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(rest.len());
            let fraction = rest.get(end..).unwrap_or_default();
            if fraction.starts_with('.') && fraction.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) {
                let more = fraction.get(1..).unwrap_or_default();
                end += 1 + more.find(|c: char| !c.is_ascii_digit()).unwrap_or(more.len());
            }
            let exponent = rest.get(end..).unwrap_or_default();
            if exponent.starts_with(['e', 'E']) {
                let more = exponent.get(1..).unwrap_or_default();
                let sign = usize::from(more.starts_with(['+', '-']));
                let digits = more.get(sign..).unwrap_or_default();
                let count = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                end += if count > 0 { 1 + sign + count } else { 0 };
            }
            let number = rest.get(..end).unwrap_or_default().replace('_', "");
            tokens.push(Token::Number(number.parse().map_err(|_| format!("`{number}` is no number"))?));
            end
        } else if first == '"' || first == '\'' {
            let Some(end) = rest.get(1..).and_then(|inner| inner.find(first)) else {
                return Err("a text without an end".to_owned());
            };
            let inner = rest.get(1..=end).unwrap_or_default();
            if inner.contains('\\') {
                return Err("a text with a backslash".to_owned());
            }
            tokens.push(Token::Text(inner.to_owned()));
            end + 2
        } else if first.is_alphabetic() || first == '_' {
            let mut end = rest.len();
            for (at, c) in rest.char_indices() {
                let is_dot = c == '.' && !rest.get(at..).unwrap_or_default().starts_with("..");
                if !(c.is_alphanumeric() || c == '_' || is_dot) {
                    end = at;
                    break;
                }
            }
            tokens.push(Token::Word(rest.get(..end).unwrap_or_default().to_owned()));
            end
        } else {
            let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) else {
                return Err(format!("`{first}`"));
            };
            tokens.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}

struct Cell<'c, 't> {
    tokens: Vec<Token>,
    at: usize,
    has_field: bool,
    depth: usize,
    tests: usize,
    /// Whether a test was refused; it is told already.
    refused: bool,
    test: &'c mut Test<'t>,
}

impl Cell<'_, '_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Token::Sign(own)) if *own == sign);
        self.at += usize::from(is_it);
        is_it
    }

    fn word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.peek(), Some(Token::Word(own)) if own == word);
        self.at += usize::from(is_it);
        is_it
    }

    fn unexpected(&self) -> String {
        match self.peek() {
            None => "it ends too early".to_owned(),
            Some(Token::Number(number)) => format!("`{number}`"),
            Some(Token::Text(text)) => format!("`\"{text}\"`"),
            Some(Token::Word(word)) => format!("`{word}`"),
            Some(Token::Sign(sign)) => format!("`{sign}`"),
        }
    }

    /// Several with `,` or `or` between.
    fn alternatives(&mut self) -> Result<Outcome, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!("more than {DEPTH} parentheses"));
        }
        let mut outcome = self.both()?;
        while self.word("or") || (self.has_field && self.sign(",")) {
            outcome = outcome.or(self.both()?).bounded()?;
        }
        self.depth -= 1;
        Ok(outcome)
    }

    fn both(&mut self) -> Result<Outcome, String> {
        let mut outcome = self.one()?;
        while self.word("and") {
            outcome = outcome.and(self.one()?).bounded()?;
        }
        Ok(outcome)
    }

    fn one(&mut self) -> Result<Outcome, String> {
        self.tests += 1;
        if self.tests > TESTS {
            return Err(format!("more than {TESTS} tests"));
        }
        let begin = self.at;
        if self.word("not") && !matches!(self.peek(), Some(Token::Word(word)) if word == "in") {
            self.depth += 1;
            if self.depth > DEPTH {
                return Err(format!("more than {DEPTH} parentheses"));
            }
            let inner = self.one()?.not();
            self.depth -= 1;
            return Ok(inner);
        }
        self.at = begin;
        if !self.has_field && self.sign("(") {
            let inner = self.alternatives()?;
            return if self.sign(")") { Ok(inner) } else { Err(self.unexpected()) };
        }
        let field = match self.peek() {
            Some(Token::Word(word)) if !["in", "not", "true", "false", "null"].contains(&&**word) => {
                let word = word.clone();
                self.at += 1;
                Some(word)
            }
            _ => {
                if self.sign("$") && !self.has_field {
                    return Err("`$`".to_owned());
                }
                None
            }
        };
        if matches!(self.peek(), Some(Token::Sign("("))) && field.is_some() {
            return Err(format!("the function `{}`", field.unwrap_or_default()));
        }
        if field.is_none() && !self.has_field {
            return Err(self.unexpected());
        }
        self.comparison(field.as_deref())
    }

    fn comparison(&mut self, field: Option<&str>) -> Result<Outcome, String> {
        for (sign, make) in
            [(">=", Op::AtLeast as fn(Const) -> Op), ("<=", Op::AtMost), (">", Op::More), ("<", Op::Less)]
        {
            if self.sign(sign) {
                let bound = self.constant()?.ok_or_else(|| format!("`{sign} null`"))?;
                if !matches!(bound, Const::Number(_)) {
                    return Err(format!("`{sign}` with what is no number"));
                }
                return Ok(self.ordered(field, [make(bound)], false));
            }
        }
        if self.sign("==") {
            let constant = self.constant()?;
            return Ok(self.equal(field, constant.map_or_else(|| vec![None], |one| vec![Some(one)]), false));
        }
        if self.sign("!=") {
            let constant = self.constant()?;
            return Ok(self.equal(field, vec![constant], true));
        }
        let turned = self.word("not");
        if self.word("in") {
            return self.within(field, turned);
        }
        if turned {
            return Err(self.unexpected());
        }
        // A field alone is true or not; a constant or a range alone is one that the column's value is in.
        if field.is_some() {
            return Ok(self.equal(field, vec![Some(Const::Bool(true))], false));
        }
        if matches!(self.peek(), Some(Token::Sign("[" | "(" | "]"))) {
            return self.within(field, false);
        }
        let constant = self.constant()?;
        Ok(self.equal(field, vec![constant], false))
    }

    /// A list in brackets, or a range.
    fn within(&mut self, field: Option<&str>, turned: bool) -> Result<Outcome, String> {
        let open = match self.peek() {
            Some(Token::Sign("[")) => false,
            Some(Token::Sign("(" | "]")) => true,
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        if !open && self.sign("]") {
            return Ok(self.equal(field, Vec::new(), turned));
        }
        let first = self.constant()?;
        if self.sign("..") {
            let last = self.constant()?;
            let (Some(first @ Const::Number(_)), Some(last @ Const::Number(_))) = (first, last) else {
                return Err("a range of what is no number".to_owned());
            };
            let low = if open { Op::More(first) } else { Op::AtLeast(first) };
            let high = if self.sign("]") {
                Op::AtMost(last)
            } else if self.sign(")") || self.sign("[") {
                Op::Less(last)
            } else {
                return Err(self.unexpected());
            };
            return Ok(self.ordered(field, [low, high], turned));
        }
        let mut list = vec![first];
        while self.sign(",") {
            list.push(self.constant()?);
        }
        if open || !self.sign("]") {
            return Err(self.unexpected());
        }
        Ok(self.equal(field, list, turned))
    }

    /// A constant; `None` is null.
    fn constant(&mut self) -> Result<Option<Const>, String> {
        let minus = self.sign("-");
        let constant = match self.peek() {
            Some(Token::Number(number)) => Some(Const::Number(if minus { -number } else { *number })),
            Some(Token::Text(text)) if !minus => Some(Const::Text(text.clone())),
            Some(Token::Word(word)) if !minus => match &**word {
                "true" => Some(Const::Bool(true)),
                "false" => Some(Const::Bool(false)),
                "null" => None,
                _ => return Err(self.unexpected()),
            },
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(constant)
    }

    fn ask(&mut self, field: Option<&str>, question: Question) -> Cond {
        match (self.test)(field, question) {
            Some(cond) => cond,
            None => {
                self.refused = true;
                Cond::False
            }
        }
    }

    /// Compared by order: an error where there is no value.
    fn ordered<const N: usize>(&mut self, field: Option<&str>, tests: [Op; N], turned: bool) -> Outcome {
        let missing = self.ask(field, Question::Known).negated();
        let parts: Vec<Cond> = tests.into_iter().map(|op| self.ask(field, Question::Passes(op))).collect();
        let outcome = Outcome { holds: Cond::all(parts), fails: missing };
        if turned { outcome.not() } else { outcome }
    }

    /// One of these, where `None` is no value.
    fn equal(&mut self, field: Option<&str>, list: Vec<Option<Const>>, turned: bool) -> Outcome {
        let mut parts = Vec::new();
        if list.contains(&None) {
            parts.push(self.ask(field, Question::Known).negated());
        }
        let constants: Vec<Const> = list.into_iter().flatten().collect();
        if !constants.is_empty() {
            parts.push(self.ask(field, Question::Passes(Op::In(constants))));
        }
        let holds = Cond::any(parts);
        Outcome { holds: if turned { holds.negated() } else { holds }, fails: Cond::False }
    }
}
