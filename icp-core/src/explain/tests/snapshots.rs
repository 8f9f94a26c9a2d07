//! Whole explanations, word for word.

use super::models::SAAS;
use super::{assess, says};

#[test]
fn qualified_with_open_bounds() {
    let account = r#"{"employees": 320, "arr": 3000000, "country": "DE", "tools": ["HubSpot"], "partner": false,
        "signals": []}"#;
    let text = r#"
Fits Mid-market B2B SaaS: 68 of 100 (68 to 88 when everything is known), tier B,
Borderline fit; 12 short of tier A. Sales: second priority.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; 80 % of what counts is known.

Why
 - Revenue       12 of 24  arr 3,000,000 (2 to 5 M, met in part)
                           required at least 5,000,000: all of it; else more
                             than 2,000,000: half
 ? Fresh money    0 to 20  last_round_on not known
                           wanted within the last 6 months
 + Company size  36 of 36  employees 320
                           wanted 200 to 500; against it: less than 50, minus
                             100 %
 + Stack         20 of 20  tools HubSpot  wanted has HubSpot
Does not apply: Resale.
Revenue at its most brings it to tier A. Once known, Fresh money could bring it
to tier A.

Intent
Score 5 of 30, tier cold; 15 short of tier hot.
Starts from 5.
 - Web visits  0 of 40  signals: no such event
                        wanted "demo request": 20 points; "pricing page": 10
                          points; half of it is left after 30 days; at most 40
                          points together

Formulas
- per_head = arr / employees; with arr 3,000,000, employees 320 it is 9375

Other profiles
- Enterprise does not fit: 0 of 100, tier B

What is missing
- last_round_on: the score could rise by up to 20, to tier A (Fresh money)
Whatever is found, it fits; its tier is open, from A to B.
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn qualified_with_intent() {
    let account = r#"{"employees": 320, "arr": 7200000, "country": "DE", "tools": ["HubSpot"], "partner": false,
        "last_round_on": "2026-11-01",
        "signals": [{"event": "demo request", "on": "2026-11-09"}, {"event": "pricing page", "on": "2026-11-21"},
                    {"event": "pricing page", "on": "2026-11-20", "count": 2}]}"#;
    let text = r#"
Fits Mid-market B2B SaaS: 100 of 100, tier A, Strong fit. Sales: call today.
Marketing: target.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; all that counts is known.

Why
 + Company size  36 of 36  employees 320
                           wanted 200 to 500; against it: less than 50, minus
                             100 %
 + Revenue       24 of 24  arr 7,200,000 (5 M or more)
                           required at least 5,000,000: all of it; else more
                             than 2,000,000: half
 + Stack         20 of 20  tools HubSpot  wanted has HubSpot
 + Fresh money   20 of 20  last_round_on 2026-11-01
                           wanted within the last 6 months
Does not apply: Resale.

Intent
Score 30 of 30, tier hot, Hot. Stage sql.
Starts from 5.
 + Web visits  40 of 40  pricing page today; pricing page 1 day old, 98 % left;
                           demo request 12 days old, 76 % left; together 44.7,
                           which counts as 40
                         wanted "demo request": 20 points; "pricing page": 10
                           points; half of it is left after 30 days; at most 40
                           points together
The score came to 45 and counts as 30, the highest there is.

Formulas
- per_head = arr / employees; with arr 7,200,000, employees 320 it is 22,500

