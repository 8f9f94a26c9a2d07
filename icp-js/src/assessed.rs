//! The assessment of one account: as JSON, and as numbers, from which JavaScript makes the object in half the time that it takes from
//! JSON. Texts go over once for each model and are numbers from then on.

use crate::session::{Call, Scorer, Session, json};

impl Session {
    /// As [`Scorer::assess`].
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn assess(&mut self, model: usize, call: Call<'_>) -> Result<String, String> {
        self.get_mut(model)?.assess(call)
    }

    /// As [`Scorer::assess_numbers`].
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn assess_numbers(&mut self, model: usize, call: Call<'_>) -> Result<&[f64], String> {
        self.get_mut(model)?.assess_numbers(call)
    }

    /// The numbers of the last assessment.
    pub fn last_numbers(&self, model: usize) -> &[f64] {
        self.get(model).map_or(&[], |open| &open.packed.numbers)
    }

    /// The texts that were numbered since this was last asked, as a JSON list.
    pub fn new_texts(&mut self, model: usize) -> String {
        let new = self
            .get_mut(model)
            .map_or(Vec::new(), |open| open.packed.new_texts().iter().map(|text| &**text).collect());
        json(&new)
    }
}

impl Scorer {
    /// Scores an account and gives the assessment as JSON.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn assess(&mut self, call: Call<'_>) -> Result<String, String> {
        self.told(call, |assessment| assessment.to_json())
    }

    /// Scores an account and gives the assessment as [`AssessmentData::to_numbers`](icp_core::AssessmentData::to_numbers) does, behind
    /// two more: how many texts are new, and 1 where the numbers of texts begin anew. A text's number is its place among all.
    ///
    /// # Errors
    /// An account that is refused, as JSON.
    pub fn assess_numbers(&mut self, call: Call<'_>) -> Result<&[f64], String> {
        let mut packed = std::mem::take(&mut self.packed);
        packed.begin();
        let mut numbers = std::mem::take(&mut packed.numbers);
        let told = self.told(call, |assessment| {
            assessment.to_numbers(&mut |text| packed.number_of(text), &mut numbers);
        });
        packed.numbers = numbers;
        if told.is_ok() {
            packed.end();
        }
        self.packed = packed;
        told.map(|()| &*self.packed.numbers)
    }
}
