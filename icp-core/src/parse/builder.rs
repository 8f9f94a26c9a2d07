//! The draft while it is read: the readers of JSON, YAML and values call it for each thing that they see. It keeps the
//! limits and notes mistakes that do not end the reading.

use crate::draft::{Draft, Entry, Limits, Mistake, Node, NodeKind};
use crate::error::{Code, Message, message, message_of, quoted};
use crate::sort::Index;
use crate::source::{Path, Position};

/// Nesting beyond this is refused whatever the limits say: later stages walk conditions by recursion.
const DEEPEST: usize = 128;

/// Makes a [`Draft`] from what a reader sees, in document order, within the limits.
///
/// Every method that returns an error returns one that ends the reading; what does not end it is kept in the
/// draft.
pub(super) struct Builder<'a> {
    limits: &'a Limits,
    text: Option<&'a str>,
    frames: Vec<Frame>,
    root: Option<Node>,
    order: u32,
    list_items: usize,
    mistakes: Vec<Mistake>,
}

struct Frame {
    order: u32,
    offset: Option<usize>,
    inside: Inside,
}

enum Inside {
    List { items: Vec<Node>, seen: usize },
    Map { entries: Vec<Entry>, keys: Index, pending: Option<Key> },
}

struct Key {
    text: Box<str>,
    offset: Option<usize>,
    kept: bool,
}

/// A mistake that ends the reading.
pub(super) struct Stop(Box<Mistake>);

impl Stop {
    #[must_use]
    pub(super) fn with_help(mut self, help: &str) -> Self {
        self.0.help(help);
        self
    }

    /// The same with help, if there is any.
    #[cfg(any(feature = "yaml", feature = "deferred"))]
    #[must_use]
    pub(super) fn with_hint(mut self, help: Option<Message>) -> Self {
        if let Some(help) = help {
            self.0.help(help);
        }
        self
    }
}

/// The place where the next token belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Top,
    List,
    Key,
    Value,
}

impl<'a> Builder<'a> {
    pub(super) fn new(limits: &'a Limits, text: Option<&'a str>) -> Self {
        Self { limits, text, frames: Vec::new(), root: None, order: 0, list_items: 0, mistakes: Vec::new() }
    }

