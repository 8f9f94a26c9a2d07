//! The setters that options of columns and of Arrow's tables have in common.

/// The setters that [`BatchOptions`] and `ArrowOptions` have in common, with their sentences; the argument is the field
/// that holds the `BatchOptions`, if it is not the type itself. Names of columns and
/// the progress callback are borrowed by the one and owned by the other, so their setters are written twice.
macro_rules! shared_setters {
    ($($base:ident)?) => {
        /// The same with another rule for invalid values.
        ///
        /// As errors they end the run, with all of them reported; as missing they are counted in the intake.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::OnInvalid;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).on_invalid(OnInvalid::Missing);
        /// assert_eq!(options.on_invalid, OnInvalid::Missing);
        /// ```
        #[must_use]
        pub fn on_invalid(mut self, on_invalid: $crate::account::OnInvalid) -> Self {
            self$(.$base)?.on_invalid = on_invalid;
            self
        }

        /// The same with another rule for missing columns.
        ///
        /// A column that a rule needs and nobody gives is an error, unless its values are to be unknown.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::batch::MissingColumns;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).missing_columns(MissingColumns::Unknown);
        /// assert_eq!(options.missing_columns, MissingColumns::Unknown);
        /// ```
        #[must_use]
        pub fn missing_columns(mut self, missing_columns: $crate::batch::MissingColumns) -> Self {
            self$(.$base)?.missing_columns = missing_columns;
            self
        }

        /// The same with messages that name options as they are written elsewhere.
        ///
        /// For bindings: a message then says what their callers can write.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::error::Host;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).host(Host::Python);
        /// assert_eq!(options.host, Host::Python);
        /// ```
        #[must_use]
        pub fn host(mut self, host: $crate::error::Host) -> Self {
            self$(.$base)?.host = host;
            self
        }

        /// The same with or without bounds (in a table `lower` and `upper`).
        ///
        /// They cost a few percent of the time.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).bounds(false);
        /// assert!(!options.bounds);
        /// ```
        #[must_use]
        pub fn bounds(mut self, bounds: bool) -> Self {
            self$(.$base)?.bounds = bounds;
            self
        }

        /// The same with or without the reason for each account's status.
        ///
        /// Without them a table has the status alone.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).reasons(false);
        /// assert!(!options.reasons);
        /// ```
        #[must_use]
        pub fn reasons(mut self, reasons: bool) -> Self {
            self$(.$base)?.reasons = reasons;
            self
        }

        /// The same with or without the verdict for each team (in a table `verdict.sales` and so on).
        ///
        /// The texts are shared by all rows that have them.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).verdicts(true);
        /// assert!(options.verdicts);
        /// ```
        #[must_use]
        pub fn verdicts(mut self, verdicts: bool) -> Self {
            self$(.$base)?.verdicts = verdicts;
            self
        }

        /// The same with or without the labels (in a table `label.plan` and so on), of the icp that is shown.
        ///
        /// A label that this icp does not have is null. The texts are shared by all rows that have them.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).labels(true);
        /// assert!(options.labels);
        /// ```
        #[must_use]
        pub fn labels(mut self, labels: bool) -> Self {
            self$(.$base)?.labels = labels;
            self
        }

        /// The same with or without every exclusion that holds; only [`Scores`](crate::batch::Scores) have them, no table.
        ///
        /// The first that holds is in the reason anyway.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).exclusions(true);
        /// assert!(options.exclusions);
        /// ```
        #[must_use]
        pub fn exclusions(mut self, exclusions: bool) -> Self {
            self$(.$base)?.exclusions = exclusions;
            self
        }

        /// The same with or without the answer of every icp (in a table `mid-market.score` and so on).
        ///
        /// Without it each row has the one icp to show.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).per_icp(true);
        /// assert!(options.per_icp);
        /// ```
        #[must_use]
        pub fn per_icp(mut self, per_icp: bool) -> Self {
            self$(.$base)?.per_icp = per_icp;
            self
        }

        /// The same with some answers of every criterion; `true` is its points. In a table they are named
        /// `mid-market.company-size.points`, and `mid-market.intent.demo.points` for criteria of intent.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::batch::PerCriterion;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).per_criterion(PerCriterion::RATING);
        /// assert_eq!(options.per_criterion, PerCriterion::RATING);
        /// ```
        #[must_use]
        pub fn per_criterion(mut self, per_criterion: impl Into<$crate::batch::PerCriterion>) -> Self {
            self$(.$base)?.per_criterion = per_criterion.into();
            self
        }

        /// The same with some texts that are made for each row (in a table `reasons`, `exclusions`, `missing`); `true` is all of
        /// them. Each row is then assessed as a whole, which takes many times as long.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// use icp_core::batch::RowTexts;
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).texts(RowTexts::MISSING);
        /// assert_eq!(options.texts, RowTexts::MISSING);
        /// ```
        #[must_use]
        pub fn texts(mut self, texts: impl Into<$crate::batch::RowTexts>) -> Self {
            self$(.$base)?.texts = texts.into();
            self
        }

        /// The same with another limit for the characters of such a text; without it 255, as many CRMs take.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).max_text(80);
        /// assert_eq!(options.max_text, 80);
        /// ```
        #[must_use]
        pub fn max_text(mut self, max_text: usize) -> Self {
            self$(.$base)?.max_text = max_text;
            self
        }

        /// The same with at most that many threads; 0 is all processors.
        ///
        /// The answers are the same bits for any number; without the feature `parallel` there is one.
        ///
        /// ```
        /// use icp_core::Date;
        /// use icp_core::batch::{AsOf, BatchOptions};
        /// let options = BatchOptions::new(AsOf::Day(Date::MAX)).threads(2);
        /// assert_eq!(options.threads.map(usize::from), Some(2));
        /// ```
        #[must_use]
        pub fn threads(mut self, threads: usize) -> Self {
            self$(.$base)?.threads = std::num::NonZeroUsize::new(threads);
            self
        }
    };
}

pub(crate) use shared_setters;
