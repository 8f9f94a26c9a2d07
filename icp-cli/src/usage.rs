//! The list of exit codes that ends the help of every command. Used by `args` and `init`.

macro_rules! with_exit_codes {
    ($text:literal) => {
        with_exit_codes!($text, "a mistake in the model or in the accounts")
    };
    ($text:literal, $one:literal) => {
        concat!(
            $text,
            "Exit codes:\n  0  all is well\n  1  ",
            $one,
            "\n  2  wrong usage, or a file that cannot be read or written"
        )
    };
}

pub(crate) use with_exit_codes;
