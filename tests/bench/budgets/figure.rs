//! A figure: what was measured, and what it may be at most.

/// The same thing, measured several times.
#[derive(Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    pub fn add(&mut self, sample: f64) {
        self.0.push(sample);
        self.0.sort_by(f64::total_cmp);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The middle one; of an even number the greater of the two.
    pub fn median(&self) -> f64 {
        self.0[self.0.len() / 2]
    }

    pub fn least(&self) -> f64 {
        self.0[0]
    }

    pub fn most(&self) -> f64 {
        self.0[self.0.len() - 1]
    }
}

impl From<f64> for Samples {
    /// What is the same however often it is measured.
    fn from(only: f64) -> Self {
        Self(vec![only])
    }
}

#[derive(Clone, Copy)]
pub enum Unit {
    Mebibytes,
    Kilobytes,
    Milliseconds,
    /// Hundredths of a second of processor time.
    Ticks,
}

#[derive(Clone, Copy)]
pub enum Budget {
    /// So many times the smallest app's.
    Times(f64),
    /// So much more than the smallest app's.
    Above(f64),
    /// So much, whatever the smallest app needs.
    AtMost(f64),
}

pub struct Figure {
    pub name: &'static str,
    pub unit: Unit,
    pub ours: Samples,
    /// Where the smallest app has such a figure.
    pub smallest: Option<Samples>,
    pub budget: Budget,
}

impl Figure {
    /// The figure as its budget is said: a ratio, a difference, or just ours.
    pub fn compared(&self) -> f64 {
        let ours = self.ours.median();
        let smallest = self.smallest.as_ref().map_or(f64::NAN, Samples::median);
        match self.budget {
            Budget::Times(_) => ours / smallest,
            Budget::Above(_) => ours - smallest,
            Budget::AtMost(_) => ours,
        }
    }

    pub fn is_met(&self) -> bool {
        let (Budget::Times(most) | Budget::Above(most) | Budget::AtMost(most)) = self.budget;
        self.compared() <= most
    }
}
