use super::json::{number_text, quoted};
use crate::draft::{Number, number};

#[test]
fn numbers_read_back_as_they_were() {
    let text = |float: f64| number_text(Number::Float(float));
    assert_eq!(text(0.1), "0.1");
    assert_eq!(text(-1234.5678), "-1234.5678");
    assert_eq!(text(1e-7), "1e-7");
    assert_eq!(text(0.000001), "0.000001");
    assert_eq!(text(1e300), "1e300");
    assert_eq!(text(9_007_199_254_740_994.0), "9.007199254740994e15");
    for float in
        [0.1, 1e-7, 5e-324, f64::MAX, 9_007_199_254_740_994.0, 1e21, 123_456.789, 1.152921504606847e18]
    {
        assert_eq!(number(&text(float)), Some(Ok(Number::Float(float))));
    }
}

#[test]
fn texts_read_back_as_they_were() {
    let text: String =
        (0..0x300).chain(0x2020..0x2040).chain(0xfef0..0xff00).filter_map(char::from_u32).collect();
    let mut out = String::new();
    quoted(&mut out, &text);
    assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    assert!(!out.chars().any(char::is_control));
}
