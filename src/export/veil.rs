//! Texts that others wrote, such as names of files, without the numbers of people that they may hold.

use std::borrow::Cow;

use crate::diagnostic::mask;
use crate::model::long_numbers;

/// Masks every number that is long enough to be a person's, or in groups has the shape of one; days and the like stay.
pub fn veiled(text: &str) -> Cow<'_, str> {
    let pieces = long_numbers(text);
    if pieces.iter().all(|(is_number, _)| !is_number) {
        return Cow::Borrowed(text);
    }
    let shown = |(is_number, piece)| if is_number { mask(piece) } else { str::to_owned(piece) };
    Cow::Owned(pieces.into_iter().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::veiled;

    #[test]
    fn numbers_of_people_in_names_of_files_are_masked_and_days_stay() {
        for (name, shown) in [
            ("汇总表20250808.yaml", "汇总表20250808.yaml"),
            ("报名表_110000199001011232.yaml", "报名表_110***********1232.yaml"),
            ("11000019900101123X 测试甲.yaml", "110***********123X 测试甲.yaml"),
            ("１３８０００００００１/表.xlsx", "１３８****０００１/表.xlsx"),
            ("2025-08-10 138.0000.0001 测试甲.xlsx", "2025-08-10 138.****.0001 测试甲.xlsx"),
        ] {
            assert_eq!(veiled(name), shown);
        }
    }
}
