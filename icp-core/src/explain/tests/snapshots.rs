//! Whole explanations, word for word.

use super::models::{POINTS, SAAS};
use super::{assess, says};

#[test]
fn qualified_with_open_bounds() {
    let account = r#"{"employees": 320, "arr": 3000000, "country": "DE", "tools": ["HubSpot"], "partner": false,
        "signals": []}"#;
    let text = r"
Fits Mid-market B2B SaaS: score 68 (68 to 88 when everything is known), tier B, Borderline fit. Sales: second priority.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; 80 % of what counts is known.

Why
Helped:
- Company size: +36, fits
- Stack: +20, fits
- Revenue: +12, fits in part (2 to 5 M, required)
Not known: Fresh money.
Does not apply: Resale.

Intent
Score 5, tier cold.
Starts from 5.
Hurt or gave nothing:
- Web visits: 0, does not fit

Formulas
- per_head = arr / employees; with arr 3000000, employees 320 it is 9375

Other profiles
- Enterprise does not fit: score 0, tier B

What is missing
- last_round_on: the score could rise by up to 20, to tier A (Fresh money)
Whatever is found, it fits; the tier is open, A to B.
";
    says(&assess(SAAS, account), text);
}

#[test]
fn qualified_with_intent() {
    let account = r#"{"employees": 320, "arr": 7200000, "country": "DE", "tools": ["HubSpot"], "partner": false,
        "last_round_on": "2026-11-01",
        "signals": [{"event": "demo request", "on": "2026-11-09"}, {"event": "pricing page", "on": "2026-11-21"},
                    {"event": "pricing page", "on": "2026-11-20", "count": 2}]}"#;
    let text = r"
Fits Mid-market B2B SaaS: score 100, tier A, Strong fit. Sales: call today. Marketing: target.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; all that counts is known.

Why
Helped:
- Company size: +36, fits
- Revenue: +24, fits (5 M or more, required)
- Stack: +20, fits
- Fresh money: +20, fits
Does not apply: Resale.

Intent
Score 30, tier hot, Hot. Stage sql.
Starts from 5.
Helped:
- Web visits: +40, fits
Signals:
- Web visits: pricing page, from today, 100 % left; pricing page, 1 day old, 98 % left; demo request, 12 days old, 76 % left
The score came to 45 and counts as 30, the highest there is.

Formulas
- per_head = arr / employees; with arr 7200000, employees 320 it is 22500

Other profiles
- Enterprise does not fit: score 0, tier B
";
    says(&assess(SAAS, account), text);
}

#[test]
fn disqualified_by_two_exclusions() {
    let account = r#"{"employees": 8, "country": "IN", "arr": 0}"#;
    let text = r"
Fits none of the 2 profiles. Excluded from Mid-market B2B SaaS: fewer than 20 employees, cannot afford the product; no sales or support in this country. For information: score 0 (0 to 40 when everything is known).
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; 60 % of what counts is known.

Why
- Excluded by too-small: fewer than 20 employees, cannot afford the product
- Excluded by outside: no sales or support in this country
Hurt or gave nothing:
- Company size: -36, misfit
- Revenue: 0, does not fit (required)
Not known: Stack, Fresh money, Resale.
Dimension firm came to -60 of 100 and counts as 0.

Intent
Score open, 5 to 30.
Starts from 5.
Not known: Web visits.

Formulas
- per_head = arr / employees; with arr 0, employees 8 it is 0

Other profiles
- Enterprise is excluded: fewer than 20 employees, cannot afford the product

What is missing
tools, last_round_on, signals, partner.
As long as an exclusion holds, none of it changes the answer.
";
    says(&assess(SAAS, account), text);
}

#[test]
fn insufficient_data() {
    let account = r#"{"employees": 320}"#;
    let text = r"
Fits none of the 2 profiles so far. Too little is known to say whether Mid-market B2B SaaS fits: required criterion Revenue is unknown. So far the score is 36 (36 to 100 when everything is known).
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; 36 % of what counts is known.

Why
- May be excluded by outside: no sales or support in this country; what would settle it: country
Helped:
- Company size: +36, fits
Not known: Revenue, Stack, Fresh money, Resale.

Intent
Score open, 5 to 30.
Starts from 5.
Not known: Web visits.

Formulas
- per_head = arr / employees; missing: arr

Other profiles
- Enterprise does not fit: score 0, tier B

What is missing
- arr: the score could rise by up to 37.33 (Revenue, required; Resale)
- country: it may exclude: no sales or support in this country
- tools: the score could rise by up to 13.33 (Stack)
- last_round_on: the score could rise by up to 13.33 (Fresh money)
- partner: the score could rise by up to 13.33 (Resale)
- signals: known alone, the intent score could be 5 to 30 (Web visits)
Open: whether it fits, and the tier, A to C.
";
    says(&assess(SAAS, account), text);
}

#[test]
fn nothing_known() {
    let account = "{}";
    let text = r"
Fits none of the 2 profiles so far. Too little is known to say whether Mid-market B2B SaaS fits: nothing that it asks about is known. So far the score is open, 0 to 100.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; 0 % of what counts is known.

Why
- May be excluded by too-small: fewer than 20 employees, cannot afford the product; what would settle it: employees
- May be excluded by outside: no sales or support in this country; what would settle it: country
Not known: Company size, Revenue, Stack, Fresh money, Resale.

Intent
Score open, 5 to 30.
Starts from 5.
Not known: Web visits.

Other profiles
- Enterprise is open: nothing that it asks about is known

What is missing
- employees: known alone, the score could be 0 to 49.33 (Company size; Resale); it may exclude: fewer than 20 employees, cannot afford the product
- arr: known alone, the score could be 0 to 37.33 (Revenue, required; Resale)
- country: it may exclude: no sales or support in this country
- tools: known alone, the score could be 0 to 13.33 (Stack)
- last_round_on: known alone, the score could be 0 to 13.33 (Fresh money)
- partner: known alone, the score could be 0 to 13.33 (Resale)
- signals: known alone, the intent score could be 5 to 30 (Web visits)
Open: whether it fits, and the tier, A to C.
";
    says(&assess(SAAS, account), text);
}

