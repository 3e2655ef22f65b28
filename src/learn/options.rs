//! How the name tagger is fitted.

use super::families::Family;
use crate::error::Error;

/// How the name tagger is fitted.
#[derive(Debug, Clone, Copy)]
pub struct NameOptions {
    /// Passes over the articles.
    pub epochs: usize,
    /// The size of a step.
    pub rate: f32,
    /// The pull of small weights to nothing.
    pub l1: f32,
    /// Facts seen fewer times are left out.
    pub cutoff: u32,
    /// The largest number of facts kept, besides those of the weights to start from.
    pub most: usize,
    /// What the square of a weight's slopes starts with: the larger, the smaller are its first steps.
    pub first_square: f32,
    /// One article of so many is learnt a second time in capitals, another in small letters, a third with headlines; 0 for none.
    pub recase: usize,
    /// Whether the second look is learnt too.
    pub again: bool,
    /// Facts of this family are left out.
    pub without: Option<&'static Family>,
    /// How many threads may be used; the result does not depend on it.
    pub threads: usize,
}

impl Default for NameOptions {
    fn default() -> Self {
        NameOptions {
            epochs: 6,
            rate: 0.05,
            l1: 0.3,
            cutoff: 2,
            most: 70_000,
            first_square: 1e-4,
            recase: 10,
            again: true,
            without: None,
            threads: 1,
        }
    }
}

impl NameOptions {
    /// A quick fit for comparing facts with each other: first look only and half the passes, in larger steps.
    pub fn quick() -> Self {
        NameOptions { epochs: 3, rate: 0.1, again: false, ..NameOptions::default() }
    }

    /// A fit to few articles that stays near the weights it starts from.
    pub fn near() -> Self {
        NameOptions { epochs: 4, rate: 0.05, l1: 1.0, first_square: 0.1, recase: 0, ..NameOptions::default() }
    }

    /// Sets one of the numbers by its name: `rate=0.1`.
    ///
    /// # Errors
    ///
    /// Where there is no such number or it can't be that.
    pub fn set(&mut self, setting: &str) -> Result<(), Error> {
        let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
        let share = || value.parse::<f32>().ok().filter(|share| share.is_finite() && *share >= 0.0);
        let done = match name {
            "epochs" => value.parse().map(|n| self.epochs = n).ok(),
            "cutoff" => value.parse().map(|n| self.cutoff = n).ok(),
            "most" => value.parse().map(|n| self.most = n).ok(),
            "recase" => value.parse().map(|n| self.recase = n).ok(),
            "rate" => share().map(|x| self.rate = x),
            "l1" => share().map(|x| self.l1 = x),
            "first_square" => share().filter(|x| *x > 0.0).map(|x| self.first_square = x),
            _ => {
                let known = "epochs, rate, l1, cutoff, most, first_square, recase";
                return Err(Error::data(format!("`{name}` can't be set")).mend(format!("use one of {known}")));
            }
        };
        done.ok_or_else(|| Error::data(format!("`{value}` is no value of {name}")).mend("give a number, not below 0"))
    }
}
