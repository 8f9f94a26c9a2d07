//! Headers of columns by the words in them: ids, codes, names, and what a system keeps about its own records. Called by `attribute`;
//! the values decide first, where they can.

use crate::value::fold;

/// Words at the end of a header that name a number of a thing, not an amount.
const IDS: [&str; 12] =
    ["id", "ids", "uuid", "guid", "key", "number", "no", "nr", "code", "phone", "zip", "index"];

/// Words at the end of a header of codes: numbers that are never more or less than one another.
const CODES: [&str; 25] = [
    "postleitzahl",
    "telefon",
    "haupttelefon",
    "code",
    "codes",
    "zip",
    "zipcode",
    "postcode",
    "plz",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "fax",
    "sic",
    "naics",
    "nace",
    "cik",
    "duns",
    "ein",
    "vat",
    "siren",
    "siret",
    "cnpj",
    "cep",
];

/// Words in the headers of columns that systems keep about their own records, of ranks, and of places on a map.
const RECORD: [&str; 19] = [
    "geändert",
    "erstellt",
    "rank",
    "ranking",
    "owner",
    "created",
    "create",
    "creation",
    "updated",
    "update",
    "modified",
    "modification",
    "visible",
    "currency",
    "latitude",
    "longitude",
    "lat",
    "lng",
    "lon",
];

/// Words in the headers of columns that tell what became of an account.
const OUTCOMES: [&str; 9] =
    ["result", "converted", "won", "lost", "churned", "churn", "outcome", "closed", "purchased"];

/// Words in the headers of columns that say what nobody wants.
const UNWANTED: [&str; 14] = [
    "kein",
    "keine",
    "nicht",
    "not",
    "exclude",
    "excluded",
    "delinquent",
    "unsubscribed",
    "bounced",
    "blocked",
    "archived",
    "deleted",
    "optout",
    "spam",
];

/// The words of a header, folded.
fn words(header: &str) -> impl DoubleEndedIterator<Item = String> {
    header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        // `billingZip`
        let inner = word.char_indices().skip(1).filter(|(_, c)| c.is_uppercase()).last();
        let is_camel = word.chars().any(char::is_lowercase);
        let last = inner.filter(|_| is_camel).and_then(|(at, _)| word.get(at..));
        fold(last.unwrap_or(word)).into_owned()
    })
}

/// Whether a header is that of codes.
pub(super) fn is_code(header: &str) -> bool {
    words(header).next_back().is_some_and(|word| CODES.contains(&&*word))
}

/// Whether a column tells of the record in its system, or of a place.
pub(super) fn is_of_record(header: &str) -> bool {
    words(header).any(|word| RECORD.contains(&&*word))
}

/// Whether a header has the word for a name in it.
pub(super) fn has_name(header: &str) -> bool {
    words(header).any(|word| word == "name") || rank_of_name(header) == Some(0)
}

/// Whether a header is that of days.
pub(super) fn is_day(header: &str) -> bool {
    const DAYS: [&str; 10] =
        ["date", "day", "since", "at", "on", "time", "timestamp", "datum", "fecha", "data"];
    words(header).next_back().is_some_and(|word| DAYS.contains(&&*word) || word.ends_with("date"))
}

/// Whether a column tells what became of the account.
pub(super) fn is_outcome(header: &str) -> bool {
    words(header).next_back().is_some_and(|word| OUTCOMES.contains(&&*word))
}

/// Whether a column tells of what became of the account, such as `won_date`.
pub(super) fn is_about_outcome(header: &str) -> bool {
    is_outcome(header) || words(header).any(|word| matches!(&*word, "won" | "converted" | "churned"))
}

/// Whether a yes in a column is what nobody wants.
pub(super) fn is_unwanted(header: &str) -> bool {
    words(header).any(|word| UNWANTED.contains(&&*word))
}

/// Whether a header is that of numbers which each stand for one thing, such as an id.
pub(super) fn is_number_of_a_thing(header: &str) -> bool {
    let last = header.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    last.is_some_and(|word| IDS.contains(&&*fold(word)) || word.ends_with("Id"))
}

/// Headers of columns that name the accounts, by their last word.
const NAMES: [&str; 17] = [
    "firma",
    "firmen",
    "firmenname",
    "unternehmen",
    "empresa",
    "entreprise",
    "société",
    "company",
    "account",
    "organization",
    "organisation",
    "business",
    "customer",
    "startup",
    "name",
    "lead",
    "deal",
];
/// How many of them are names for a company.
const ACCOUNTS: usize = 14;

/// Whether a header is that of a column of names.
pub(super) fn is_name(header: &str) -> bool {
    let last = header.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    last.is_some_and(|word| word.ends_with("Name") || NAMES.contains(&&*fold(word)))
}

/// How surely a header is that of the names of accounts: the less the surer.
pub(super) fn rank_of_name(header: &str) -> Option<usize> {
    let letters: String = fold(header).chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = letters.strip_suffix("name").unwrap_or(&letters);
    let is_account = |bare: &str| NAMES.iter().take(ACCOUNTS).any(|name| *name == bare);
    if bare.is_empty() || is_account(bare) {
        return Some(0);
    }
    if ["first", "last", "domain", "file", "user", "owner", "contact"].contains(&bare) {
        return None;
    }
    (bare.len() < letters.len()).then_some(1).or_else(|| is_name(header).then_some(2))
}

/// Whether a column has the names of the accounts themselves, so that one that comes again is another row of the same account.
pub(super) fn names_accounts(header: &str) -> bool {
    let plain = fold(header).replace([' ', '-'], "_");
    let what = plain.strip_suffix("_name").unwrap_or(&plain);
    ["company", "account", "organization", "organisation"].contains(&what)
}
