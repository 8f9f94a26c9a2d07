//! Promises about any table: the order of the rows and the number of threads change nothing, and a table that is no use ends in a
//! sentence.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a panic here is a failed test"
)]

mod made;

use icp_learn::{
    Against, Cells, Column, Direction, Fate, Judged, LearnError, Learned, Points, Settings, Size, Table,
    TableBuilder, Values, Warning, learn,
};
use made::{Random, columns, drawn, noise, number, table};

/// Rows in another order.
fn taken(values: &Values, order: &[usize]) -> Values {
    match values {
        Values::Number(values) => Values::Number(order.iter().map(|at| values[*at]).collect()),
        Values::Month(values) => Values::Month(order.iter().map(|at| values[*at]).collect()),
        Values::Bool(values) => Values::Bool(order.iter().map(|at| values[*at]).collect()),
        Values::Text { codes, names } => {
            // The names in another order as well: codes are of no meaning.
            let names: Vec<String> = names.iter().rev().cloned().collect();
            let code = |code: u32| if code == u32::MAX { code } else { names.len() as u32 - 1 - code };
            Values::Text { codes: order.iter().map(|at| code(codes[*at])).collect(), names }
        }
        Values::Set { rows, items } => {
            Values::Set { rows: order.iter().map(|at| rows[*at].clone()).collect(), items: items.clone() }
        }
    }
}

struct Parts {
    columns: Vec<Column>,
    outcome: Vec<Judged>,
    weight: Option<Vec<f64>>,
    accounts: Option<Vec<u64>>,
    decided: Option<Vec<Option<i32>>>,
}

impl Parts {
    /// A table with everything in it.
    fn made(seed: u64, rows: usize) -> Self {
        let mut random = Random::new(seed);
        let mut columns = columns(&mut random, rows, 8);
        columns.push(Column::new(
            "is-partner",
            Values::Bool((0..rows).map(|_| [None, Some(true), Some(false)][random.below(3)]).collect()),
        ));
        let set = |random: &mut Random| {
            (random.below(9) > 0).then(|| (0..5).filter(|_| random.below(3) == 0).collect())
        };
        let items = (0..5).map(|item| format!("tool {item}")).collect();
        columns.push(Column::new(
            "tools",
            Values::Set { rows: (0..rows).map(|_| set(&mut random)).collect(), items },
        ));
        columns.push(Column::new("age", Values::Month((0..rows).map(|_| random.below(60) as f64).collect())));
        let effects: Vec<f64> = (0..rows)
            .map(|row| {
                -1.0 + number(&columns[0], row)
                    + 0.6 * number(&columns[2], row)
                    + 0.4 * number(&columns[9], row)
            })
            .collect();
        let mut outcome = drawn(&mut random, effects.into_iter());
        (0..rows).filter(|row| row % 50 == 7).for_each(|row| outcome[row] = Judged::Open);
        let weight = (seed % 2 == 1).then(|| (0..rows).map(|row| [0.0, 0.5, 1.0, 2.0][row % 4]).collect());
        let accounts = (seed % 3 == 1).then(|| (0..rows as u64).map(|row| row / 3 * 977).collect());
        let decided = seed
            .is_multiple_of(2)
            .then(|| (0..rows).map(|row| (row % 11 > 0).then_some(row as i32 / 3)).collect());
        Self { columns, outcome, weight, accounts, decided }
    }

    fn table(&self, order: &[usize]) -> Table {
        let outcome = order.iter().map(|at| self.outcome[*at]).collect();
        let mut builder = TableBuilder::new(outcome);
        for column in &self.columns {
            builder = builder.column(Column { values: taken(&column.values, order), ..column.clone() });
        }
        if let Some(weight) = &self.weight {
            builder = builder.weight(order.iter().map(|at| weight[*at]).collect());
        }
        if let Some(accounts) = &self.accounts {
            builder = builder.accounts(order.iter().map(|at| accounts[*at]).collect());
        }
        if let Some(decided) = &self.decided {
            builder = builder.decided(order.iter().map(|at| decided[*at]).collect());
        }
        builder.build().unwrap()
    }
}