#[test]
fn required_unmet() {
    let account = r#"{"employees": 300, "arr": 1000, "country": "US", "tools": [], "last_round_on": "2026-11-01",
        "signals": []}"#;
    let text = r"
Fits none of the 2 profiles. For Mid-market B2B SaaS: required criterion Revenue is not met; score 49.33 (49.33 to 56 when everything is known), tier C, Poor fit.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; 87 % of what counts is known.

Why
Helped:
- Company size: +36, fits
- Fresh money: +13.33, fits
Hurt or gave nothing:
- Revenue: 0, does not fit (required)
- Stack: 0, does not fit
Not known: Resale.

Intent
Score 5, tier cold.
Starts from 5.
Hurt or gave nothing:
- Web visits: 0, does not fit

Formulas
- per_head = arr / employees; with arr 1000, employees 300 it is 3.33

Other profiles
- Enterprise does not fit: score 0, tier B

What is missing
- partner: the score could rise by up to 6.67, to tier B (Resale)
As long as required criterion Revenue is not met, it does not fit.
";
    says(&assess(SAAS, account), text);
}

#[test]
fn invalid_values() {
    let account = r#"{"employees": 30, "arr": "1,200", "country": "US", "tools": 5, "signals": [],
        "last_round_on": "2026-11-01", "partner": false}"#;
    let text = r"
Fits none of the 2 profiles so far. Too little is known to say whether Mid-market B2B SaaS fits: required criterion Revenue is unknown. So far the score is 20 (20 to 40 when everything is known).
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; 56 % of what counts is known.

Why
Helped:
- Fresh money: +20, fits
Hurt or gave nothing:
- Company size: -36, misfit
Not known: Revenue, Stack.
Does not apply: Resale.
Dimension firm came to -60 of 100 and counts as 0.

Intent
Score 5, tier cold.
Starts from 5.
Hurt or gave nothing:
- Web visits: 0, does not fit

Formulas
- per_head = arr / employees; missing: arr

Other profiles
- Enterprise does not fit: score 0, tier B

Invalid values, counted as missing
- arr: expected a number (plain digits such as 1200000 or 2.5), found text `1,200`
- tools: expected a list of texts, or one text with separators, found the number 5

What is missing
- arr: the score stays as it is (Revenue, required)
- tools: the score could rise by up to 20 (Stack)
Whatever is found, it does not fit: at best tier C.
";
    says(&assess(SAAS, account), text);
}

#[test]
fn another_profile_fits() {
    let account = r#"{"employees": 3000, "arr": 12000000, "country": "US", "tools": ["HubSpot"]}"#;
    let text = r"
Fits Enterprise: score 100, tier A.
By acme-gtm, version 2026-10-01 (a hypothesis, not backed by data), as of 2026-11-21; all that counts is known.

Why
Helped:
- Large: +100, fits

Formulas
- per_head = arr / employees; with arr 12000000, employees 3000 it is 4000

Other profiles
- Mid-market B2B SaaS does not fit: score 37.33 (37.33 to 64 when everything is known), tier C, Poor fit
";
    says(&assess(SAAS, account), text);
}

#[test]
fn points_with_a_cap_and_a_ceiling() {
    let account = r#"{"pages": 20, "title": "CEO"}"#;
    let text = r"
Fits lead: score 60, tier warm.
By lead-points, as of 2026-11-21; 95 % of what counts is known.

Why
Starts from 10.
Helped:
- Pages read: +40, fits
- Job title: +30, fits in part
- Mail: +3, not known, counts as this
Dimension Web was capped: 40 counts as 25.
The score came to 68 and counts as 60, the highest there is.

What is missing
- mail: the score stays as it is (Mail)
Whatever is found, it fits, in tier warm.
";
    says(&assess(POINTS, account), text);
}

#[test]
fn points_with_a_floor() {
    let account = r#"{"title": "student", "pages": 1, "mail": "a@b.com"}"#;
    let text = r"
Does not fit lead: score 0, tier cold.
By lead-points, as of 2026-11-21; all that counts is known.

Why
Starts from 10.
Helped:
- Mail: +5, fits
- Pages read: +4, fits in part
Hurt or gave nothing:
- Job title: -50, misfit
The score came to -31 and counts as 0, the lowest there is.
";
    says(&assess(POINTS, account), text);
}

#[test]
fn points_still_open() {
    let account = r#"{"pages": 5}"#;
    let text = r"
Fits lead: score 33 (0 to 60 when everything is known), tier warm.
By lead-points, as of 2026-11-21; 42 % of what counts is known.

Why
Starts from 10.
Helped:
- Pages read: +20, fits in part
- Mail: +3, not known, counts as this
Not known: Job title.

What is missing
- title: the score could rise by up to 27 or fall by up to 33, to tier cold (Job title)
- mail: the score could rise by up to 2 or fall by up to 3 (Mail)
Open: whether it fits, and the tier, warm to cold.
";
    says(&assess(POINTS, account), text);
}
