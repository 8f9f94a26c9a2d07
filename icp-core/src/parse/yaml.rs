//! Reads YAML text: passes the events of the parser library to the builder of a draft, and refuses the features of YAML
//! that a model must not use.

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span};

use super::builder::{Builder, Place, Stop};
use super::indent;
use crate::draft::{NodeKind, Plain, plain};
use crate::error::{Code, Message, hint, message, quoted};

/// Reads one YAML document by the core schema of YAML 1.2. Anchors, aliases, tags and merge keys are mistakes.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Result<(), Stop> {
    let options = granit_parser::options! { disallow_directives: true, emit_unresolved_aliases: true };
    let mut documents = 0usize;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = next.map_err(|error| syntax(&error, builder))?;
        let at = span.start.byte_offset();
        match event {
            Event::DocumentStart(..) => {
                documents = documents.saturating_add(1);
                if documents > 1 {
                    let message = "a second document begins here";
                    return Err(builder
                        .stop(Code::YamlDocuments, at, message)
                        .with_help("remove it, or give each document a file of its own"));
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => alias(builder, at)?,
            Event::Scalar(value, style, anchor, tag) => {
                refuse_anchor(builder, anchor, at);
                let tagged = tag.is_some();
                if tagged {
                    refuse_tag(builder, &span);
                }
                // The parser gives `~` for an absent value (`key:` and nothing after it); its span is empty.
                let nothing = style == ScalarStyle::Plain && span.start.index() == span.end.index();
                scalar(builder, if nothing { "" } else { &value }, style, tagged, at)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                refuse_complex_key(builder, at)?;
                refuse_anchor(builder, anchor, at);
                if tag.is_some() {
                    refuse_tag(builder, &span);
                }
                builder.open_list(at)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                refuse_complex_key(builder, at)?;
                refuse_anchor(builder, anchor, at);
                if tag.is_some() {
                    refuse_tag(builder, &span);
                }
                builder.open_map(at)?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(),
            // The start and the end of the stream, comments, and other events without a value.
            _ => {}
        }
    }
    Ok(())
}

fn scalar(
    builder: &mut Builder<'_>,
    value: &str,
    style: ScalarStyle,
    tagged: bool,
    at: Option<usize>,
) -> Result<(), Stop> {
    let is_plain = style == ScalarStyle::Plain;
    let meaning = if is_plain { plain(value) } else { Plain::Text };
    if builder.place() == Place::Key {
        builder.key(value, at);
        if is_plain && value == "<<" {
            builder.report(Code::YamlMerge, at, Message::from("`<<` would merge keys"), "write the keys out");
            builder.drop_key();
        } else if meaning == Plain::Unclear {
            builder.report(Code::YamlQuote, at, unclear(value), "put it in quotes");
            builder.drop_key();
        }
        return Ok(());
    }
    if tagged {
        return builder.scalar(NodeKind::Invalid, at);
    }
    match meaning {
        // The document is empty, apart from comments.
        Plain::Null if value.is_empty() && builder.place() == Place::Top => {
            Err(builder.stop(Code::SyntaxEmpty, Some(0), "the text is empty"))
        }
        Plain::Null => builder.scalar(NodeKind::Null, at),
        Plain::Bool(flag) => builder.scalar(NodeKind::Bool(flag), at),
        Plain::Number(number) => builder.scalar(NodeKind::Number(number), at),
        Plain::TooLarge => {
            let message = message!("the number {} is too large", quoted(value));
            builder.invalid(Code::NonFinite, at, message, "numbers are 64-bit floats")
        }
        Plain::Unclear if is_not_finite(value) => {
            let message = message!("{} is not a finite number", quoted(value));
            builder.invalid(Code::NonFinite, at, message, "put it in quotes if it is text")
        }
        Plain::Unclear => {
            let help = "put it in quotes if it is text; numbers are written like 3, -1.5 or 2e6";
            builder.invalid(Code::YamlQuote, at, unclear(value), help)
        }
        Plain::Text => builder.text(value, at),
    }
}

fn is_not_finite(value: &str) -> bool {
    let word = value.trim_start_matches(['+', '-']).to_ascii_lowercase();
    matches!(&*word, ".nan" | ".inf")
}

fn unclear(value: &str) -> Message {
    message!("{} could be a number or text", quoted(value))
}

fn alias(builder: &mut Builder<'_>, at: Option<usize>) -> Result<(), Stop> {
    let message = Message::from("an alias stands for something written elsewhere");
    if builder.place() == Place::Key {
        return Err(builder.stop(Code::YamlAlias, at, message).with_help("write it out"));
    }
    builder.invalid(Code::YamlAlias, at, message, "write it out, or use `lists` and shared `criteria`")
}

fn refuse_anchor(builder: &mut Builder<'_>, anchor: usize, at: Option<usize>) {
    if anchor != 0 {
        let message = Message::from("an anchor gives a value a name");
        builder.report(Code::YamlAlias, at, message, "remove it; use `lists` and shared `criteria` instead");
    }
}

fn refuse_tag(builder: &mut Builder<'_>, span: &Span) {
    let at = span.tag_start.as_ref().unwrap_or(&span.start).byte_offset();
    builder.report(Code::YamlTag, at, Message::from("a tag says what a value is"), "remove it");
}

fn refuse_complex_key(builder: &Builder<'_>, at: Option<usize>) -> Result<(), Stop> {
    if builder.place() == Place::Key {
        return Err(builder.stop(Code::Type, at, "a key must be text, not a list or an object"));
    }
    Ok(())
}

fn syntax(error: &ScanError, builder: &Builder<'_>) -> Stop {
    let at = error.marker().byte_offset();
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return builder.stop(Code::LimitDepth, at, "nested too deep");
    }
    let kind = error.kind();
    let help = hint(|| indent::help(builder.whole()?, at?, &kind.to_string()));
    builder.stop(Code::Syntax, at, message!("not YAML: {kind}")).with_hint(help)
}
