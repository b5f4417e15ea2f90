//! Keeping findings apart on the screen: why, until when; and taking that back.

use super::{App, Tone};
use crate::domain::date::PartialDate;
use crate::domain::problem::{Problem, ProblemKind};
use crate::domain::value::Id;
use crate::rules::Finding;
use crate::tui::layer::Layer;
use crate::tui::overlay::ask::Ask;
use crate::tui::overlay::prompt::{Prompt, PromptEntry};
use crate::tui::request::{FindingSpot, Pending, Reply};

impl App {
    /// The findings that stand at these spots now.
    fn findings_at(&self, spots: &[FindingSpot]) -> Vec<Finding> {
        let found = |spot: &FindingSpot| spot.find(self.findings.as_ref()?).cloned();
        spots.iter().filter_map(found).collect()
    }

    /// Asks why and how long findings are kept apart; where all of them are already, whether that is taken back.
    pub(super) fn ask_to_waive(&mut self, spots: Vec<FindingSpot>) {
        let findings = self.findings_at(&spots);
        let mut waivers: Vec<Id> = findings.iter().filter_map(|it| it.waived).collect();
        if !findings.is_empty() && waivers.len() == findings.len() {
            waivers.sort_unstable();
            waivers.dedup();
            let text = self.messages(&findings);
            let (title, leave) = (self.word("waive.back_title"), self.word("waive.keep"));
            let ask = Ask::new(&title, &text, &leave).or(Reply::Proceed, &self.word("waive.back"));
            return self.push(Layer::Ask(ask), Pending::Unwaive(waivers));
        }
        self.ask_why(spots, &findings, None);
    }

    fn messages(&self, findings: &[Finding]) -> String {
        let lexicon = &self.setting.lexicon;
        let message = |finding: &Finding| {
            let reference = lexicon.called(self.register(), finding.record);
            format!(
                "{} {reference} {}",
                finding.rule.id,
                finding.message(self.register(), lexicon)
            )
        };
        let shown: Vec<String> = findings.iter().take(10).map(message).collect();
        let more = findings.len().saturating_sub(10);
        let mut text = shown.join("\n");
        if more > 0 {
            text.push('\n');
            text.push_str(&self.fill("waive.more", &[("n", &more.to_string())]));
        }
        text
    }

    fn ask_why(
        &mut self,
        spots: Vec<FindingSpot>,
        findings: &[Finding],
        retry: Option<&(Vec<String>, Problem)>,
    ) {
        let value = |at: usize| {
            let typed = retry.and_then(|(typed, _)| typed.get(at));
            typed.map_or("", String::as_str)
        };
        let today = self.setting.lexicon.today;
        let entries = vec![
            PromptEntry::long(&self.word("waive.reason"), value(0)),
            PromptEntry::date(&self.word("waive.until"), value(1), today),
        ];
        let mut prompt = Prompt::new(&self.word("waive.title"), &self.messages(findings), entries);
        if let Some((_, problem)) = retry {
            // What is wrong is told where it was typed; what is wrong with neither, below both.
            let entry = match (problem.key, problem.kind) {
                ("waiver_reason_missing", _) => Some(0),
                (_, ProblemKind::Usage) => Some(1),
                _ => None,
            };
            prompt = prompt.with_fault(entry, self.words_of(problem));
        }
        self.push(Layer::Prompt(prompt), Pending::Waive(spots));
    }

    /// Keeps findings apart as one change set.
    pub(super) fn waive(&mut self, spots: Vec<FindingSpot>, typed: Vec<String>) {
        let mut findings = self.findings_at(&spots);
        findings.retain(|finding| !finding.is_waived());
        let until = typed.get(1).map_or("", |text| text.trim());
        let because = typed.first().map_or("", String::as_str);
        let until = if because.trim().is_empty() {
            Err(Problem::usage("waiver_reason_missing"))
        } else if until.is_empty() {
            Err(Problem::usage("waiver_until_missing"))
        } else {
            PartialDate::from_typed(until, self.setting.lexicon.today)
        };
        let words = &self.setting.lexicon.words;
        let label = words.count("findings", findings.len());
        let label = self.fill("label.waive", &[("findings", &label)]);
        let before = self.register().mark.number;
        let Some(session) = &mut self.session else {
            return;
        };
        let done = until.and_then(|until| session.waive(&findings, because, until, &label));
        self.wrote(before, done.as_ref().ok());
        match done {
            Ok(saved) => {
                let text = self.fill("waive.done", &[("n", &saved.ids.len().to_string())]);
                self.tell(text, Tone::Good);
            }
            Err(problem) => self.ask_why(spots, &findings, Some(&(typed, problem))),
        }
    }
}
