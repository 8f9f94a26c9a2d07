//! What has changed and is not released yet has its place.

use super::tree::file;

fn complaints(text: &str) -> Vec<String> {
    if text.lines().any(|line| line == "## [Unreleased]") {
        Vec::new()
    } else {
        vec!["CHANGELOG.md: no `## [Unreleased]`".to_owned()]
    }
}

#[test]
fn there_is_a_place_for_what_is_not_released() {
    super::nothing(&complaints(file("CHANGELOG.md").map_or("", |file| &file.text)));
}

#[test]
fn a_missing_place_is_found() {
    assert_eq!(complaints("# Changelog\n\n## [0.1.0]\n").len(), 1);
}
