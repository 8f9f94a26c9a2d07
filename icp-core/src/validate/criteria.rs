//! Reads criteria, written out or taken from the shared ones. Called by `scorecard`; the rule of each is read by
//! `rules`.

use super::conditions::get_condition;
use super::context::Context;
use super::names::{Ids, id_text};
use super::reader::{Fields, Within, entries, flag, micro, text, word, wrong_type};
use super::used::Used;
use super::{points, rules, scaled};
use crate::draft::{Entry, Node, NodeKind, Number};
use crate::error::{Code, Message, hint, message, quoted};
use crate::model::{Criterion, IfUnknown, SharedCriterion, Unit, Use};
use crate::sort::Index;
use crate::value::{Micro, float_text, integer_text};

/// A criterion of a scorecard, with its dimension still by name.
pub(super) struct ReadCriterion<'d> {
    /// `None` when it has a mistake; its dimension is looked up all the same.
    pub(super) criterion: Option<Criterion>,
    pub(super) dimension: Option<Named<'d>>,
    /// Where it has a weight of its own, or points or times in its place.
    pub(super) weight: Option<&'d Node>,
}

/// A dimension that a criterion names, and what to say about it when it is not there.
pub(super) struct Named<'d> {
    pub(super) id: Box<str>,
    /// Where a mistake is reported.
    pub(super) node: &'d Node,
    /// The path of the shared criterion that names it, if one does.
    pub(super) shared: Option<Message>,
}

/// The shared criteria by name; `None` for one that is wrong, which is reported once.
#[derive(Default)]
pub(super) struct Shared {
    names: Index,
    all: Vec<Option<Taken>>,
}

impl Shared {
    /// The right ones, in document order.
    pub(super) fn into_criteria(self) -> Vec<SharedCriterion> {
        self.all.into_iter().flatten().map(|taken| taken.shared).collect()
    }
}

impl Shared {
    /// All names, wrong ones too.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.texts()
    }

    /// Whether there is one of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.get(name).is_some()
    }

    /// A shared criterion and the order of its node, counted as one more use; `None` where it is wrong, or there are too
    /// many uses.
    fn take(&self, ctx: &mut Context<'_>, place: usize, node: &Node) -> Option<(&SharedCriterion, u32)> {
        let Some(Taken { shared, order, used }) = self.all.get(place).and_then(Option::as_ref) else {
            ctx.leave();
            return None;
        };
        ctx.count_again(node, *used);
        if ctx.used.nodes > ctx.limits.nodes {
            ctx.leave();
            return None;
        }
        Some((shared, *order))
    }
}

impl SharedCriterion {
    /// Its own dimension, as one that takes it at a node names it.
    fn named<'d>(&self, ctx: &Context<'d>, node: &'d Node, order: u32) -> Option<Named<'d>> {
        let id = self.dimension.clone()?;
        Some(Named { id, node, shared: Some(message!("{}", ctx.path_to(order))) })
    }
}

/// A shared criterion, and what one more use of it costs.
pub(super) struct Taken {
    shared: SharedCriterion,
    /// The order of its node, for its path.
    order: u32,
    used: Used,
}

/// Reads the top-level `criteria`.
pub(super) fn shared<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Shared {
    let mut ids = Ids::default();
    let mut by_name = Shared::default();
    for (index, entry) in entries(ctx, node, "`criteria`").iter().enumerate() {
        let named = ids.declare_key(ctx, entry, index, "shared criterion");
        let before = ctx.used;
        let read = one_shared(ctx, entry).filter(|_| named);
        let mut used = ctx.used.since(before);
        used.nodes = used.nodes.saturating_add(entry.value.count());
        by_name.names.add(&entry.key, index);
        by_name.all.push(read.map(|shared| Taken { shared, order: entry.value.order, used }));
    }
    by_name
}

fn one_shared<'d>(ctx: &mut Context<'d>, entry: &'d Entry) -> Option<SharedCriterion> {
    let what = message!("shared criterion {}", quoted(&entry.key));
    ctx.within.clone_from(&what);
    let mut fields = Fields::open(ctx, &entry.value, what)?;
    if let Some(node) = fields.get("use") {
        ctx.report(Code::Conflict, node, "a shared criterion cannot use another one").help("write it out");
    }
    let ReadCriterion { criterion, dimension, .. } = written(ctx, fields, Some(entry.key.clone()));
    Some(SharedCriterion { dimension: dimension.map(|named| named.id), criterion: criterion? })
}

