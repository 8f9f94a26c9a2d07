//! Dated events as columns: how often each frequent one happened within some days up to the decision. `from_model` gathers them, `document`
//! writes `happened`.

use icp_core::Date;
use icp_core::account::Event;

use crate::Values;
use crate::dictionary::Dictionary;

/// The days that are looked back.
const DAYS: [u32; 3] = [30, 90, 365];
/// The most names of events that are counted by themselves.
const NAMES: usize = 20;
/// Rows in which an event must have happened, at least.
const ROWS: usize = 10;

/// Events that are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The name of the event; `None` for all of them.
    pub event: Option<String>,
    /// Days up to the decision.
    pub days: u32,
}

/// An event: its name, how many days before the decision, and how often.
#[derive(Debug, Clone, Copy)]
struct Happened {
    code: u32,
    ago: u32,
    count: f64,
}

/// The events of all rows.
#[derive(Debug, Default)]
pub(crate) struct Log {
    names: Dictionary,
    /// `None` where it is not known what happened.
    rows: Vec<Option<Vec<Happened>>>,
}

impl Log {
    /// Adds the events of a row. Later ones than the decision do not count.
    pub(crate) fn add(&mut self, events: Option<&Vec<Event<'_>>>, day: Date) {
        let Self { names, rows } = self;
        let taken = events.map(|events| {
            let past = events.iter().filter_map(|event| {
                let ago = u32::try_from(i64::from(day.days()) - i64::from(event.on.days())).ok()?;
                Some(Happened { code: names.code(&event.event), ago, count: event.count })
            });
            past.collect()
        });
        rows.push(taken);
    }

    /// A column for each frequent event and length of time, and for all events together.
    pub(crate) fn columns(self) -> Vec<(String, Option<Window>, Values)> {
        let (names, places) = self.names.sorted();
        let mut rows = vec![0usize; names.len()];
        for events in self.rows.iter().flatten() {
            let mut seen: Vec<u32> =
                events.iter().filter_map(|event| places.get(event.code as usize).copied()).collect();
            seen.sort_unstable();
            seen.dedup();
            for place in seen {
                if let Some(count) = rows.get_mut(place as usize) {
                    *count += 1;
                }
            }
        }
        let mut frequent: Vec<usize> =
            (0..names.len()).filter(|place| rows.get(*place).is_some_and(|rows| *rows >= ROWS)).collect();
        frequent.sort_by_key(|place| std::cmp::Reverse(rows.get(*place).copied()));
        frequent.truncate(NAMES);
        frequent.sort_unstable();
        let wanted = frequent.iter().map(|place| Some(*place)).chain((names.len() > 1).then_some(None));
        let mut out = Vec::new();
        for place in wanted {
            let name = place.and_then(|place| names.get(place)).cloned();
            for days in DAYS {
                let counts = self.rows.iter().map(|row| match row {
                    None => f64::NAN,
                    Some(events) => {
                        let is_meant = |event: &&Happened| {
                            let own = places.get(event.code as usize).map(|place| *place as usize);
                            event.ago <= days && (place.is_none() || own == place)
                        };
                        events.iter().filter(is_meant).map(|event| event.count).sum()
                    }
                });
                let counts = Values::Number(counts.collect());
                let window = Window { event: name.clone(), days };
                out.push((window.suffix(), Some(window), counts));
            }
        }
        out
    }
}

impl Window {
    /// The end of the column's name, behind that of the attribute.
    fn suffix(&self) -> String {
        match &self.event {
            Some(event) => format!(": {event} within {} days", self.days),
            None => format!(": any within {} days", self.days),
        }
    }
}