#[test]
fn rows_in_any_order_and_any_threads_give_the_same_bits() {
    for seed in 0..6 {
        let rows = [240, 700, 1600][seed as usize % 3];
        let parts = Parts::made(seed, rows);
        let mut order: Vec<usize> = (0..rows).collect();
        let settings = Settings { permutations: 39, folds: 3, ..Settings::default() };
        let first = learn(&parts.table(&order), &settings).unwrap();
        assert!(first.card.is_some(), "{seed}");
        Random::new(seed + 9).shuffle(&mut order);
        for threads in [1, 3] {
            let again = learn(&parts.table(&order), &Settings { threads, ..settings.clone() }).unwrap();
            assert_eq!(format!("{first:?}"), format!("{again:?}"), "seed {seed}, {threads} threads");
        }
    }
}

#[test]
fn scores_follow_the_bands_that_are_shown() {
    let parts = Parts::made(2, 2500);
    let order: Vec<usize> = (0..2500).collect();
    let table = parts.table(&order);
    let learned = learn(&table, &Settings { permutations: 0, folds: 0, ..Settings::default() }).unwrap();
    let card = learned.card.unwrap();
    for criterion in &card.criteria {
        // The rows of a criterion are all rows, each in one band.
        let rows: u64 =
            criterion.bands.iter().map(|band| band.counts.rows).sum::<u64>() + criterion.missing.counts.rows;
        assert_eq!(rows, learned.counts.rows);
        let mut won = vec![0u64; criterion.bands.len()];
        for row in (0..2500).filter(|row| table.outcome()[*row] == Judged::Won) {
            let points = criterion.points(&table, row);
            if let Some(at) = criterion.bands.iter().position(|band| band.points == points) {
                won[at] += 1;
            }
        }
        assert!(criterion.bands.iter().all(|band| band.points >= 0));
        let distinct = criterion.bands.iter().enumerate().all(|(at, band)| {
            criterion.missing.points != band.points
                && criterion.bands.iter().skip(at + 1).all(|other| other.points != band.points)
        });
        if distinct {
            let shown: Vec<u64> = criterion.bands.iter().map(|band| band.counts.won).collect();
            assert_eq!(won, shown);
        }
    }
    let (low, high) = card.span();
    assert!((0..2500).all(|row| (low..=high).contains(&card.points(&table, row))));
    assert_eq!(card.tiers.last().map(|tier| tier.from), Some(low));
}

fn simple(
    seed: u64,
    rows: usize,
    outcome: impl FnOnce(&mut Random) -> Vec<Judged>,
) -> Result<Learned, LearnError> {
    let mut random = Random::new(seed);
    let columns = columns(&mut random, rows, 5);
    let outcome = outcome(&mut random);
    learn(&table(columns, outcome), &Settings { permutations: 39, ..Settings::default() })
}

