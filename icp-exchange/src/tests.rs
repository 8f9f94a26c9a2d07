//! Hostile documents end early, and what is no card is refused by name.

use crate::{Format, ImportError, import};

const HEAD: &str = "<PMML version='4.4'><DataDictionary><DataField name='x' optype='continuous' dataType='double'/></DataDictionary>\
    <Scorecard modelName='c' functionName='regression' useReasonCodes='false'><MiningSchema><MiningField name='x'/></MiningSchema><Characteristics>\
    <Characteristic name='k'><Attribute partialScore='5'>";
const TAIL: &str = "</Attribute></Characteristic></Characteristics></Scorecard></PMML>";

fn codes(text: &str) -> Vec<&'static str> {
    match import(text.as_bytes(), Some(Format::Pmml)) {
        Ok(import) => panic!("it was taken: {}", import.definition.to_yaml()),
        Err(error) => error.refusals().iter().map(|refusal| refusal.code).collect(),
    }
}

fn with(predicate: &str) -> String {
    format!("{HEAD}{predicate}{TAIL}")
}

#[test]
fn hostile_documents_are_refused_within_limits() {
    let bomb =
        "<!DOCTYPE PMML [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><PMML version='4.4'>&b;</PMML>";
    assert_eq!(codes(bomb), ["xml.doctype"]);
    assert_eq!(codes("<PMML version='4.4'>&b;</PMML>"), ["xml.entity"]);
    assert_eq!(codes(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000))), ["limit.depth"]);
    assert_eq!(codes(&format!("<PMML version='4.4'>{}</PMML>", "<a/>".repeat(400_000))), ["limit.elements"]);
    assert_eq!(codes(&" ".repeat((16 << 20) + 1)), ["limit.bytes"]);
    assert_eq!(codes("<PMML version='4.4'>"), ["xml.syntax"]);
    assert_eq!(codes("<PMML version='4.4'></PNML>"), ["xml.syntax"]);
    assert_eq!(codes("<PMML version='4.4' version='4.3'/>"), ["xml.syntax"]);
    // The path of an element has the names of all around it.
    let long = "a".repeat(1 << 20);
    assert_eq!(codes(&format!("<{long}>{}</{long}>", "<a/>".repeat(1000))), ["xml.syntax"]);
    let many: String = (0..100).map(|at| format!(" a{at}='1'")).collect();
    assert_eq!(codes(&format!("<PMML{many}/>")), ["xml.syntax"]);
    assert!(matches!(import(&[0xff, 0xfe, b'<'], Some(Format::Pmml)), Err(ImportError::Refused(_))));
    let one = "<SimplePredicate field='x' operator='lessThan' value='1'/>";
    let other = "<SimplePredicate field='x' operator='greaterThan' value='9'/>";
    let xor = format!(
        "<CompoundPredicate booleanOperator='xor'>{}</CompoundPredicate>",
        format!("{one}{other}").repeat(40)
    );
    assert_eq!(codes(&with(&xor)), ["limit.predicate"]);
}

#[test]
fn what_is_no_card_is_refused_by_name() {
    assert_eq!(codes("<RSS version='4.4'/>"), ["pmml.root"]);
    assert_eq!(codes("<PMML version='3.2'/>"), ["pmml.version"]);
    assert_eq!(codes("<PMML version='4.4'/>"), ["pmml.model"]);
    assert_eq!(
        codes("<PMML version='4.4'><TreeModel/><RegressionModel/></PMML>"),
        ["pmml.model", "pmml.model"]
    );
    assert_eq!(codes(&with("<SimplePredicate field='y' operator='isMissing'/>")), ["pmml.field"]);
    assert_eq!(codes(&with("<SimplePredicate field='x' operator='like' value='1'/>")), ["pmml.operator"]);
    assert_eq!(codes(&with("<SimplePredicate field='x' operator='equal' value='abc'/>")), ["pmml.value"]);
    assert_eq!(codes(&with("<Surprise/>")), ["pmml.predicate"]);
    let refused =
        import(&with("<SimplePredicate field='x' operator='equal' value='abc'/>").into_bytes(), None)
            .unwrap_err();
    let told = refused.to_string();
    assert!(
        told.contains("Characteristic/Attribute/SimplePredicate: `abc` is no number [pmml.value]"),
        "{told}"
    );
    assert!(told.contains("help: "), "{told}");
}

#[test]
fn messages_about_broken_xml_are_short_and_in_one_line() {
    let long = "x".repeat(5_000);
    let broken = format!("<PMML version='4.4'><Scorecard></Score\n{long}></PMML>");
    let error = import(broken.as_bytes(), Some(Format::Pmml)).unwrap_err();
    let message = &error.refusals()[0].message;
    assert!(message.len() < 400 && !message.chars().any(char::is_control), "{message}");
}
