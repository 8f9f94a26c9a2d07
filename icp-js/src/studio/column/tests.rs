//! Columns of few and of many texts.

use super::*;

const USUAL: Form = Form::AsIs { is_text: true };

fn stored(cells: impl Iterator<Item = String>) -> Stored {
    let mut column = Stored::new("a".to_owned(), false);
    assert!(cells.into_iter().all(|cell| column.push(cell.as_bytes())));
    column.end();
    column
}

#[test]
fn texts_are_kept_once() {
    let cell = |row: usize| {
        if row.is_multiple_of(5) { String::new() } else { format!("value {}", row * row % 997) }
    };
    let column = stored((0..3_000).map(cell));
    assert_eq!(column.rows(), 3_000);
    assert!((0..3_000).all(|row| column.text(row) == cell(row)));
    assert_eq!(
        column.distinct(),
        Some((0..3_000).map(cell).collect::<std::collections::BTreeSet<_>>().len())
    );
    assert_eq!(column.filled(), 2_400);
    assert_eq!(column.examples().len(), EXAMPLES);
    assert_eq!(column.column(7..19, USUAL).rows(), 12);
    let picked = column.pick(&[3, 1], USUAL);
    assert_eq!(column.picked(&picked, USUAL).text(0).as_deref(), Some(cell(3).as_str()));
}

#[test]
fn numbers_are_kept_as_numbers_too() {
    let cell = |row: usize| match row % 1_000 {
        0 => " ".to_owned(),
        one => format!("{one}.5"),
    };
    let column = stored((0..3_000).map(cell));
    assert!(column.is_plain());
    let numbers = &column.plain.as_ref().unwrap()[999..1_002];
    assert_eq!((numbers[0], numbers[1].is_nan(), numbers[2]), (999.5, true, 1.5));
    assert_eq!(column.column(999..1_002, Form::Numbers).rows(), 3);
    assert_eq!(column.column(999..1_002, USUAL).text(0).as_deref(), Some("999.5"));
    assert!(matches!(column.pick(&[7], Form::Numbers), Picked::Plain(numbers) if numbers == [7.5]));
    let few = stored((0..3_000).map(|row| cell(row % 100)));
    let words = stored((0..3_000).map(|row| if row == 2_000 { "many".to_owned() } else { cell(row) }));
    assert!(!few.is_plain() && !words.is_plain());
}

#[test]
fn columns_of_different_texts_are_kept_row_by_row() {
    let rows = MANY + 500;
    let cell = |row: usize| format!("{}", row * 7);
    let column = stored((0..rows).map(cell));
    assert_eq!((column.rows(), column.distinct()), (rows, None));
    assert!((0..rows).all(|row| column.text(row) == cell(row)));
    let picked = column.pick(&[9, MANY as u32 + 2], USUAL);
    assert_eq!(column.picked(&picked, USUAL).text(1).as_deref(), Some(cell(MANY + 2).as_str()));
    assert_eq!(column.column(5..6, USUAL).text(0).as_deref(), Some("35"));
    // A column that was all different at first stays so.
    let few = stored((0..rows * 2).map(|row| cell(row % (rows - 100))));
    assert!(few.distinct().is_none(), "they were all different when there were {MANY}");
    assert_eq!(few.few(), [""; 0]);
    assert_eq!(stored((0..9).map(|row| cell(row % 2))).few(), ["0", "7"]);
    let mixed =
        stored((0..rows * 3).map(|row| if row.is_multiple_of(2) { String::new() } else { cell(row) }));
    assert_eq!(mixed.distinct(), Some(rows * 3 / 2 + 1));
}