/// Reads one criterion of a scorecard, written out or taken from the shared ones.
pub(super) fn criterion<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    ids: &mut Ids,
    index: usize,
    shared: &Shared,
) -> Option<ReadCriterion<'d>> {
    let mut fields = Fields::open(ctx, node, "a criterion")?;
    let id_node = fields.get("id");
    if let Some(source) = fields.get("use") {
        return used(ctx, fields, source, id_node, ids, index, shared);
    }
    let id = match id_node {
        Some(node) => ids.declare(ctx, node, index, "criterion"),
        None => {
            fields.require(ctx, "id");
            None
        }
    };
    let what = match id_node.and_then(id_text) {
        Some(id) => message!("criterion {}", quoted(&id)),
        None => Message::from("a criterion"),
    };
    ctx.within.clone_from(&what);
    fields.rename(what);
    Some(written(ctx, fields, id))
}

/// All of a criterion but its id.
fn written<'d>(ctx: &mut Context<'d>, mut fields: Fields<'d>, id: Option<Box<str>>) -> ReadCriterion<'d> {
    let mark = ctx.mark();
    let name = fields.text(ctx, "name");
    let description = fields.text(ctx, "description");
    let dimension = fields.get("dimension").and_then(|node| dimension(ctx, node));
    let weight_node = fields.get("weight");
    let weight = weight_node.map(|node| weight_of(ctx, node, &mut fields));
    let required = fields.get("required").is_some_and(|node| flag(ctx, node, "`required`"));
    let applies_when = get_condition(ctx, &mut fields, "applies_when");
    let if_unknown_node = fields.get("if_unknown");
    let rule = rules::rule(ctx, &mut fields);
    let unit = rule.as_ref().map(|(_, unit)| *unit);
    let if_unknown = if_unknown_node.map(|node| if_unknown(ctx, node, unit));
    let within = if unit == Some(Unit::Rating) { Within::RATING } else { Within::POINTS };
    let baseline = fields.micro(ctx, "baseline", within);
    let reason_code = fields.text(ctx, "reason_code");
    let reason = fields.text(ctx, "reason");
    if let (Some(Unit::Points), Some(node)) = (unit, weight_node) {
        let message = message!("{} is in points, so it takes no `weight`", fields.what());
        ctx.report(Code::Conflict, node, message)
            .help("its weight is the largest number of points that it can give");
    }
    let (node, what) = (fields.node, fields.what().to_owned());
    fields.close(ctx);
    let without = |dimension| ReadCriterion { criterion: None, dimension, weight: weight_node };
    let (Some((rule, unit)), None | Some(Some(_))) = (rule, if_unknown) else { return without(dimension) };
    let if_unknown = if_unknown.flatten();
    let weight = match unit {
        Unit::Rating => weight.unwrap_or(Micro::ONE),
        Unit::Points => points::weight(ctx, node, &what, &rule, if_unknown),
    };
    let Some(id) = id.filter(|_| ctx.is_whole(mark)) else { return without(dimension) };
    let criterion = Criterion {
        id,
        name,
        description,
        dimension: None,
        weight,
        unit,
        required,
        applies_when,
        if_unknown,
        baseline,
        reason_code,
        reason,
        rule,
        uses: None,
    };
    ReadCriterion { criterion: Some(criterion), dimension, weight: weight_node }
}

/// `weight`, which has no sign: what takes away has points.
fn weight_of<'d>(ctx: &mut Context<'d>, node: &'d Node, fields: &mut Fields<'d>) -> Micro {
    let plain =
        fields.get("fit").is_some() && fields.get("points").is_none() && fields.get("misfit").is_none();
    let points = hint(|| match node.kind {
        NodeKind::Number(Number::Integer(weight @ ..0)) => Some(integer_text(weight)),
        NodeKind::Number(Number::Float(weight)) if weight < 0.0 => Some(float_text(weight)),
        _ => None,
    });
    let Some(points) = points else { return micro(ctx, node, "`weight`", Within::POSITIVE) };
    let message = message!("`weight` must be above 0 and at most 1000000000, found {points}");
    let reported = ctx.refuse(Code::Range, node, message);
    if plain {
        reported.help(message!("to take points away write `points: {points}`"));
    } else {
        reported.help("a weight has no sign; ratings and points below 0 take away");
    }
    Micro::ZERO
}

