//! The questions to ask next, in sentences. It reads [`Questions`] and decides nothing: order and reach are theirs.

use super::{Block, Document, Sentence, number};
use crate::questions::{IcpOutlook, Question, Questions, Share};

/// The most names of one list in a sentence.
const NAMES: usize = 10;

impl Questions {
    /// The questions in plain words: what to ask for first and why, the other questions in their order, and what each icp
    /// can still say.
    ///
    /// Take the fields where a program asks, and this where a person does. What users wrote (names and titles) is cut
    /// at 200 characters and is without hidden characters. Lists end after 40 lines with "and N more".
    ///
    /// ```
    /// use icp_core::{Account, Date, Model};
    /// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    ///     "attributes": {"employees": {"type": "number", "title": "Employees"}, "arr": {"type": "number"}},
    ///     "icps": [{"id": "smb", "fit": {
    ///         "criteria": [{"id": "size", "weight": 3, "fit": {"employees": {"between": [20, 200]}}},
    ///                      {"id": "revenue", "fit": {"arr": {"gte": 1000000}}}],
    ///         "tiers": [{"id": "A", "from": 70}, {"id": "B"}]}}]}"#)?;
    /// let today = Date::new(2026, 11, 21).unwrap();
    /// let open = model.next_questions(&Account::new(), today)?.explain();
    /// assert!(open.starts_with("Ask for Employees (employees) next."), "{open}");
    /// let decided = model.next_questions(&Account::new().with("employees", 50), today)?.explain();
    /// assert!(decided.starts_with("The decision is made: what is missing only moves scores."), "{decided}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self) -> String {
        document(self).text()
    }

    /// [`Questions::explain`] in lines of at most that many columns, such as those of a terminal. Only a single word may be longer.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let narrow = answer.next_questions().explain_within(40);
    /// assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
    /// ```
    pub fn explain_within(&self, columns: usize) -> String {
        document(self).text_within(columns)
    }

    /// [`Questions::explain`] as an HTML fragment: one `<section class="icp-questions">`. What users wrote is escaped.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let html = answer.next_questions().explain_html();
    /// assert!(html.starts_with("<section class=\"icp-questions\">") && html.contains("country: only moves scores"), "{html}");
    /// ```
    pub fn explain_html(&self) -> String {
        Document { class: "icp-questions", ..document(self) }.html()
    }
}

fn document(questions: &Questions) -> Document {
    let mut document = Document::explanation();
    let answer = match questions.questions.first() {
        None => Sentence::new("Nothing that is missing can change the answer."),
        Some(_) if questions.decided => {
            Sentence::new("The decision is made: what is missing only moves scores.")
        }
        Some(first) => Sentence::new("Ask for ").then(label(first)).ours(" next."),
    };
    document.blocks.push(Block::Answer(answer));
    if !questions.questions.is_empty() {
        document.heading("What to ask for, most important first");
        document.items(questions.questions.iter().map(question).collect());
    }
    document.heading("What is still possible");
    document.items(questions.icps.iter().map(outlook).collect());
    document
}

/// `Employees (employees)`, or the name alone.
fn label(question: &Question) -> Sentence {
    match &question.title {
        Some(title) => Sentence::of(title).ours(" (").theirs(&question.attribute).ours(")"),
        None => Sentence::of(&question.attribute),
    }
}

/// `Employees (employees): could change the status of smb; one answer alone could settle smb; 75 points of smb rest on it`.
fn question(question: &Question) -> Sentence {
    let could = &question.could_change;
    let of = |what: &str, icps: &[String]| (!icps.is_empty()).then(|| Sentence::new(what).then(names(icps)));
    let decisions = [
        could.best.then(|| Sentence::new("which profile is the best")),
        of("the status of ", &could.status),
        of("the tier of ", &could.tier),
        of("the intent tier of ", &could.intent_tier),
        of("the stage of ", &could.stage),
        of("the verdicts of ", &could.verdicts),
    ];
    let decisions: Vec<Sentence> = decisions.into_iter().flatten().collect();
    let mut words = label(question);
    if let Some(between) = &question.between {
        words = words.ours(&format!(", known as {}", number::interval(*between)));
    }
    words = words.ours(": ");
    words = if decisions.is_empty() {
        words.ours("only moves scores")
    } else {
        let most = decisions.len();
        words.ours("could change ").list(decisions.into_iter(), most, ", ")
    };
    if !question.settles.is_empty() {
        words = words.ours("; one answer alone could settle ").then(names(&question.settles));
    }
    let shares: Vec<Sentence> = question.decides.iter().flat_map(shares).collect();
    if shares.is_empty() {
        return words;
    }
    words.ours("; ").list(shares.into_iter(), NAMES, ", ").ours(" depend on it")
}

/// `75 points of smb`, and the same of its intent score.
fn shares(share: &Share) -> impl Iterator<Item = Sentence> {
    let of = |points: f64, what: &str| {
        let text = format!("{} {what} of ", number::plain(points));
        (points > 0.0).then(|| Sentence::new(&text).theirs(&share.icp))
    };
    [of(share.score, "points"), of(share.intent_score, "points of intent")].into_iter().flatten()
}

/// `smb: qualified or unqualified; tier A, B or none`.
fn outlook(icp: &IcpOutlook) -> Sentence {
    let statuses = icp.statuses.iter().map(|status| Sentence::new(&status.as_str().replace('_', " ")));
    let mut words = Sentence::of(&icp.icp).ours(": ").then(one_of(statuses.collect()));
    for (what, ids) in [("tier", &icp.tiers), ("intent tier", &icp.intent_tiers), ("stage", &icp.stages)] {
        let ids: Vec<Sentence> =
            ids.iter().map(|id| id.as_deref().map_or_else(|| Sentence::new("none"), Sentence::of)).collect();
        if !ids.is_empty() {
            words = words.ours(&format!("; {what} ")).then(one_of(ids));
        }
    }
    words
}

fn names(icps: &[String]) -> Sentence {
    Sentence::default().list(icps.iter().map(|icp| Sentence::of(icp)), NAMES, ", ")
}

/// `A, B or none`.
fn one_of(mut of: Vec<Sentence>) -> Sentence {
    let last = of.pop().unwrap_or_default();
    if of.is_empty() {
        return last;
    }
    let most = of.len();
    Sentence::default().list(of.into_iter(), most, ", ").ours(" or ").then(last)
}
