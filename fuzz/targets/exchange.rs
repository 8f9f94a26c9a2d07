#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| icp_tests::fuzz::exchange(data));
