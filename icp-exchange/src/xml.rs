//! XML as a tree of elements, within limits. Documents of strangers are read here: no DTD, no entities but the five that
//! XML has, nothing fetched.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::Refusal;

/// Bytes of a document.
const BYTES: usize = 16 << 20;
/// Elements inside of each other.
const DEPTH: usize = 64;
/// Elements of a document.
const ELEMENTS: usize = 300_000;
/// Characters of an element's name: paths are made of them.
const NAME: usize = 100;
/// Attributes of an element.
const ATTRIBUTES: usize = 64;

/// An element, without its namespace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    /// The texts directly in it, joined.
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) path: String,
}

impl Element {
    /// An attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of a name.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The children that carry meaning: all but extensions.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(|child| child.name != "Extension")
    }
}

/// The root element of a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Element, Refusal> {
    let whole = |code, message: &str, help: &str| Refusal {
        code,
        line: 1,
        path: "document".to_owned(),
        message: message.to_owned(),
        help: Some(help.to_owned()),
    };
    if bytes.len() > BYTES {
        return Err(whole(
            "limit.bytes",
            "more than 16 MiB",
            "leave out what is no scorecard, such as statistics",
        ));
    }
    let text = decoded(bytes).ok_or_else(|| {
        whole(
            "xml.encoding",
            "neither UTF-8 nor ISO-8859-1 text",
            "save it as UTF-8, and say so in its first line",
        )
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = Lines::new(text);
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let line = lines.of(start);
        let at = |code, message: String, help: &str| Refusal {
            code,
            line,
            path: tree.path(),
            message: in_short(&message),
            help: Some(help.to_owned()),
        };
        let well = "it must be well-formed XML: open it in a browser, which shows the place";
        let event = reader.read_event().map_err(|error| at("xml.syntax", error.to_string(), well))?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if tree.count >= ELEMENTS => {
                let name = tag.local_name().into_inner().to_owned();
                let message = format!("more than {ELEMENTS} elements, the next is `{name}`");
                return Err(at(
                    "limit.elements",
                    message,
                    "leave out what is no scorecard, such as statistics",
                ));
            }
            Event::Start(tag) => {
                if tree.open.len() >= DEPTH {
                    let message = format!("more than {DEPTH} elements inside of each other");
                    return Err(at("limit.depth", message, "write the predicates with less nesting"));
                }
                let element = element(&tag).map_err(|message| at("xml.syntax", message, well))?;
                tree.start(element, line);
            }
            Event::Empty(tag) => {
                let element = element(&tag).map_err(|message| at("xml.syntax", message, well))?;
                tree.start(element, line);
                tree.end();
            }
            Event::End(_) => tree.end(),
            Event::Text(text) => tree.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => tree.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let name = reference.xml_content(XmlVersion::Implicit1_0).into_owned();
                let character = match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                let Some(character) = character else {
                    let message = format!("unknown entity `&{name};`");
                    return Err(at(
                        "xml.entity",
                        message,
                        "write the character itself: entities are not taken",
                    ));
                };
                tree.text(character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                let help = "remove the DOCTYPE: documents with one are refused, since entities can make them grow without end";
                return Err(at("xml.doctype", "a document type definition".to_owned(), help));
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
            Event::Eof => break,
        }
    }
    match (tree.root, tree.open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(whole("xml.syntax", "no whole element", "it must be one element with all that is in it")),
    }
}

#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    /// How many children of each name the open elements have.
    counts: Vec<BTreeMap<String, usize>>,
    root: Option<Element>,
    count: usize,
}

impl Tree {
    fn path(&self) -> String {
        self.open.last().map_or_else(|| "document".to_owned(), |element| element.path.clone())
    }

    fn start(&mut self, mut element: Element, line: usize) {
        self.count += 1;
        element.line = line;
        element.path.clone_from(&element.name);
        if let (Some(parent), Some(counts)) = (self.open.last(), self.counts.last_mut()) {
            let count = counts.entry(element.name.clone()).or_default();
            *count += 1;
            let place = if *count > 1 { format!("[{count}]") } else { String::new() };
            element.path = format!("{}/{}{place}", parent.path, element.name);
        }
        self.open.push(element);
        self.counts.push(BTreeMap::new());
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        self.counts.pop();
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element { name: tag.local_name().into_inner().to_owned(), ..Element::default() };
    if element.name.len() > NAME {
        return Err(format!("the name of an element has more than {NAME} characters"));
    }
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    for attribute in attributes {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.local_name().into_inner().to_owned();
        if element.attributes.len() >= ATTRIBUTES {
            return Err(format!("more than {ATTRIBUTES} attributes of `{}`", element.name));
        }
        let is_name_space = attribute.key.0 == "xmlns" || attribute.key.0.starts_with("xmlns:");
        if is_name_space || attribute.key.0.starts_with("xsi:") {
            continue;
        }
        if element.get(&key).is_some() {
            return Err(format!("attribute `{key}` twice"));
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        element.attributes.push((key, value.into_owned()));
    }
    Ok(element)
}

/// The text: UTF-8, or by its own first line ISO-8859-1.
fn decoded(bytes: &[u8]) -> Option<std::borrow::Cow<'_, str>> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.into());
    }
    let head: Vec<u8> = bytes.iter().take(200).copied().collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let latin = ["iso-8859-1", "latin1", "us-ascii"].iter().any(|name| head.contains(name));
    latin.then(|| bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into())
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    fn of(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

/// A text as the value of an XML attribute or element.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A message in one line, cut where it repeats much of the document.
fn in_short(message: &str) -> String {
    const MOST: usize = 200;
    let plain = |sign: char| if sign.is_control() { ' ' } else { sign };
    let mut line: String = message.chars().take(MOST).map(plain).collect();
    if message.chars().count() > MOST {
        line.push('…');
    }
    line
}
