//! What forms that are about no people add up to: opinions on classes, reports, assessments.

/// The accepted answers to one such form.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerFigures {
    pub form: String,
    /// The accepted records, as places in the summary's list: by class, then by what they say, so that the order tells
    /// nothing of who answered when.
    pub order: Vec<usize>,
    /// How often each option was chosen.
    pub tallies: Vec<super::Tally>,
    /// Of each number and score that somebody gave, in the form's order.
    pub measures: Vec<Measure>,
}

/// A number or score over all answers, and by class.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// The key of the field.
    pub key: String,
    pub title: String,
    /// Whether a sum means something: people can be added up, scores cannot.
    pub additive: bool,
    /// What the bands are called, the highest first; at most five.
    pub bands: Vec<String>,
    pub all: Spread,
    /// Of each class of which there is an answer, in the programme's order; those of no class last, with an empty name.
    /// Empty where the form chooses no class.
    pub classes: Vec<(String, Spread)>,
}

/// How some numbers are spread. At least one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    pub count: usize,
    pub sum: i128,
    pub least: i64,
    pub most: i64,
    /// How many fall into each band.
    pub bands: Vec<usize>,
}

impl Spread {
    /// Ten times the mean, rounded half up. Whole numbers all the way: the same answers give the same digit everywhere.
    pub fn mean_tenths(&self) -> i128 {
        let count = self.count.max(1) as i128;
        (self.sum * 20 + count).div_euclid(count * 2)
    }

    /// The mean with one decimal, such as `87.5`.
    pub fn mean(&self) -> String {
        let tenths = self.mean_tenths();
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn means_are_rounded_half_up() {
        let mean = |numbers: &[i64]| {
            let sum = numbers.iter().map(|number| i128::from(*number)).sum();
            Spread { count: numbers.len(), sum, least: 0, most: 0, bands: Vec::new() }.mean()
        };
        assert_eq!(mean(&[0]), "0.0");
        assert_eq!(mean(&[100, 99]), "99.5");
        assert_eq!(mean(&[1, 1, 2]), "1.3");
        assert_eq!(mean(&[1, 2, 2]), "1.7");
        // 0.25 and 0.75.
        assert_eq!(mean(&[0, 0, 0, 1]), "0.3");
        assert_eq!(mean(&[0, 1, 1, 1]), "0.8");
        assert_eq!(mean(&[i64::MAX, i64::MAX]), format!("{}.0", i64::MAX));
    }
}
