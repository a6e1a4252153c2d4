//! The rules, one a file. Each takes the name and what the rules ahead of it made.

mod ampersand;
mod article;
mod company;
mod company_zh;
mod dots;
mod given;
mod initials;
mod last_first;
mod order;
mod regional;
pub(super) mod title;

use super::Form;
use crate::dictionary::{EntityType, VariantRule};

/// A rule adds the forms that it makes of one form of an entity of a type.
type Apply = fn(&EntityType<&str>, &Form, &mut Vec<Form>);

/// The rules in the order in which they apply.
pub(super) const RULES: [(VariantRule, Apply); 11] = [
    (VariantRule::Title, title::apply),
    (VariantRule::Order, order::apply),
    (VariantRule::Article, article::apply),
    (VariantRule::Ampersand, ampersand::apply),
    (VariantRule::Company, company::apply),
    (VariantRule::CompanyZh, company_zh::apply),
    (VariantRule::Dots, dots::apply),
    (VariantRule::Initials, initials::apply),
    (VariantRule::Given, given::apply),
    (VariantRule::Regional, regional::apply),
    (VariantRule::LastFirst, last_first::apply),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_in_the_list_in_its_place() {
        assert!(RULES.iter().map(|(rule, _)| *rule).eq(VariantRule::all()));
    }
}