#[test]
fn hostile_tables_end_in_a_sentence() {
    let one_class = simple(1, 300, |_| vec![Judged::Won; 300]).unwrap_err().to_string();
    assert!(
        one_class.starts_with("300 won and 0 lost rows: a profile is learned from the difference"),
        "{one_class}"
    );
    assert_eq!(
        simple(1, 300, |_| vec![Judged::Open; 300]).unwrap_err(),
        LearnError::OneClass { won: 0, lost: 0 }
    );
    let few = simple(1, 60, |random| noise(random, 60, 5)).unwrap();
    assert!(
        few.card.is_none()
            && few.size == Size::None
            && few.warnings == [Warning::TooFew { won: 5, lost: 55 }]
    );
    let empty = TableBuilder::new(Vec::new()).build().unwrap();
    assert_eq!(learn(&empty, &Settings::default()).unwrap_err(), LearnError::NoColumns);
    let mut random = Random::new(3);
    let outcome = noise(&mut random, 400, 100);
    let dull = vec![
        Column::new("constant", Values::Number(vec![7.0; 400])),
        Column::new("missing", Values::Number(vec![f64::NAN; 400])),
        Column::new("no-text", Values::Text { codes: vec![u32::MAX; 400], names: Vec::new() }),
        Column::new(
            "id",
            Values::Text {
                codes: (0..400).collect(),
                names: (0..400).map(|id| format!("id {id}")).collect(),
            },
        ),
        Column::new(
            "rare",
            Values::Text {
                codes: (0..400).map(|at| at / 4).collect(),
                names: (0..100).map(|id| format!("rare {id}")).collect(),
            },
        ),
        Column::new("no-set", Values::Set { rows: vec![None; 400], items: Vec::new() }),
        Column::new("no-bool", Values::Bool(vec![None; 400])),
    ];
    let learned = learn(&table(dull, outcome.clone()), &Settings::default()).unwrap();
    let fates: Vec<Fate> = learned.columns.iter().map(|column| column.fate).collect();
    assert_eq!(
        fates,
        [
            Fate::Constant,
            Fate::Empty,
            Fate::Empty,
            Fate::Identifier,
            Fate::SaysNothing,
            Fate::Empty,
            Fate::Empty
        ]
    );
    assert!(learned.card.is_none() && learned.warnings.contains(&Warning::NothingHolds));
    // The same row again and again.
    let again = Column::new("again", Values::Number((0..400).map(|at| f64::from(at % 2)).collect()));
    let outcome_again = (0..400).map(|at| if at % 2 == 0 { Judged::Won } else { Judged::Lost }).collect();
    let learned = learn(&table(vec![again], outcome_again), &Settings::default()).unwrap();
    assert!(matches!(learned.columns[0].fate, Fate::Late(_)));
    // Numbers at the ends of what numbers can be.
    let far = (0..400).map(|at| [f64::MAX, f64::MIN, f64::MIN_POSITIVE, 0.0, -0.0, 5e-324][at % 6]).collect();
    learn(&table(vec![Column::new("far", Values::Number(far))], outcome.clone()), &Settings::default())
        .unwrap();
}

#[test]
fn weights_that_are_none_are_refused_and_those_of_0_leave_rows_out() {
    let of = |weight: f64| {
        let mut random = Random::new(5);
        let columns = columns(&mut random, 200, 3);
        let outcome = noise(&mut random, 200, 60);
        let mut weights = vec![1.0; 200];
        weights[17] = weight;
        let table = columns
            .into_iter()
            .fold(TableBuilder::new(outcome), TableBuilder::column)
            .weight(weights)
            .build()?;
        learn(&table, &Settings { permutations: 0, ..Settings::default() })
    };
    for weight in [f64::NAN, f64::INFINITY, -1.0, 1e7] {
        let refused = of(weight).unwrap_err().to_string();
        assert!(refused.starts_with("weight, row 17: expected a number from 0 to 1,000,000"), "{refused}");
    }
    assert_eq!((of(0.0).unwrap().counts.rows, of(0.0).unwrap().left_out), (199, 1));
    // All weights doubled say the same.
    let doubled = |by: f64| {
        let mut random = Random::new(6);
        let columns = columns(&mut random, 900, 5);
        let effects: Vec<f64> = (0..900).map(|row| 0.8 * number(&columns[0], row)).collect();
        let outcome = drawn(&mut random, effects.into_iter());
        let weights = (0..900).map(|row| by * [1.0, 2.0, 0.5][row % 3]).collect();
        let table = columns
            .into_iter()
            .fold(TableBuilder::new(outcome), TableBuilder::column)
            .weight(weights)
            .build()
            .unwrap();
        learn(&table, &Settings { permutations: 0, folds: 0, seed: 1, ..Settings::default() })
            .unwrap()
            .card
            .unwrap()
    };
    let points = |by: f64| {
        doubled(by)
            .criteria
            .iter()
            .map(|c| c.bands.iter().map(|band| band.points).collect())
            .collect::<Vec<Vec<i64>>>()
    };
    let spans = |by: f64| points(by).iter().map(Vec::len).sum::<usize>();
    assert!(spans(1.0) > 0 && points(1.0)[0].iter().max() == points(2.0)[0].iter().max());
}

