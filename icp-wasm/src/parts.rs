//! The functions that a page fetches when it first needs them. With the feature `deferred` the module is linked whole and
//! then split: the code behind these functions goes into files of its own, which must have been joined to the module
//! before they are called.

use crate::memory::{Memory, call, form, with};

/// Functions of a part; where the condition does not hold they are ordinary ones. The splitter knows them by the names under
/// which they are imported and exported, which end in 32 hexadecimal digits.
macro_rules! parts {
    ($($part:literal if $condition:meta, $id:literal
        fn $name:ident($($value:ident: $kind:ty),*) $(-> $answer:ty)? $body:block
    )+) => {$(
        #[cfg(not(all($condition, target_family = "wasm")))]
        pub(crate) fn $name($($value: $kind),*) $(-> $answer)? $body

        #[cfg(all($condition, target_family = "wasm"))]
        pub(crate) fn $name($($value: $kind),*) $(-> $answer)? {
            #[expect(unsafe_code, reason = "the splitter puts the function below in its place, which has the same types")]
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", $part, "00_import_", $id)]
                safe fn imported($($value: $kind),*) $(-> $answer)?;
            }
            #[expect(unsafe_code, reason = "nothing else has this name")]
            #[unsafe(export_name = concat!("__wasm_split_00", $part, "00_export_", $id))]
            extern "C" fn exported($($value: $kind),*) $(-> $answer)? $body

            imported($($value),*)
        }
    )+};
}

parts! {
    "details" if all(feature = "deferred", not(feature = "messages")), "00000000000000000000000000000001"
    fn fingerprint(model: usize) {
        with(|memory| memory.answer = memory.session.fingerprint(model));
    }

    "details" if all(feature = "deferred", not(feature = "messages")), "00000000000000000000000000000002"
    fn document(model: usize) {
        with(|memory| memory.answer = memory.session.document(model));
    }

    "details" if all(feature = "deferred", not(feature = "messages")), "0000000000000000000000000000000a"
    fn source(model: usize) {
        with(|memory| memory.answer = memory.session.source(model));
    }

    "words" if feature = "deferred", "00000000000000000000000000000003"
    fn findings(model: usize, day: u32) {
        with(|memory| memory.answer = memory.session.findings(model, day));
    }

    "details" if all(feature = "deferred", not(feature = "messages")), "00000000000000000000000000000004"
    fn assess(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
        with(|memory| {
            let Memory { session, input, .. } = memory;
            let answer = session.assess(model, call(input, bytes, day, lenient));
            memory.keep(answer)
        })
    }

    "details" if all(feature = "deferred", not(feature = "messages")), "0000000000000000000000000000001a"
    fn assess_numbers(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
        with(|memory| {
            let Memory { session, input, numbers, .. } = memory;
            let found = session.assess_numbers(model, call(input, bytes, day, lenient));
            let place = found.map(|found| [found.as_ptr() as usize as f64, found.len() as f64]);
            if let (Ok(place), Some(first)) = (&place, numbers.first_chunk_mut()) {
                *first = *place;
            }
            let answer = place.map(|_| session.new_texts(model));
            memory.keep(answer)
        })
    }

    "details" if all(feature = "deferred", not(feature = "messages")), "00000000000000000000000000000005"
    fn questions(model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
        with(|memory| {
            let Memory { session, input, .. } = memory;
            let answer = session.questions(model, call(input, bytes, day, lenient));
            memory.keep(answer)
        })
    }

    // It makes the assessment, and the part `words` words it.
    "details" if all(feature = "deferred", not(feature = "messages")), "00000000000000000000000000000010"
    fn explain(form: u32, model: usize, bytes: usize, day: u32, lenient: bool) -> u32 {
        with(|memory| {
            let Memory { session, input, words, .. } = memory;
            let Some(words) = *words else { return 1 };
            let answer = session.explain(model, call(input, bytes, day, lenient), form, words);
            memory.keep(answer)
        })
    }

    "words" if feature = "deferred", "00000000000000000000000000000011"
    fn enable_words() {
        with(|memory| {
            memory.words = Some(icp_js::words);
            memory.words_of_changes = Some(icp_js::words_of_changes);
        });
    }

    "words" if feature = "deferred", "00000000000000000000000000000012"
    fn describe(model: usize, form: u32) {
        with(|memory| memory.answer = memory.session.describe(model, form));
    }

    "edits" if feature = "deferred", "00000000000000000000000000000013"
    fn replace(model: usize, bytes: usize) -> i32 {
        with(|memory| memory.open(bytes, |session, request| session.replace(model, request)))
    }

    "edits" if feature = "deferred", "00000000000000000000000000000014"
    fn without(model: usize, bytes: usize) -> i32 {
        with(|memory| {
            let mut left = String::new();
            let opened = memory.open(bytes, |session, criterion| {
                session.without(model, criterion).map(|(model, also)| {
                    left = also;
                    model
                })
            });
            if opened >= 0 {
                memory.answer = left;
            }
            opened
        })
    }

    "edits" if feature = "deferred", "00000000000000000000000000000015"
    fn with_lists(model: usize, bytes: usize) -> i32 {
        with(|memory| memory.open(bytes, |session, lists| session.with_lists(model, lists)))
    }

    "words" if feature = "deferred", "00000000000000000000000000000008"
    fn score_ranges(model: usize) {
        with(|memory| memory.answer = memory.session.score_ranges(model));
    }

    "details" if all(feature = "deferred", not(feature = "messages")), "0000000000000000000000000000000e"
    fn criteria(model: usize) {
        with(|memory| memory.answer = memory.session.criteria(model));
    }

    "changes" if feature = "deferred", "0000000000000000000000000000000f"
    fn changes(form: u32, model: usize, bytes: usize, goal: usize, day: u32, lenient: bool, most: u32) -> u32 {
        with(|memory| {
            let Memory { session, input, words_of_changes, .. } = memory;
            let words = (form != u32::MAX).then_some(*words_of_changes).flatten().map(|words| (words, form));
            // The goal lies behind the account.
            let text = input.get(bytes..).and_then(|rest| rest.get(..goal)).unwrap_or_default();
            let most = (most != u32::MAX).then_some(most);
            let answer = session.changes(model, call(input, bytes, day, lenient), std::str::from_utf8(text).unwrap_or_default(), most, words);
            memory.keep(answer)
        })
    }

    "regex" if feature = "deferred", "00000000000000000000000000000006"
    fn enable_regex() {
        #[cfg(feature = "deferred")]
        icp_core::deferred::enable_regex();
    }

    "written" if all(feature = "deferred", not(feature = "messages")), "00000000000000000000000000000009"
    fn enable_written() {
        #[cfg(feature = "deferred")]
        icp_core::deferred::enable_written();
    }

    "written" if all(feature = "deferred", not(feature = "messages")), "0000000000000000000000000000000b"
    fn with_source(model: usize, source: u32, bytes: usize) -> i32 {
        with(|memory| memory.open(bytes, |session, text| session.with_source(model, form(source), text)))
    }

    "yaml" if feature = "deferred", "00000000000000000000000000000007"
    fn enable_yaml() {
        #[cfg(feature = "deferred")]
        icp_core::deferred::enable_yaml();
    }
}
