//! Hostile text of users stays text in every form.

use super::models::SAAS;
use super::{assess, says};
use crate::AssessmentData;

/// The answer about an account with all that can be hostile put in.
fn hostile() -> AssessmentData<'static> {
    let account = r#"{"employees": 8, "arr": "<img src=x onerror=alert(1)>", "country": "FR",
        "signals": [{"event": "demo request", "on": "2026-11-09"}]}"#;
    let mut assessment = assess(SAAS, account);
    assessment.model.name = "=cmd|'/C calc'!A0".into();
    assessment.model.version = Some("1\n\n# Heading".into());
    let icp = &mut assessment.icps[0];
    icp.name = Some("<script>alert('x' & \"y\")</script>".into());
    icp.exclusions[0].reason = "\u{1b}[31mred\u{202e}txet | `code` **bold**\u{0} {{7*7}} ${jndi:x}".into();
    icp.verdicts.0.push(("- [x](javascript:alert(1))".into(), "www.example.com <b>".into()));
    icp.fit.criteria[0].name = Some("|---| <td> _it_ &lt; me@example.com".into());
    icp.intent.as_mut().unwrap().criteria[0].signals[0].event = "</li><li>\u{e0041}\u{61c}https://x.y".into();
    assessment.icps[1].name = Some("1. first\r\n---".into());
    assessment
}

#[test]
fn plain_text_shows_what_is_hidden() {
    says(&hostile(), include_str!("hostile.txt"));
}

#[test]
fn markdown_has_no_markup_of_theirs() {
    let markdown = hostile().explain_markdown();
    assert!(markdown == include_str!("hostile.md").trim(), "it says:\n{markdown}\n");
}

#[test]
fn html_has_no_tag_of_theirs() {
    let html = hostile().explain_html();
    assert!(html == include_str!("hostile.html").trim(), "it says:\n{html}\n");
    for tag in ["<script", "<img", "<b>", "<td> _it_", "</li><li>", "style=", "javascript:\""] {
        assert!(!html.contains(tag), "{tag}");
    }
}

#[test]
fn a_page_is_whole_and_has_no_tag_of_theirs() {
    let page = hostile().explain_page();
    assert!(
        page.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"),
        "{page}"
    );
    assert!(page.ends_with("</section>\n</body>\n</html>"), "{page}");
    // The answer is the title and the heading, and chapters follow one level below.
    assert_eq!((page.matches("<h1 ").count(), page.matches("<h3").count()), (1, 0), "{page}");
    for outside in ["<script", "<img", "<b>", "src=\"", "href", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_cell_never_starts_a_formula() {
    let assessment = hostile();
    for text in [assessment.explain(), assessment.explain_markdown(), assessment.explain_html()] {
        assert!(!text.starts_with(['=', '+', '-', '@', '\t', '\r']));
    }
}
