//! Which missing attribute to ask for next, what each could still change, and when nothing can any more.
//!
//! For forms and dialogues: [`Model::next_questions`](crate::Model::next_questions) gives [`Questions`].
//!
//! ```
#![doc = include_str!("../sample.txt")]
//! let next = model.next_questions(&Account::new().with("employees", 50), today)?;
//! assert_eq!(next.questions.first().map(|question| question.attribute.as_str()), Some("country"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// Everything is taken over all *fillings* of a record: any of its missing values given, or none, or all. What an icp may say is
// worked out from what each criterion and condition may be, one by one, so it may be more than some filling really gives, never
// less; a list that is empty is therefore to be trusted. It is made exact where that is cheap: the answers to each question are
// gone through, as cells, and what each of them leaves open is put together. With one attribute missing, that is all there is.

mod criterion;
mod dependencies;
mod find;
mod forecast;
mod influence;
mod outcomes;
mod outlook;
mod question;
mod slots;
mod sweeps;
mod truths;

pub(crate) use find::{QuestionInput, find};
pub use question::{Changes, IcpOutlook, Matters, Question, Questions, Share};
