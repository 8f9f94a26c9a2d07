/// The words of a mistake, like `format!`. A build without words leaves out the text and what would be put into it.
macro_rules! say {
    ($($words:tt)*) => {
        if cfg!(feature = "words") { format!($($words)*) } else { String::new() }
    };
}

pub(crate) use say;