#[test]
fn thousands_of_columns_are_no_trouble() {
    let mut random = Random::new(11);
    let columns = columns(&mut random, 150, 5000);
    let outcome = noise(&mut random, 150, 70);
    let settings = Settings { permutations: 0, folds: 0, max_bands: 2, ..Settings::default() };
    let learned = learn(&table(columns, outcome), &settings).unwrap();
    assert!(learned.columns.len() == 5000 && learned.card.unwrap().criteria.len() <= 9);
}

#[test]
fn directions_and_kept_bands_are_obeyed() {
    let rows = 3000;
    let mut random = Random::new(21);
    let values: Vec<f64> = (0..rows).map(|_| random.normal()).collect();
    let outcome = drawn(&mut random, values.iter().map(|value| value * value - 1.0));
    let of = |direction: Direction, keep: Option<Vec<Cells>>| {
        let column = Column { direction, keep, ..Column::new("size", Values::Number(values.clone())) };
        learn(
            &table(vec![column], outcome.clone()),
            &Settings { permutations: 0, folds: 0, ..Settings::default() },
        )
    };
    let points = |direction: Direction| -> Vec<i64> {
        let card = of(direction, None).unwrap().card;
        card.iter().flat_map(|card| &card.criteria[0].bands).map(|band| band.points).collect()
    };
    let turning = points(Direction::Auto);
    assert!(
        turning.windows(2).any(|w| w[0] > w[1]) && turning.windows(2).any(|w| w[0] < w[1]),
        "{turning:?}"
    );
    assert!(points(Direction::Rising).windows(2).all(|w| w[0] <= w[1]));
    assert!(points(Direction::Falling).windows(2).all(|w| w[0] >= w[1]));
    let range = |from, to| Cells::Range { from, to };
    let kept = vec![range(None, Some(-1.0)), range(Some(-1.0), Some(1.0)), range(Some(1.0), None)];
    let card = of(Direction::Auto, Some(kept.clone())).unwrap().card.unwrap();
    let cells: Vec<Cells> = card.criteria[0].bands.iter().map(|band| band.cells.clone()).collect();
    assert_eq!(cells, kept);
    let refused = of(Direction::Auto, Some(vec![range(Some(1.0), None)])).unwrap_err().to_string();
    assert!(refused.contains("they are not ranges that follow each other"), "{refused}");
}

#[test]
fn best_customers_against_a_reference_have_lift_and_no_win_rates() {
    let mut random = Random::new(31);
    let mut columns = columns(&mut random, 1100, 5);
    columns[0].known_before = Some(true);
    // A hundred of the largest thousand and a reference of all sizes.
    let outcome: Vec<Judged> =
        (0..1100)
            .map(|row| {
                if number(&columns[0], row) > 0.8 && random.share() < 0.5 {
                    Judged::Won
                } else {
                    Judged::Lost
                }
            })
            .collect();
    let learned = learn(
        &table(columns, outcome),
        &Settings { against: Against::Reference, points: Points::UpTo(10), ..Settings::default() },
    );
    let learned = learned.unwrap();
    let card = learned.card.unwrap();
    assert!(card.line.is_none() && learned.judged.unwrap().tiers.is_empty());
    assert_eq!(card.criteria[0].subject.column, 0);
    assert!((2..=4).contains(&card.tiers.len()), "{:?}", card.tiers);
    let points: Vec<i64> = card.criteria[0].bands.iter().map(|band| band.points).collect();
    assert!(points.windows(2).all(|w| w[0] <= w[1]) && points.last() == Some(&10), "{points:?}");
}