Other profiles
- Enterprise does not fit: 0 of 100, tier B
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn disqualified_by_two_exclusions() {
    let account = r#"{"employees": 8, "country": "IN", "arr": 0}"#;
    let text = r#"
Fits none of the 2 profiles. Excluded from Mid-market B2B SaaS: fewer than 20
employees, cannot afford the product; no sales or support in this country. For
information: 0 of 100 (0 to 40 when everything is known).
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; 60 % of what counts is known.

Why
- Excluded by too-small: fewer than 20 employees, cannot afford the product
  (employees 8; out where employees is less than 20); it would not hold with
  employees at least 20
- Excluded by outside: no sales or support in this country (country IN; out
  where country is not US or DE); it would not hold with country US or DE
 - Company size  -36 of 36     employees 8 (against it)
                               wanted 200 to 500; against it: less than 50,
                                 minus 100 %
 - Revenue         0 of 24     arr 0
                               required at least 5,000,000: all of it; else more
                                 than 2,000,000: half
 ? Stack           0 to 13.33  tools not known  wanted has HubSpot
 ? Fresh money     0 to 13.33  last_round_on not known
                               wanted within the last 6 months
 ? Resale          0 to 13.33  partner not known; per_head 0
                               wanted at least 100,000; counts only where
                                 partner is yes
Dimension firm (Company size, Revenue) came to -60 of 100 and counts as 0.

Intent
Score open, 5 to 30.
Starts from 5.
 ? Web visits    signals not known  wanted "demo request": 20 points; "pricing
                                    page": 10 points; half of it is left after
                                    30 days; at most 40 points together

Formulas
- per_head = arr / employees; with arr 0, employees 8 it is 0

Other profiles
- Enterprise is excluded: fewer than 20 employees, cannot afford the product

What is missing
tools, last_round_on, signals, partner.
As long as an exclusion holds, none of it changes the answer.
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn insufficient_data() {
    let account = r#"{"employees": 320}"#;
    let text = r#"
Fits none of the 2 profiles so far. Too little is known to say whether
Mid-market B2B SaaS fits: required criterion Revenue is unknown. So far the
score is 36 of 100 (36 to 100 when everything is known).
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; 36 % of what counts is known.

Why
- May be excluded by outside: no sales or support in this country (country not
  known; out where country is not US or DE); settled by country
 ? Revenue        0 to 24     arr not known
                              required at least 5,000,000: all of it; else more
                                than 2,000,000: half
 ? Stack          0 to 13.33  tools not known  wanted has HubSpot
 ? Fresh money    0 to 13.33  last_round_on not known
                              wanted within the last 6 months
 ? Resale         0 to 13.33  partner not known; per_head not known
                              wanted at least 100,000; counts only where partner
                                is yes
 + Company size  36 of 36     employees 320
                              wanted 200 to 500; against it: less than 50, minus
                                100 %

Intent
Score open, 5 to 30.
Starts from 5.
 ? Web visits    signals not known  wanted "demo request": 20 points; "pricing
                                    page": 10 points; half of it is left after
                                    30 days; at most 40 points together

Formulas
- per_head = arr / employees; missing: arr

Other profiles
- Enterprise does not fit: 0 of 100, tier B

What is missing
- arr: the score could rise by up to 37.33 (Revenue, required; Resale)
- country: it may exclude: no sales or support in this country
- tools: the score could rise by up to 13.33 (Stack)
- last_round_on: the score could rise by up to 13.33 (Fresh money)
- partner: the score could rise by up to 13.33 (Resale)
- signals: known alone, the intent score could be 5 to 30 (Web visits)
Still open: whether it fits, and its tier, from A to C.
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn nothing_known() {
    let account = "{}";
    let text = r#"
Fits none of the 2 profiles so far. Too little is known to say whether
Mid-market B2B SaaS fits: nothing that it asks about is known. So far the score
is open, 0 to 100.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; 0 % of what counts is known.

Why
- May be excluded by too-small: fewer than 20 employees, cannot afford the
  product (employees not known; out where employees is less than 20); settled by
  employees
- May be excluded by outside: no sales or support in this country (country not
  known; out where country is not US or DE); settled by country
 ? Company size    employees not known
                   wanted 200 to 500; against it: less than 50, minus 100 %
 ? Revenue         arr not known
                   required at least 5,000,000: all of it; else more than
                     2,000,000: half
 ? Stack           tools not known  wanted has HubSpot
 ? Fresh money     last_round_on not known  wanted within the last 6 months
 ? Resale          partner not known; per_head not known
                   wanted at least 100,000; counts only where partner is yes

Intent
Score open, 5 to 30.
Starts from 5.
 ? Web visits    signals not known  wanted "demo request": 20 points; "pricing
                                    page": 10 points; half of it is left after
                                    30 days; at most 40 points together

Other profiles
- Enterprise is open: nothing that it asks about is known

What is missing
- employees: known alone, the score could be 0 to 49.33 (Company size; Resale);
  it may exclude: fewer than 20 employees, cannot afford the product
- arr: known alone, the score could be 0 to 37.33 (Revenue, required; Resale)
- country: it may exclude: no sales or support in this country
- tools: known alone, the score could be 0 to 13.33 (Stack)
- last_round_on: known alone, the score could be 0 to 13.33 (Fresh money)
- partner: known alone, the score could be 0 to 13.33 (Resale)
- signals: known alone, the intent score could be 5 to 30 (Web visits)
Still open: whether it fits, and its tier, from A to C.
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn required_unmet() {
    let account = r#"{"employees": 300, "arr": 1000, "country": "US", "tools": [], "last_round_on": "2026-11-01",
        "signals": []}"#;
    let text = r#"
Fits none of the 2 profiles. For Mid-market B2B SaaS: required criterion Revenue
is not met; 49.33 of 100 (49.33 to 56 when everything is known), tier C, Poor
fit; 0.67 short of tier B.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; 87 % of what counts is known.

Why
 - Revenue        0    of 24     arr 1000
                                 required at least 5,000,000: all of it; else
                                   more than 2,000,000: half
 - Stack          0    of 13.33  tools empty  wanted has HubSpot
 ? Resale         0    to 13.33  partner not known; per_head 3.33
                                 wanted at least 100,000; counts only where
                                   partner is yes
 + Company size  36    of 36     employees 300
                                 wanted 200 to 500; against it: less than 50,
                                   minus 100 %
 + Fresh money   13.33 of 13.33  last_round_on 2026-11-01
                                 wanted within the last 6 months
Only the required criterion Revenue keeps it out. Revenue at its most brings it
to tier B. Stack at its most would bring its score to tier B, and it would still
be kept out.

Intent
Score 5 of 30, tier cold; 15 short of tier hot.
Starts from 5.
 - Web visits  0 of 40  signals: no such event
                        wanted "demo request": 20 points; "pricing page": 10
                          points; half of it is left after 30 days; at most 40
                          points together

Formulas
- per_head = arr / employees; with arr 1000, employees 300 it is 3.33

Other profiles
- Enterprise does not fit: 0 of 100, tier B

What is missing
- partner: the score could rise by up to 6.67, to tier B (Resale)
As long as required criterion Revenue is not met, it does not fit.
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn invalid_values() {
    let account = r#"{"employees": 30, "arr": "1,200", "country": "US", "tools": 5, "signals": [],
        "last_round_on": "2026-11-01", "partner": false}"#;
    let text = r#"
Fits none of the 2 profiles so far. Too little is known to say whether
Mid-market B2B SaaS fits: required criterion Revenue is unknown. So far the
score is 20 of 100 (20 to 40 when everything is known).
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; 56 % of what counts is known.

Why
 - Company size  -36 of 36  employees 30 (against it)
                            wanted 200 to 500; against it: less than 50, minus
                              100 %
 ? Revenue         0 to 24  arr not read: 1,200
                            required at least 5,000,000: all of it; else more
                              than 2,000,000: half
 ? Stack           0 to 20  tools not read: the number 5  wanted has HubSpot
 + Fresh money    20 of 20  last_round_on 2026-11-01
                            wanted within the last 6 months
Does not apply: Resale.
Dimension firm (Company size, Revenue) came to -60 of 100 and counts as 0.

Intent
Score 5 of 30, tier cold; 15 short of tier hot.
Starts from 5.
 - Web visits  0 of 40  signals: no such event
                        wanted "demo request": 20 points; "pricing page": 10
                          points; half of it is left after 30 days; at most 40
                          points together

Formulas
- per_head = arr / employees; missing: arr

Other profiles
- Enterprise does not fit: 0 of 100, tier B

Invalid values, counted as missing
- arr: expected a number (plain digits such as 1200000 or 2.5), found text
  `1,200`
- tools: expected a list of texts, or one text with separators, found the number
  5

What is missing
- arr: the score stays as it is (Revenue, required)
- tools: the score could rise by up to 20 (Stack)
Whatever is found, it does not fit: at best tier C.
"#;
    says(&assess(SAAS, account), text);
}

#[test]
fn another_profile_fits() {
    let account = r#"{"employees": 3000, "arr": 12000000, "country": "US", "tools": ["HubSpot"]}"#;
    let text = r"
Fits Enterprise: 100 of 100, tier A.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of
2026-11-21; all that counts is known.

Why
 + Large  100 of 100  employees 3000  wanted at least 1000

Formulas
- per_head = arr / employees; with arr 12,000,000, employees 3000 it is 4000

Other profiles
- Mid-market B2B SaaS does not fit so far: 37.33 of 100 (37.33 to 64 when
  everything is known), tier C, Poor fit
";
    says(&assess(SAAS, account), text);
}
