//! The style with which a notebook shows HTML of the core.

/// Fragments of HTML as a notebook shows them, with a style.
pub(crate) fn html(fragments: &[String]) -> String {
    format!("<style>{}</style>\n{}", include_str!("notebook.css"), fragments.join("\n").trim_end())
}