#[test]
fn a_true_base_rate_moves_the_line_and_no_points() {
    let of = |base_rate: Option<f64>| {
        let mut random = Random::new(41);
        let columns = columns(&mut random, 1000, 4);
        let effects: Vec<f64> = (0..1000).map(|row| 0.9 * number(&columns[0], row)).collect();
        let outcome = drawn(&mut random, effects.into_iter());
        learn(&table(columns, outcome), &Settings { base_rate, permutations: 0, ..Settings::default() })
            .unwrap()
    };
    let (sample, shifted) = (of(None), of(Some(0.05)));
    let (a, b) = (sample.card.unwrap(), shifted.card.unwrap());
    assert_eq!(a.criteria, b.criteria);
    let (a, b) = (a.line.unwrap(), b.line.unwrap());
    assert!(a.slope == b.slope && b.intercept < a.intercept - 2.0);
    let (a, b) = (sample.judged.unwrap().tiers, shifted.judged.unwrap().tiers);
    assert!(
        a.len() > 1
            && a.iter()
                .zip(&b)
                .all(|(a, b)| b.rate < a.rate && b.interval.low <= b.rate && b.rate <= b.interval.high)
    );
    assert!(matches!(
        learn(
            &Parts::made(0, 100).table(&[0, 1, 2]),
            &Settings { base_rate: Some(1.0), ..Settings::default() }
        ),
        Err(LearnError::Setting { .. })
    ));
}

#[test]
fn two_columns_that_say_more_together_are_a_pair() {
    let rows = 6000;
    let mut random = Random::new(51);
    let columns = columns(&mut random, rows, 6);
    let effects: Vec<f64> = (0..rows)
        .map(|row| {
            let both = number(&columns[0], row) > 0.3 && number(&columns[1], row) > 0.3;
            -1.5 + 0.5 * number(&columns[3], row) + if both { 2.0 } else { 0.0 }
        })
        .collect();
    let outcome = drawn(&mut random, effects.into_iter());
    let table = table(columns, outcome);
    let learned = learn(&table, &Settings { permutations: 0, folds: 0, ..Settings::default() }).unwrap();
    let card = learned.card.unwrap();
    let pair = &card.pairs[0];
    let mut read = pair.sides.clone().map(|side| side.subject.column);
    read.sort_unstable();
    assert_eq!(read, [0, 1]);
    assert!(pair.inside > pair.outside);
    let inside = (0..rows).filter(|row| pair.points(&table, *row) == pair.inside).count() as u64;
    assert_eq!(inside, pair.counts.rows);
}

#[test]
fn late_columns_are_left_out_unless_they_are_known_before() {
    let rows = 1200;
    let mut random = Random::new(61);
    let mut made = columns(&mut random, rows, 4);
    let effects: Vec<f64> = (0..rows).map(|row| -1.0 + number(&made[0], row)).collect();
    let outcome = drawn(&mut random, effects.into_iter());
    // Written when the deal was won.
    let seats = outcome
        .iter()
        .map(|judged| if *judged == Judged::Won { f64::from(random.below(50) as u32) } else { f64::NAN });
    made.push(Column::new("seats", Values::Number(seats.collect())));
    let settings = Settings { permutations: 0, folds: 0, ..Settings::default() };
    let learned = learn(&table(made.clone(), outcome.clone()), &settings).unwrap();
    assert!(matches!(learned.columns[4].fate, Fate::Late(_)));
    assert!(learned.card.unwrap().criteria.iter().all(|criterion| criterion.subject.column != 4));
    made[4].known_before = Some(true);
    made[0].known_before = Some(false);
    let learned = learn(&table(made, outcome), &settings).unwrap();
    assert_eq!((learned.columns[4].fate, learned.columns[0].fate), (Fate::Used, Fate::KnownLater));
}
