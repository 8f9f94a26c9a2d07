//! The text of messages, which builds without the feature `messages` leave out as a whole.

/// The message of a mistake: text, or nothing at all in a build without messages.
#[cfg(feature = "messages")]
pub(crate) type Message = String;

/// No message.
#[cfg(not(feature = "messages"))]
#[derive(Debug, Clone, Default)]
pub(crate) struct Message(());

#[cfg(not(feature = "messages"))]
mod none {
    use super::Message;

    impl std::ops::Deref for Message {
        type Target = str;

        fn deref(&self) -> &str {
            ""
        }
    }

    impl std::fmt::Display for Message {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            Ok(())
        }
    }

    impl From<&str> for Message {
        fn from(_: &str) -> Self {
            Self(())
        }
    }
}

/// The message of a mistake, like `format!`. A build without messages leaves out the text and the values in it.
macro_rules! message {
    ($($format:tt)*) => {
        $crate::error::message_of(|| format!($($format)*))
    };
}

pub(crate) use message;

/// A message that is made only in builds with messages.
#[cfg(feature = "messages")]
pub(crate) fn message_of(make: impl FnOnce() -> String) -> Message {
    make()
}

/// A message that is made only in builds with messages.
#[cfg(not(feature = "messages"))]
pub(crate) fn message_of(_: impl FnOnce() -> String) -> Message {
    Message(())
}

/// The help of a mistake, if there is one; made only in builds with messages.
#[cfg(feature = "messages")]
pub(crate) fn hint(make: impl FnOnce() -> Option<String>) -> Option<Message> {
    make()
}

/// The help of a mistake, if there is one; made only in builds with messages.
#[cfg(not(feature = "messages"))]
pub(crate) fn hint(_: impl FnOnce() -> Option<String>) -> Option<Message> {
    None
}

/// The message as text; empty in builds without messages.
#[cfg(feature = "messages")]
pub(crate) fn text(message: Message) -> String {
    message
}

/// The message as text; empty in builds without messages.
#[cfg(not(feature = "messages"))]
pub(crate) fn text(_: Message) -> String {
    String::new()
}

/// A user's text as part of a message.
pub(crate) fn quoted(text: &str) -> Message {
    message_of(|| super::quote(text))
}

/// The candidate that a misspelt word of a model is nearest to, in builds with messages.
pub(crate) fn suggestion<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if cfg!(feature = "messages") { super::suggest(word, candidates) } else { None }
}
