//! The answer as a text for people: the sets as lines of a list. It reads [`Changes`] and decides nothing.

use super::answer::{Change, ChangeSet, Changes};
use super::gap::Gap;
use super::goal::Wanted;
use crate::page::{Block, Document, Sentence};

impl Changes {
    /// The sets in plain words, a line each, the smallest first.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::changes::Goal;
    /// let small = Account::new().with("employees", 7).with("country", "US");
    /// let words = model.changes(&small, today, &Goal::tier("A"))?.explain();
    /// assert!(words.starts_with("This brings it to tier A of Small firms:"), "{words}");
    /// assert!(words.contains("- Employees 20 to 200 people (now 7 people); then score 100, tier A"), "{words}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self) -> String {
        document(self).text()
    }

    /// [`Changes::explain`] in lines of at most that many columns, such as those of a terminal. Only a single word may be longer.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::changes::Goal;
    /// let small = Account::new().with("employees", 7).with("country", "US");
    /// let narrow = model.changes(&small, today, &Goal::tier("A"))?.explain_within(40);
    /// assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_within(&self, columns: usize) -> String {
        document(self).text_within(columns)
    }

    /// [`Changes::explain`] as Markdown. What users wrote is escaped.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::changes::Goal;
    /// let words = model.changes(&account, today, &Goal::score(0.0))?.explain_markdown();
    /// assert_eq!(words, "**The score of Small firms is at least 0 already.**");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_markdown(&self) -> String {
        document(self).markdown()
    }

    /// [`Changes::explain`] as an HTML fragment: one `<section class="icp-changes">`. What users wrote is escaped.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::changes::Goal;
    /// let html = model.changes(&account, today, &Goal::score(0.0))?.explain_html();
    /// assert!(html.starts_with("<section class=\"icp-changes\">"), "{html}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain_html(&self) -> String {
        document(self).html()
    }
}

fn document(changes: &Changes) -> Document {
    let mut document = Document { class: "icp-changes", ..Document::explanation() };
    let answer = match (changes.reached, changes.sets.len()) {
        (true, _) => is_reached(changes),
        (false, 0) => Sentence::new(match changes.max_changes {
            1 => "No change of one attribute ",
            2 => "No change of one or two attributes ",
            _ => "No change of up to three attributes ",
        })
        .then(brings(changes))
        .ours("."),
        (false, 1) => Sentence::new("This ").then(brings(changes)).ours(":"),
        (false, 2) => Sentence::new("Either of these ").then(brings(changes)).ours(":"),
        (false, _) => Sentence::new("Any one of these ").then(brings(changes)).ours(":"),
    };
    document.blocks.push(Block::Answer(answer));
    document.items(changes.sets.iter().map(set).collect());
    if !changes.gaps.is_empty() {
        let why = changes.gaps.iter().map(|gap| {
            Sentence::new(match gap {
                Gap::Work => "there was too much to try",
                Gap::DependentNumbers => "two numbers of one formula depend on each other",
                Gap::Pattern => "a text has to fit a pattern",
                Gap::ManyNames => "there are many items or phrases to choose from",
            })
        });
        let words = Sentence::new("There may be other changes that do it: ").list(why, usize::MAX, ", and ");
        document.line(words.ours("."));
    }
    document
}

fn is_reached(changes: &Changes) -> Sentence {
    let name = || Sentence::of(&changes.label);
    match &changes.goal.wanted {
        Wanted::Status(status) => name().ours(&format!(" is {} already.", status.as_str().replace('_', " "))),
        Wanted::Tier(tier) | Wanted::Word(tier) => {
            Sentence::new("The tier of ").then(name()).ours(" is ").theirs(tier).ours(" or better already.")
        }
        Wanted::Score(score) => {
            let words = format!(" is at least {} already.", crate::page::number::plain(*score));
            Sentence::new("The score of ").then(name()).ours(&words)
        }
    }
}

/// `brings it to tier A of Small firms`.
fn brings(changes: &Changes) -> Sentence {
    let words = match &changes.goal.wanted {
        Wanted::Status(status) => {
            let status = status.as_str().replace('_', " ");
            return Sentence::new(&format!("makes it {status} for ")).theirs(&changes.label);
        }
        Wanted::Tier(tier) | Wanted::Word(tier) => Sentence::new("brings it to tier ").theirs(tier),
        Wanted::Score(score) => {
            Sentence::new(&format!("brings it to a score of {}", crate::page::number::plain(*score)))
        }
    };
    words.ours(" of ").theirs(&changes.label)
}

fn set(set: &ChangeSet) -> Sentence {
    let words = Sentence::default().list(set.changes.iter().map(change), usize::MAX, ", and ");
    let score = set.score.map(|score| Sentence::new(&format!("score {}", crate::page::number::plain(score))));
    let tier = set.tier.as_ref().map(|tier| Sentence::new("tier ").theirs(tier));
    let status = (set.tier.is_none()).then(|| Sentence::new(&set.status.as_str().replace('_', " ")));
    let result: Vec<Sentence> = score.into_iter().chain(tier).chain(status).collect();
    words.ours("; then ").list(result.into_iter(), usize::MAX, ", ")
}

/// `arr at least 2,000,000 USD (now 1,900,000 USD)`.
fn change(change: &Change) -> Sentence {
    let words = Sentence::of(&change.label).ours(" ").then(change.words.clone());
    words.ours(" (now ").then(change.now.clone()).ours(")")
}
