//! The forms that a noun takes beside a number, as a locale declares them: the categories and the syntax of the plural
//! rules of the Unicode CLDR (UTS 35, part 3), for whole numbers.

/// What a number that no rule takes is called, and the form that is said where a text lacks another.
pub(super) const REST: &str = "many";

/// The rules of a language: each category with its conditions.
#[derive(Clone, Debug, Default)]
pub(super) struct Plurals(Vec<(String, Rule)>);

/// Conditions of which one list must hold in all its parts.
type Rule = Vec<Vec<PluralCondition>>;

/// That a number, or what is left of it, is or is not in some ranges.
#[derive(Clone, Debug)]
struct PluralCondition {
    modulus: Option<u64>,
    within: bool,
    ranges: Vec<(u64, u64)>,
}

impl Plurals {
    /// The rules of a locale, each as `category: condition`; `None` where one cannot be read.
    pub(super) fn read(rules: &[String]) -> Option<Self> {
        let read = rules.iter().map(|rule| {
            let (category, conditions) = rule.split_once(':')?;
            let conditions = conditions.split(" or ").map(|all| {
                let all = all.split(" and ").map(condition);
                all.collect::<Option<Vec<PluralCondition>>>()
            });
            Some((
                category.trim().to_owned(),
                conditions.collect::<Option<Rule>>()?,
            ))
        });
        read.collect::<Option<Vec<_>>>().map(Self)
    }

    /// The category of a number: that of the first rule that takes it.
    pub(super) fn category(&self, n: u64) -> &str {
        let takes = |rule: &Rule| {
            rule.iter()
                .any(|all| all.iter().all(|condition| condition.holds(n)))
        };
        let found = self.0.iter().find(|(_, rule)| takes(rule));
        found.map_or(REST, |(category, _)| category)
    }
}

impl PluralCondition {
    fn holds(&self, n: u64) -> bool {
        let n = self.modulus.map_or(n, |modulus| n % modulus);
        let among = self
            .ranges
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&n));
        among == self.within
    }
}

/// `n = 1`, `n % 10 = 2..4`, `n % 100 != 11,12`.
fn condition(text: &str) -> Option<PluralCondition> {
    let (operand, ranges, within) = match text.split_once("!=") {
        Some((operand, ranges)) => (operand, ranges, false),
        None => text
            .split_once('=')
            .map(|(operand, ranges)| (operand, ranges, true))?,
    };
    let modulus = match operand.trim().strip_prefix('n')?.trim() {
        "" => None,
        rest => Some(rest.strip_prefix('%')?.trim().parse().ok()?),
    };
    let range = |range: &str| {
        let (from, to) = range.split_once("..").unwrap_or((range, range));
        Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
    };
    Some(PluralCondition {
        modulus: modulus.filter(|modulus| *modulus > 0),
        within,
        ranges: ranges.split(',').map(range).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn categories(rules: &[&str], numbers: &[u64]) -> Vec<String> {
        let rules: Vec<String> = rules.iter().map(|rule| (*rule).to_owned()).collect();
        let rules = Plurals::read(&rules).unwrap();
        let said = numbers.iter().map(|n| rules.category(*n).to_owned());
        said.collect()
    }

    #[test]
    fn rules_are_those_of_the_cldr() {
        // English and Swedish, Polish, and French; other categories than these take no more than the same signs.
        assert_eq!(
            categories(&["one: n = 1"], &[0, 1, 2]),
            ["many", "one", "many"]
        );
        let polish = ["one: n = 1", "few: n % 10 = 2..4 and n % 100 != 12..14"];
        assert_eq!(
            categories(&polish, &[0, 1, 2, 4, 5, 12, 22, 112, 1003]),
            [
                "many", "one", "few", "few", "many", "many", "few", "many", "few"
            ]
        );
        assert_eq!(
            categories(&["one: n = 0,1"], &[0, 1, 2]),
            ["one", "one", "many"]
        );
        let odd = ["few: n % 10 = 3 and n % 100 != 13 or n = 7"];
        assert_eq!(
            categories(&odd, &[3, 7, 13, 23]),
            ["few", "few", "many", "few"]
        );
        assert_eq!(categories(&[], &[1]), ["many"]);
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for wrong in [
            "n = 1",
            "one: n",
            "one: i = 1",
            "one: n = x",
            "one: n % = 1",
        ] {
            assert!(Plurals::read(&[wrong.to_owned()]).is_none(), "{wrong}");
        }
    }
}