/// `use`: a shared criterion, with its weight, dimension, id or `required` given anew.
fn used<'d>(
    ctx: &mut Context<'d>,
    mut fields: Fields<'d>,
    source: &'d Node,
    id_node: Option<&'d Node>,
    ids: &mut Ids,
    index: usize,
    shared: &Shared,
) -> Option<ReadCriterion<'d>> {
    let node = fields.node;
    let mark = ctx.mark();
    let id = ids.declare(ctx, id_node.unwrap_or(source), index, "criterion");
    let name = text(ctx, source, "`use`")?;
    fields.rename(message!("a criterion that uses {}", quoted(name)));
    let weight = fields.micro(ctx, "weight", Within::POSITIVE);
    let weight_node = fields.get("weight");
    let (scaled, scaled_node) = scaled::read(ctx, &mut fields);
    let required = fields.get("required").map(|node| flag(ctx, node, "`required`"));
    let own_dimension = fields.get("dimension").map(|node| dimension(ctx, node));
    fields.close(ctx);
    let Some(place) = shared.names.get(name) else {
        let near = ctx.near(name, shared.names.texts()).map(quoted);
        let reported =
            ctx.refuse(Code::UnknownReference, source, message!("unknown shared criterion {}", quoted(name)));
        match near {
            Some(near) => reported.help(message!("did you mean {near}?")),
            None => reported.help("shared criteria are declared under `criteria` of the model"),
        }
        return None;
    };
    let (shared, order) = shared.take(ctx, place, node)?;
    if let (Unit::Points, Some(node)) = (shared.criterion.unit, weight_node) {
        refuse_weight(ctx, node, name, order);
    }
    let dimension_given = own_dimension.is_some();
    let dimension = match own_dimension {
        Some(dimension) => dimension,
        None => shared.named(ctx, source, order),
    };
    let mut criterion = shared.criterion.clone();
    if let Some((scaled, node)) = scaled.zip(scaled_node) {
        scaled::apply(ctx, node, scaled, &mut criterion);
    }
    criterion.uses = Some(Use {
        name: name.into(),
        id: id_node.is_some(),
        weight: weight.is_some(),
        scaled,
        dimension: dimension_given,
        required: required.is_some(),
        by_weights: false,
    });
    criterion.id = id?;
    criterion.weight = weight.unwrap_or(criterion.weight);
    criterion.required = required.unwrap_or(criterion.required);
    let weight = weight_node.or(scaled_node);
    ctx.is_whole(mark).then_some(ReadCriterion { criterion: Some(criterion), dimension, weight })
}

/// A shared criterion that a scorecard takes by an entry of `weights`; `None` where none has this name, or it is wrong.
pub(super) fn by_weights<'d>(
    ctx: &mut Context<'d>,
    entry: &'d Entry,
    weight: Micro,
    shared: &Shared,
) -> Option<ReadCriterion<'d>> {
    let node = &entry.value;
    let (shared, order) = shared.take(ctx, shared.names.get(&entry.key)?, node)?;
    if shared.criterion.unit == Unit::Points {
        refuse_weight(ctx, node, &entry.key, order);
    }
    let uses = Use {
        name: entry.key.clone(),
        id: false,
        weight: true,
        scaled: None,
        dimension: false,
        required: false,
        by_weights: true,
    };
    let criterion = Criterion { weight, uses: Some(uses), ..shared.criterion.clone() };
    Some(ReadCriterion {
        criterion: Some(criterion),
        dimension: shared.named(ctx, node, order),
        weight: Some(node),
    })
}

/// Reports a weight for a shared criterion in points, which has one by its points.
fn refuse_weight(ctx: &mut Context<'_>, node: &Node, name: &str, order: u32) {
    let message = message!("`weight` on a criterion in points: {} is in points", quoted(name));
    let help = message!(
        "it is written at {}; `points` and `times` make all its points larger or smaller",
        ctx.path_to(order)
    );
    ctx.report(Code::Conflict, node, message).help(help);
}

/// The dimension that a criterion names; the criterion can be used without it.
fn dimension<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Named<'d>> {
    let id = id_text(node);
    if id.is_none() {
        let mark = ctx.mark();
        wrong_type(ctx, node, "`dimension`", "text");
        ctx.forgive(mark);
    }
    Some(Named { id: id?, node, shared: None })
}

/// `if_unknown`: `zero`, `skip`, `least`, or a number in the unit of the rule (nothing is said about it when the rule
/// is wrong).
fn if_unknown(ctx: &mut Context<'_>, node: &Node, unit: Option<Unit>) -> Option<IfUnknown> {
    match (&node.kind, unit) {
        (NodeKind::Number(_), Some(Unit::Points)) => amount(ctx, node, Within::POINTS),
        (NodeKind::Number(_), None) => None,
        (_, Some(Unit::Rating | Unit::Points) | None) => if_unknown_rating(ctx, node),
    }
}

/// `if_unknown` of a scorecard, or of a criterion in ratings.
pub(super) fn if_unknown_rating(ctx: &mut Context<'_>, node: &Node) -> Option<IfUnknown> {
    match &node.kind {
        NodeKind::Number(_) => amount(ctx, node, Within::RATING),
        NodeKind::Text(_) => {
            let words = IfUnknown::PLAIN.map(|plain| plain.word().unwrap_or_default());
            let place = word(ctx, node, "`if_unknown`", &words)?;
            IfUnknown::PLAIN.get(place).copied()
        }
        _ => {
            wrong_type(ctx, node, "`if_unknown`", "`zero`, `skip`, `least` or a number");
            None
        }
    }
}

fn amount(ctx: &mut Context<'_>, node: &Node, within: &Within) -> Option<IfUnknown> {
    let mark = ctx.mark();
    let value = micro(ctx, node, "`if_unknown`", within);
    ctx.is_whole(mark).then_some(IfUnknown::Value(value))
}
