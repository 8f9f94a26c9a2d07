//! Whole explanations of a scorecard that adds points, word for word.

use super::models::POINTS;
use super::{assess, says};

#[test]
fn points_with_a_cap_and_a_ceiling() {
    let account = r#"{"pages": 20, "title": "CEO"}"#;
    let text = r#"
Fits lead: 60 of 60, tier warm.
By lead-points, as of 2026-11-21; 95 % of what counts is known.

Why
Starts from 10.
 ? Mail         0 to 5   mail not known; counts as 3 until it is known
                         wanted ends with ".com"
 + Pages read  40 of 40  pages 20
                         wanted in a straight line between: 0 points at 0; 40
                           points at 10
 + Job title   30 of 30  title CEO  wanted CEO: 30 points; Student: -50 points
Dimension Web (Pages read) was capped: 40 counts as 25.
The score came to 68 and counts as 60, the highest there is.

What is missing
- mail: the score stays as it is (Mail)
Whatever is found, it fits, in tier warm.
"#;
    says(&assess(POINTS, account), text);
}

#[test]
fn points_with_a_floor() {
    let account = r#"{"title": "student", "pages": 1, "mail": "a@b.com"}"#;
    let text = r#"
Does not fit lead: 0 of 60, tier cold; 61 short of tier warm, counted from -31.
By lead-points, as of 2026-11-21; all that counts is known.

Why
Starts from 10.
 - Job title   -50 of 30  title student (against it)
                          wanted CEO: 30 points; Student: -50 points
 - Pages read    4 of 40  pages 1
                          wanted in a straight line between: 0 points at 0; 40
                            points at 10
 + Mail          5 of 5   mail a@b.com  wanted ends with ".com"
The score came to -31 and counts as 0, the lowest there is.
Only Job title keeps it out. Job title at its most brings it to tier warm.
"#;
    says(&assess(POINTS, account), text);
}

#[test]
fn points_still_open() {
    let account = r#"{"pages": 5}"#;
    let text = r#"
Fits lead: 33 of 60 (0 to 60 when everything is known), tier warm.
By lead-points, as of 2026-11-21; 42 % of what counts is known.

Why
Starts from 10.
 - Pages read   20 of 40  pages 5
                          wanted in a straight line between: 0 points at 0; 40
                            points at 10
 ? Job title   -50 to 30  title not known
                          wanted CEO: 30 points; Student: -50 points
 ? Mail          0 to 5   mail not known; counts as 3 until it is known
                          wanted ends with ".com"

What is missing
- title: the score could rise by up to 27 or fall by up to 33, to tier cold (Job
  title)
- mail: the score could rise by up to 2 or fall by up to 3 (Mail)
Still open: whether it fits, and its tier, from warm to cold.
"#;
    says(&assess(POINTS, account), text);
}
