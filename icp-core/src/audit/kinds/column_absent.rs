//! Finding `column_absent`: an attribute that no account has a column or a key for.

use super::sample::{lines, model};
use crate::analyze::{DataWords, FindingKind, Report, Severity};
use crate::audit::view::{DataView, names};
use crate::error::{quote, suggest};

pub(super) static KIND: FindingKind = FindingKind {
    code: "column_absent",
    severity: Severity::Warning,
    of_data: Some(&DataWords {
        what: "an attribute that the accounts have no column for",
        why: "it is unknown for every account, so its rules decide nothing",
        wrong: (MODEL, lines! { r#"{"Employees": 50, "country": "US"}"# }),
        right: (MODEL, lines! { r#"{"employees": 50, "country": "US"}"# }),
    }),
};

const MODEL: &str = model!(
    "attributes: {employees: {type: number}, country: {type: text}}",
    "      criteria: [{id: size, fit: {employees: {lt: 200}}}, {id: home, fit: {country: US}}]"
);

pub(super) fn find(data: &DataView<'_>, report: &mut Report) {
    if data.rows == 0 {
        return;
    }
    for view in data.attributes().filter(|view| !view.is_present) {
        let attribute = view.attribute;
        let also = match &*attribute.aliases {
            [] => String::new(),
            aliases => format!(" (nor for {})", names(aliases.iter().map(|alias| &**alias))),
        };
        let message = format!(
            "no column for attribute {}{also}: unknown in all {}",
            quote(&attribute.name),
            data.accounts()
        );
        let own = std::iter::once(&*attribute.name).chain(attribute.aliases.iter().map(|alias| &**alias));
        let others = || data.audit.others.iter().map(|other| &**other);
        let near = own.filter_map(|name| suggest(name, others())).next();
        let help = match near {
            Some(near) => {
                format!("did you mean column {}? write it into the `aliases` of the attribute", quote(near))
            }
            None => {
                "add the column, or write the name that it has into the `aliases` of the attribute".to_owned()
            }
        };
        report.add(&view.path, message, help);
    }
}
