//! Reading and writing of floats, against the standard library.

use super::{exponent_text, float_text, nearest};

fn check(text: &str) {
    let expected: f64 = text.parse().unwrap();
    assert_eq!(nearest(text).to_bits(), expected.to_bits(), "{text}");
}

#[test]
fn reads_like_the_standard_library() {
    for text in [
        "0",
        "-0",
        "0.0",
        "1",
        "-1.5",
        "10",
        "1e6",
        "2E+3",
        "9007199254740993",
        "0.1",
        "0.30000000000000004",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1.8e308",
        "-1e999",
        "1e-999",
        "5e-324",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "1e99999999999999999999",
        "0e99999999999999999999",
        "1e-99999999999999999999",
        "123456789012345678901234567890",
        "1e22",
        "1e23",
        "8.5e-310",
        "0.000e5",
        "0.07",
        "-1234.5",
        "9007199254740992e22",
        "9007199254740992e23",
        "9007199254740991e-22",
        "9007199254740993e-3",
        "0.0000000000000000000007",
        "18446744073709551615e1",
        "18446744073709551616e1",
    ] {
        check(text);
    }
}

#[test]
fn reads_every_kind_of_number() {
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state ^ state >> 29
    };
    for _ in 0..20_000 {
        let value = f64::from_bits(next());
        if value.is_finite() {
            // Exactly itself, then half-way to its neighbour, then a little more and less.
            check(&format!("{value:e}"));
            let half = (value.abs() + f64::from_bits(value.abs().to_bits() + 1)) / 2.0;
            if half.is_finite() {
                check(&format!("{half:e}"));
            }
        }
        check(&format!("{}.{}e{}", next() % 100_000, next(), next() as i64 % 330));
        check(&format!("{}", (next() % 1_000_000_000) as f64 / 1e4));
    }
}

#[test]
fn knows_the_middle_between_two_floats() {
    // 2^53 + 1 lies in the middle, however it is written.
    for zeros in [0, 5, 700, 790, 900] {
        let zeros = "0".repeat(zeros);
        for (last, expected) in [("", 9_007_199_254_740_992.0), ("1", 9_007_199_254_740_994.0)] {
            assert_eq!(nearest(&format!("9007199254740993.{zeros}0{last}")), expected);
        }
    }
    let smallest = format!("{:.1100}", f64::from_bits(1));
    check(&smallest);
    check(&format!("{smallest}1"));
}

#[test]
fn shows_like_the_standard_library() {
    let shown = |value: f64| {
        assert_eq!(float_text(value), value.to_string());
        assert_eq!(exponent_text(value), format!("{value:e}"));
    };
    let mut state = 11u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state ^ state >> 29
    };
    for _ in 0..2_000 {
        shown(f64::from_bits(next()));
        shown((next() % 1_000_000_000) as f64 / 1e4);
        // As many as come to lie half-way between two decimals.
        shown((next() >> 11) as f64 / 4.0);
        shown((next() >> 11) as f64 / 8.0);
        shown(next() as f64);
    }
    for power in 0..2_046 {
        let value = f64::from_bits(power << 52);
        [value.next_down(), value, value.next_up()].into_iter().for_each(shown);
    }
    for value in [0.0, -0.0, 5e-324, f64::MAX, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 0.1, 1e21, 1e-7] {
        [value, -value].into_iter().for_each(shown);
    }
}
