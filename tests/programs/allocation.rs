//! Scoring a prepared account allocates nothing once the scratch is warm, whatever the model asks.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use icp_core::{Account, Date, Model, OnInvalid};
use icp_tests::generate::{self, Level};

/// Counts what this thread allocates.
struct Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

#[expect(unsafe_code, reason = "an allocator is unsafe by its trait; this one only counts and passes on")]
// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `alloc` above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn scoring_allocates_nothing_once_warm() {
    let (mut models, mut accounts) = (0, 0);
    for seed in 0..300 {
        let document = generate::model(seed, Level::Whole);
        models += 1;
        let model = Model::from_json(&document.to_string()).expect("a model");
        let as_of = Date::parse(&generate::as_of(seed)).expect("a date");
        let mut scratch = model.scratch();
        for account in generate::accounts(seed, &document, 12) {
            // The final sigma is left to the standard library, which makes a text of its own.
            if account.to_string().contains('Σ') {
                continue;
            }
            let account = Account::from_json(&account.to_string()).expect("an account");
            let record = model.record(&account, OnInvalid::Error).expect("a record");
            model.evaluate(&record, as_of, &mut scratch).expect("scores");
            let before = COUNT.with(Cell::get);
            model.evaluate(&record, as_of, &mut scratch).expect("scores");
            assert_eq!(COUNT.with(Cell::get), before, "seed {seed}: {document}");
            accounts += 1;
        }
    }
    println!("{accounts} accounts of {models} models were scored without an allocation");
    assert!(models == 300);
}
