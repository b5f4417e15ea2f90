//! `check`: the findings, as a table, as JSON or as Markdown.

use super::call::{Call, Halt};
use super::desk::records;
use crate::domain::problem::Problem;
use crate::domain::value::Id;
use crate::exchange::findings::FindingsDocument;
use crate::exchange::format::DocumentKind;
use crate::rules::{self, Finding, RULES, Severity};

/// `ropa check`: 1 where an error stands that nobody waived.
pub(super) fn check(call: &mut Call<'_, '_>) -> Result<u8, Halt> {
    let articles = call
        .given
        .texts("article")
        .into_iter()
        .map(Article::typed)
        .collect::<Result<Vec<_>, _>>()?;
    let gravest = call.given.text("severity").and_then(|code| {
        let mut all = Severity::ALL.into_iter();
        all.find(|severity| severity.code() == code)
    });
    let mut session = call.open()?;
    session.learn_changes();
    let register = session.register();
    let organisation = call.organisation(register)?;
    let asked = records(call, register, "ref")?;
    let is_asked = |finding: &Finding| {
        let holds = |id: &Id| {
            let record = register.get(*id);
            record.is_some_and(|it| *id == finding.record || it.find(finding.record).is_some())
        };
        asked.is_empty() || asked.iter().any(holds)
    };
    let lexicon = &call.setting.lexicon;
    let mut found = rules::check(register, &lexicon.law, lexicon.today);
    found.retain(|finding| {
        let article = articles.is_empty() || articles.iter().any(|article| article.covers(finding));
        // Graver ones stay: what makes the answer no is never hidden by asking for less.
        let severity = gravest.is_none_or(|least| finding.severity <= least);
        let ours = organisation.is_none_or(|organisation| {
            let owner = register.get(finding.owner);
            owner.is_some_and(|owner| register.belongs_to(owner, organisation))
        });
        article && severity && ours && is_asked(finding)
    });
    let source = FindingsDocument {
        register,
        found: &found,
        whole: call.given.flag("all"),
    };
    call.document(DocumentKind::Findings, register, &source)?;
    let stands = |finding: &Finding| finding.severity == Severity::Error && !finding.is_waived();
    Ok(u8::from(found.iter().any(stands)))
}

/// An article, with paragraph and letter where they are given, as its parts: 30, 1, e.
#[derive(Debug, PartialEq, Eq)]
struct Article(Vec<String>);

impl Article {
    /// The article as it is typed or cited: `30(1)(e)`, `Art. 30(1)(e)`, `artikel 30.1 e`, `30`.
    fn cited(text: &str) -> Self {
        let text = text.to_lowercase();
        let parts = text.split(|letter: char| !letter.is_alphanumeric());
        let mut parts: Vec<String> = parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let word = |part: &String| ["art", "article", "artikel"].contains(&part.as_str());
        if parts.first().is_some_and(word) {
            parts.remove(0);
        }
        Self(parts)
    }

    /// The article that was asked for; one that no rule is about would always be without findings.
    fn typed(text: &str) -> Result<Self, Problem> {
        let asked = Self::cited(text);
        let known = RULES.iter().any(|rule| {
            let of_cases = rule.cases.iter().map(|case| case.provision);
            std::iter::once(rule.provision)
                .chain(of_cases)
                .any(|provision| asked.is_in(provision))
        });
        if known {
            return Ok(asked);
        }
        Err(Problem::usage("article_without_rule").with("text", text.trim()))
    }

    /// Whether one of the provisions is this article or a part of it.
    fn is_in(&self, provisions: &str) -> bool {
        let mut provisions = provisions.split("; ").map(Self::cited);
        !self.0.is_empty() && provisions.any(|provision| provision.0.starts_with(&self.0))
    }

    /// Whether a finding is about it.
    fn covers(&self, finding: &Finding) -> bool {
        self.is_in(finding.provision())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_read_as_it_is_cited_in_both_languages() {
        for text in [
            "30(1)(e)",
            "Art. 30(1)(e)",
            "article 30(1)e",
            "artikel 30.1 e",
            " 30 1 E ",
        ] {
            assert_eq!(Article::cited(text).0, ["30", "1", "e"], "{text}");
        }
    }

    #[test]
    fn an_article_covers_its_parts_and_no_other() {
        let cases = [
            ("30", "30(1)(e); 46(1)", true),
            ("46", "30(1)(e); 46(1)", true),
            ("30(1)(e)", "30(1)(e); 46(1)", true),
            ("30(1)(f)", "30(1)(e); 46(1)", false),
            ("30(2)", "30(1)(e); 46(1)", false),
            ("3", "30(1)(e); 46(1)", false),
            ("30(1)(e)", "30(1)", false),
        ];
        for (asked, provisions, covered) in cases {
            let asked = Article::cited(asked);
            assert_eq!(asked.is_in(provisions), covered, "{asked:?} {provisions}");
        }
    }

    #[test]
    fn what_no_rule_is_about_is_refused() {
        assert!(Article::typed("30(1)(g)").is_ok());
        for text in ["", "300", "artikel", "30(1)(z)", "e"] {
            let problem = Article::typed(text).unwrap_err();
            assert_eq!(problem.key, "article_without_rule", "{text}");
        }
    }
}
