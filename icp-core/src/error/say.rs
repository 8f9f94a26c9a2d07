//! The text of messages, which builds without the feature `messages` leave out as a whole.

/// The words of a mistake: text, or nothing at all in a build without words.
#[cfg(feature = "messages")]
pub(crate) type Words = String;

/// No words.
#[cfg(not(feature = "messages"))]
#[derive(Debug, Clone, Default)]
pub(crate) struct Words(());

#[cfg(not(feature = "messages"))]
mod none {
    use super::Words;

    impl std::ops::Deref for Words {
        type Target = str;

        fn deref(&self) -> &str {
            ""
        }
    }

    impl std::fmt::Display for Words {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Ok(())
        }
    }

    impl From<&str> for Words {
        fn from(_: &str) -> Self {
            Self(())
        }
    }
}

/// The words of a mistake, like `format!`. A build without words leaves out the text and what would be put into it.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::error::words(|| format!($($words)*))
    };
}

pub(crate) use say;

/// Words that are made only where they are told.
#[cfg(feature = "messages")]
pub(crate) fn words(make: impl FnOnce() -> String) -> Words {
    make()
}

/// Words that are made only where they are told.
#[cfg(not(feature = "messages"))]
pub(crate) fn words(_: impl FnOnce() -> String) -> Words {
    Words(())
}

/// Words that are made only where they are told, if there is something to say.
#[cfg(feature = "messages")]
pub(crate) fn hint(make: impl FnOnce() -> Option<String>) -> Option<Words> {
    make()
}

/// Words that are made only where they are told, if there is something to say.
#[cfg(not(feature = "messages"))]
pub(crate) fn hint(_: impl FnOnce() -> Option<String>) -> Option<Words> {
    None
}

/// Words as a text; an empty one where there are none.
#[cfg(feature = "messages")]
pub(crate) fn text(words: Words) -> String {
    words
}

/// Words as a text; an empty one where there are none.
#[cfg(not(feature = "messages"))]
pub(crate) fn text(_: Words) -> String {
    String::new()
}

/// A user's text as words of a mistake.
pub(crate) fn quoted(text: &str) -> Words {
    words(|| super::quote(text))
}

/// What was meant by a misspelt word of a model, where that is told.
pub(crate) fn meant<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if cfg!(feature = "messages") { super::suggest(word, candidates) } else { None }
}