    /// The whole text, if the document is read from text.
    #[cfg(any(feature = "yaml", feature = "deferred"))]
    pub(super) fn whole(&self) -> Option<&'a str> {
        self.text
    }

    /// Where the next value or key goes.
    pub(super) fn place(&self) -> Place {
        match self.frames.last().map(|frame| &frame.inside) {
            None => Place::Top,
            Some(Inside::List { .. }) => Place::List,
            Some(Inside::Map { pending: None, .. }) => Place::Key,
            Some(Inside::Map { pending: Some(_), .. }) => Place::Value,
        }
    }

    pub(super) fn open_list(&mut self, offset: Option<usize>) -> Result<(), Stop> {
        self.open(offset, Inside::List { items: Vec::new(), seen: 0 })
    }

    pub(super) fn open_map(&mut self, offset: Option<usize>) -> Result<(), Stop> {
        self.open(offset, Inside::Map { entries: Vec::new(), keys: Index::default(), pending: None })
    }

    /// The key of the next value. A key given before is a mistake, and its value will be left out.
    pub(super) fn key(&mut self, text: &str, offset: Option<usize>) {
        let too_long = text.len() > self.limits.text_bytes;
        let Some(Frame { inside: Inside::Map { keys, pending, .. }, .. }) = self.frames.last_mut() else {
            return;
        };
        let first = keys.get(text);
        let kept = first.is_none() && !too_long;
        *pending = Some(Key { text: if too_long { "".into() } else { text.into() }, offset, kept });
        if kept {
            keys.add(text, offset.unwrap_or_default());
        }
        if too_long {
            self.mistake_text(text.len(), offset);
        } else if let Some(first) = first {
            let message = message!("key {} is given twice", quoted(text));
            let mut mistake = self.at_next(Code::DuplicateKey, offset, message);
            if let Some(text) = self.text {
                mistake.help(message_of(|| {
                    let at = Position::of(text, first);
                    format!("the first is at line {}, column {}", at.line, at.column)
                }));
            }
            self.mistakes.push(mistake);
        }
    }

    /// The key is a mistake, which is noted already: its value will be left out.
    #[cfg(any(feature = "yaml", feature = "deferred"))]
    pub(super) fn drop_key(&mut self) {
        if let Some(Frame { inside: Inside::Map { pending: Some(key), .. }, .. }) = self.frames.last_mut() {
            key.kept = false;
        }
    }

    pub(super) fn text(&mut self, text: &str, offset: Option<usize>) -> Result<(), Stop> {
        if text.len() > self.limits.text_bytes {
            self.mistake_text(text.len(), offset);
            return self.scalar(NodeKind::Invalid, offset);
        }
        self.scalar(NodeKind::Text(text.into()), offset)
    }

    pub(super) fn scalar(&mut self, kind: NodeKind, offset: Option<usize>) -> Result<(), Stop> {
        let order = self.next_order(offset)?;
        self.put(Node { kind, order, offset });
        Ok(())
    }

    /// A value that is a mistake and does not end the reading.
    pub(super) fn invalid(
        &mut self,
        code: Code,
        offset: Option<usize>,
        message: Message,
        help: &str,
    ) -> Result<(), Stop> {
        self.report(code, offset, message, help);
        self.scalar(NodeKind::Invalid, offset)
    }

    /// A mistake about the next value or key.
    pub(super) fn report(&mut self, code: Code, offset: Option<usize>, message: Message, help: &str) {
        let mistake = self.at_next(code, offset, message).with_help(help);
        self.mistakes.push(mistake);
    }

    /// Ends the innermost list or object.
    pub(super) fn close(&mut self) {
        let Some(Frame { order, offset, inside }) = self.frames.pop() else { return };
        let kind = match inside {
            Inside::List { items, .. } => NodeKind::List(items),
            Inside::Map { entries, .. } => NodeKind::Map(entries),
        };
        self.put(Node { kind, order, offset });
    }

    /// A mistake that ends the reading, at the place where the next value would go.
    pub(super) fn stop(&self, code: Code, offset: Option<usize>, message: impl Into<Message>) -> Stop {
        Stop(Box::new(self.at_next(code, offset, message.into())))
    }

    /// The draft, or every mistake up to the one that ended the reading.
    pub(super) fn finish(self, outcome: Result<(), Stop>) -> Result<Draft, Vec<Mistake>> {
        let Self { root, mut mistakes, .. } = self;
        match (outcome, root) {
            (Ok(()), Some(root)) => Ok(Draft { root, mistakes }),
            (Ok(()), None) => {
                let message = Message::from("the text is empty");
                mistakes.push(Mistake::new(Code::SyntaxEmpty, 0, Path::root(), Some(0), message));
                Err(mistakes)
            }
            (Err(Stop(mistake)), _) => {
                mistakes.push(*mistake);
                Err(mistakes)
            }
        }
    }

    fn open(&mut self, offset: Option<usize>, inside: Inside) -> Result<(), Stop> {
        let deepest = self.limits.depth.min(DEEPEST);
        if self.frames.len() >= deepest {
            let message = message!("nested more than {deepest} deep");
            return Err(self.stop(Code::LimitDepth, offset, message));
        }
        let order = self.next_order(offset)?;
        self.frames.push(Frame { order, offset, inside });
        Ok(())
    }

    fn next_order(&mut self, offset: Option<usize>) -> Result<u32, Stop> {
        let order = self.order;
        let used = usize::try_from(order).unwrap_or(usize::MAX);
        if used >= self.limits.nodes || order == u32::MAX {
            let message = message!("the model has more than {} values", self.limits.nodes);
            return Err(self.stop(Code::LimitNodes, offset, message));
        }
        self.order = order.saturating_add(1);
        Ok(order)
    }

    fn put(&mut self, node: Node) {
        let limits = self.limits;
        let mut over = None;
        match self.frames.last_mut().map(|frame| &mut frame.inside) {
            None => self.root = Some(node),
            Some(Inside::List { items, seen }) => {
                *seen = seen.saturating_add(1);
                self.list_items = self.list_items.saturating_add(1);
                if *seen == limits.list_items.saturating_add(1) {
                    over = Some(message!("a list has more than {} entries", limits.list_items));
                } else if self.list_items == limits.list_items_total.saturating_add(1) {
                    let total = limits.list_items_total;
                    over = Some(message!("the lists of the model have more than {total} entries"));
                }
                if *seen <= limits.list_items && self.list_items <= limits.list_items_total {
                    items.push(node);
                }
            }
            Some(Inside::Map { entries, pending, .. }) => {
                if let Some(Key { text, offset, kept: true }) = pending.take() {
                    entries.push(Entry { key: text, key_offset: offset, value: node });
                }
            }
        }
        if let Some(message) = over {
            let (order, offset) = self.frames.last().map_or((0, None), |frame| (frame.order, frame.offset));
            let mistake = Mistake::new(Code::LimitList, order, self.path_of_frame(), offset, message);
            self.mistakes.push(mistake);
        }
    }

    fn mistake_text(&mut self, bytes: usize, offset: Option<usize>) {
        let message = message!("a text has {bytes} bytes, the limit is {}", self.limits.text_bytes);
        let mistake = self.at_next(Code::LimitText, offset, message);
        self.mistakes.push(mistake);
    }

    fn at_next(&self, code: Code, offset: Option<usize>, message: Message) -> Mistake {
        let mut path = self.path_of_frame();
        if cfg!(feature = "messages") {
            match self.frames.last().map(|frame| &frame.inside) {
                Some(Inside::List { seen, .. }) => path = path.index(*seen),
                Some(Inside::Map { pending: Some(key), .. }) => path = path.key(&key.text),
                Some(Inside::Map { pending: None, .. }) | None => {}
            }
        }
        Mistake::new(code, self.order, path, offset, message)
    }

    fn path_of_frame(&self) -> Path {
        if !cfg!(feature = "messages") {
            return Path::root();
        }
        let count = self.frames.len().saturating_sub(1);
        self.frames.iter().take(count).fold(Path::root(), |path, frame| match &frame.inside {
            Inside::List { seen, .. } => path.index(*seen),
            Inside::Map { pending: Some(key), .. } => path.key(&key.text),
            Inside::Map { pending: None, .. } => path,
        })
    }
}
