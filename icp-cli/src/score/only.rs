//! `--only`: which accounts are written, by their answers.

use icp_core::document::nearest;
use icp_core::{IcpStatus, Model};

use super::row::Row;
use crate::failure::Failure;
use crate::text::{list, quoted};

/// The answers that an account must have; without questions, every account is taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Only {
    /// All of them must hold.
    asked: Vec<(Place, Vec<String>)>,
}

/// The answer that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Status,
    Icp,
    Best,
    Tier,
    Stage,
    /// A verdict or a label.
    Said(usize),
}

const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::InsufficientData, IcpStatus::Disqualified];

impl Only {
    /// # Errors
    /// An answer that there is not, or a value that it cannot have.
    pub(crate) fn new(model: &Model, asked: &[String]) -> Result<Self, Failure> {
        let mut only = Self::default();
        for (name, value) in asked.iter().flat_map(|asked| pairs(asked)) {
            let Some(value) = value else {
                return Err(Failure::Usage(format!("`--only`: {} is no NAME=VALUE", quoted(&name)))
                    .help("it is written like `--only status=qualified,tier=A`"));
            };
            let place = place(model, &name)?;
            let value = known(model, place, &name, value)?;
            match only.asked.iter_mut().find(|(asked, _)| *asked == place) {
                Some((_, values)) => values.push(value),
                None => only.asked.push((place, vec![value])),
            }
        }
        Ok(only)
    }

    /// Whether some accounts may be left out.
    pub(crate) fn asks(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether an account is written; `said` gives its verdicts and labels by their places.
    pub(crate) fn takes<'a>(
        &self,
        model: &Model,
        row: &Row,
        said: impl Fn(usize) -> Option<&'a str>,
    ) -> bool {
        self.asked.iter().all(|(place, values)| {
            let icp = || model.icp(row.icp()).map_or("", |icp| &*icp.id);
            let answer = match place {
                Place::Status => row.status.as_str(),
                Place::Icp => icp(),
                Place::Best if row.best() => icp(),
                Place::Best => "",
                Place::Tier => row.tier(model).unwrap_or_default(),
                Place::Stage => row.stage(model).unwrap_or_default(),
                Place::Said(at) => said(*at).unwrap_or_default(),
            };
            values.iter().any(|value| value == answer)
        })
    }
}

/// `a=1,b=2, or 3` as `a=1` and `b=2, or 3`: what has no `=` of its own goes on with the value before.
fn pairs(asked: &str) -> Vec<(String, Option<String>)> {
    let mut pairs: Vec<(String, Option<String>)> = Vec::new();
    for part in asked.split(',') {
        match (part.split_once('='), pairs.last_mut()) {
            (Some((name, value)), _) => pairs.push((name.trim().to_owned(), Some(value.trim().to_owned()))),
            (None, Some((_, Some(value)))) => {
                value.push(',');
                value.push_str(part);
            }
            (None, _) => pairs.push((part.trim().to_owned(), None)),
        }
    }
    pairs
}

fn place(model: &Model, name: &str) -> Result<Place, Failure> {
    let labels = model.label_ids().into_iter().map(|id| format!("label.{id}"));
    let said: Vec<String> = model.teams().into_iter().map(str::to_owned).chain(labels).collect();
    let own = [
        ("status", Place::Status),
        ("icp", Place::Icp),
        ("best", Place::Best),
        ("tier", Place::Tier),
        ("stage", Place::Stage),
    ];
    let known = own.iter().find(|(known, _)| *known == name).map(|(_, place)| *place);
    let spoken = said.iter().position(|known| known == name).map(Place::Said);
    known.or(spoken).ok_or_else(|| {
        let names = || own.iter().map(|(name, _)| *name).chain(said.iter().map(String::as_str));
        let failure = Failure::Usage(format!("`--only`: no answer is called {}", quoted(name)));
        match nearest(name, names()) {
            Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
            None => failure.help(format!("those are {}", list(names()))),
        }
    })
}

/// The value, if an account can have it. Verdicts and labels may be any text.
fn known(model: &Model, place: Place, name: &str, value: String) -> Result<String, Failure> {
    let icps = || (0..).map_while(|at| model.icp(at));
    let all: Vec<&str> = match place {
        Place::Status => STATUSES.iter().map(|status| status.as_str()).collect(),
        Place::Icp | Place::Best => icps().map(|icp| &*icp.id).collect(),
        Place::Tier => icps().flat_map(|icp| icp.fit.tiers.iter().map(|tier| &*tier.id)).collect(),
        Place::Stage => icps().flat_map(|icp| icp.stages.iter().map(|stage| &*stage.id)).collect(),
        Place::Said(_) => return Ok(value),
    };
    let may_be_blank = matches!(place, Place::Best | Place::Tier | Place::Stage);
    if all.contains(&value.as_str()) || value.is_empty() && may_be_blank {
        return Ok(value);
    }
    let failure = Failure::Usage(format!("`--only`: no {name} is called {}", quoted(&value)));
    let mut each = all.clone();
    each.sort_unstable();
    each.dedup();
    Err(match nearest(&value, all) {
        Some(near) => failure.help(format!("did you mean {}?", quoted(near))),
        None if each.is_empty() => failure.help("the model has none"),
        None => failure.help(format!("those are {}", list(each))),
    })
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn a_value_may_have_commas() {
        let of = |text: &str| {
            let pairs = pairs(text).into_iter();
            pairs.map(|(name, value)| format!("{name}:{}", value.unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(of("status=qualified, tier=A"), ["status:qualified", "tier:A"]);
        assert_eq!(of("label.plan=Gold, yearly,tier=A"), ["label.plan:Gold, yearly", "tier:A"]);
        assert_eq!(of("best="), ["best:"]);
        assert_eq!(pairs("tier"), [("tier".to_owned(), None)]);
    }
}
