//! Counts of won and lost rows, and the figures that follow from them. They know neither models nor tables.
//!
//! | figure | definition here |
//! |---|---|
//! | AUC | the chance that a won row ranks above a lost one; ties count half |
//! | AUC of a number | the chance that of two rows with different numbers the one with more ranks above (Harrell's concordance); ties count half |
//! | KS | the greatest distance between the shares of won and of lost rows down to a rank; ties go together, so a constant score has 0 |
//! | WoE | ln of the share of all won rows over the share of all lost rows: above 0 where a bin wins more often |
//! | IV, PSI | sums over bins of the difference of two shares times the logarithm of their ratio |
//! | empty bins | a bin that is empty on one side gets half a row on both sides; one that is empty on both counts nothing |
//! | quantile | the least value with at least that share of the weight at or below it: a value that occurs |
//! | one class | AUC, KS, IV and tests are `None`, never 0.5 or NaN |
//! | weights | a weight says how many accounts a row stands for, not how often it was seen: intervals rest on rows, and do not change when all weights are doubled |

mod bins;
mod concordance;
mod delong;
mod differ;
mod distribution;
mod gains;
mod placements;
mod ranked;
mod rate;
mod weight;

pub use bins::{Bin, Shift, information_value, psi, weights_of_evidence};
pub(crate) use concordance::Concordance;
pub use delong::{Auc, PairedAuc};
pub use differ::{Test, rank_test, rates_differ, welch};
pub use gains::{Calibrated, Gain};
pub use placements::Paired;
pub(crate) use placements::{Classes, Placements, Places};
pub use ranked::{Entry, Ranked};
pub use rate::{Interval, Rate, wilson};
pub use weight::{Sum, Weight};
