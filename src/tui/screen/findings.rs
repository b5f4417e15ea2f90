//! The findings: in order of weight, by record or by rule, filtered, each leading to its field.

use std::collections::{BTreeMap, HashMap, HashSet};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::asked::{self, About};
use super::finding_filter::FindingFilter;
use super::view::TabView;
use crate::domain::value::Id;
use crate::exchange::findings::detail;
use crate::exchange::rules::{explained, title};
use crate::rules::folded::{by_weight, fold};
use crate::rules::{Finding, FindingTally, Findings, RULES, Rule, Severity};
use crate::tui::command::Command;
use crate::tui::outcome::Outcome;
use crate::tui::overlay::dialog::Dialog;
use crate::tui::overlay::reader::Reader;
use crate::tui::place::ScreenPlace;
use crate::tui::request::{Closed, FindingSpot, Input, Pending, Picked, Request, Then, View};
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::{DetailPane, parted_for};
use crate::tui::widget::frame::{draw_reason, line_of};
use crate::tui::widget::outline::{Outline, OutlineGroup};
use crate::tui::widget::text::{cut, fit, width};

/// What a list of findings was made for: the register's version, how many records were still to be checked, the
/// organisation shown.
type MadeFor = (u64, usize, Option<Id>);

/// How the findings are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// The gravest first, of whatever record.
    #[default]
    Weight,
    /// Those of each record together.
    Record,
    /// Those of each rule together.
    Rule,
}

impl Order {
    /// The next one, and the locale key that tells it.
    const fn next(self) -> (Self, &'static str) {
        match self {
            Self::Weight => (Self::Record, "finding.by_record"),
            Self::Record => (Self::Rule, "finding.by_rule"),
            Self::Rule => (Self::Weight, "finding.by_weight"),
        }
    }
}

/// The findings.
#[derive(Debug, Default)]
pub(crate) struct FindingsView {
    outline: Outline<FindingSpot>,
    order: Order,
    /// How many there are of each severity and waived, in words, and on how many lines.
    said: Vec<String>,
    /// How many there are.
    all: usize,
    /// How wide the references are.
    reference_width: usize,
    only: FindingFilter,
    made_for: Option<MadeFor>,
    detail: DetailPane<FindingSpot>,
    told: ToldOnce,
    /// Those whose folded findings are listed under them.
    open: HashSet<FindingSpot>,
    /// The one that was opened or closed, to stay with it.
    back_to: Option<FindingSpot>,
    /// The selected one that is asked about, and the one that comes up when it is waived.
    next_up: Option<(FindingSpot, FindingSpot)>,
}

/// Which findings are told by themselves, with those that are folded into each.
#[derive(Debug, Default)]
struct ToldOnce {
    under: HashMap<FindingSpot, Vec<FindingSpot>>,
    head_of: HashMap<FindingSpot, FindingSpot>,
    /// Those that are told by themselves, the gravest first.
    heads: Vec<FindingSpot>,
}

impl ToldOnce {
    /// Folds the findings that stand and are wanted.
    fn of(only: &FindingFilter, scene: &Scene<'_>) -> Self {
        let mut told = Self::default();
        let (mut found, mut spots): (Vec<&Finding>, Vec<FindingSpot>) = (Vec::new(), Vec::new());
        for (_, of) in by_owner(scene) {
            for (finding, spot) in of.iter().zip(FindingSpot::all(of)) {
                if only.lets(finding) && !finding.is_waived() {
                    found.push(finding);
                    spots.push(spot);
                }
            }
        }
        // As long as records are still to be checked, what has one cause through the register is not known.
        let unknown = scene.findings.is_none_or(|findings| findings.left() > 0);
        let into = if unknown {
            vec![None; found.len()]
        } else {
            fold(scene.register, &found)
        };
        let heads = by_weight(&found, &into).into_iter();
        told.heads = heads.map(|at| spots[at]).collect();
        for (at, head) in into.into_iter().enumerate() {
            if let Some(head) = head {
                told.under.entry(spots[head]).or_default().push(spots[at]);
                told.head_of.insert(spots[at], spots[head]);
            }
        }
        told
    }

    /// A finding with what is folded into it, where that is to be listed; nothing of one that is folded itself.
    fn listed(&self, spot: FindingSpot, open: &HashSet<FindingSpot>) -> Vec<FindingSpot> {
        if self.head_of.contains_key(&spot) {
            return Vec::new();
        }
        let under = self.under.get(&spot).filter(|_| open.contains(&spot));
        let mut all = vec![spot];
        all.extend(under.into_iter().flatten());
        all
    }

    /// What a finding is found by: its words, and those of what is folded into it.
    fn search_text(&self, spot: FindingSpot, scene: &Scene<'_>) -> String {
        /// Of more, the words are the same again.
        const MOST: usize = 8;
        let mut text = search_text(spot, scene);
        for folded in self.under.get(&spot).into_iter().flatten().take(MOST) {
            text.push('\n');
            text.push_str(&search_text(*folded, scene));
        }
        text
    }
}

impl FindingsView {
    /// The findings that are shown.
    pub(crate) fn listed(&mut self, scene: &Scene<'_>) -> Vec<Finding> {
        self.refresh(scene);
        let Some(findings) = scene.findings else {
            return Vec::new();
        };
        let mut spots: Vec<FindingSpot> = Vec::new();
        for spot in self.outline.entries() {
            if !self.is_listed_under(spot) {
                spots.push(spot);
                spots.extend(self.told.under.get(&spot).into_iter().flatten());
            }
        }
        let found = spots.into_iter().filter_map(|spot| spot.find(findings));
        found.cloned().collect()
    }

    /// Whether a finding stands under the one that it is folded into.
    fn is_listed_under(&self, spot: FindingSpot) -> bool {
        let head = self.told.head_of.get(&spot);
        head.is_some_and(|head| self.open.contains(head))
    }

    /// The findings that are chosen; one that stands for the same of other records, with those.
    fn meant(&self) -> Vec<FindingSpot> {
        let mut all: Vec<FindingSpot> = Vec::new();
        for spot in self.outline.chosen() {
            let under = self.told.under.get(&spot).into_iter().flatten();
            let closed = !self.open.contains(&spot);
            let same = under.filter(|it| closed && it.rule == spot.rule && it.owner != spot.owner);
            all.extend(std::iter::once(spot).chain(same.copied()));
        }
        let mut known: HashSet<FindingSpot> = HashSet::new();
        all.retain(|spot| known.insert(*spot));
        all
    }

    /// The selected one of those that may be waived, and which of those that stand comes after it, else before it.
    fn after(
        &self,
        chosen: &[FindingSpot],
        scene: &Scene<'_>,
    ) -> Option<(FindingSpot, FindingSpot)> {
        let (selected, findings) = (self.outline.selected()?, scene.findings?);
        let stands = |spot: &FindingSpot| spot.find(findings).is_some_and(|it| !it.is_waived());
        if !chosen.contains(&selected) || !stands(&selected) {
            return None;
        }
        let shown: Vec<FindingSpot> = self.outline.entries().collect();
        let at = shown.iter().position(|spot| *spot == selected)?;
        let mut others = shown[at + 1..].iter().chain(shown[..at].iter().rev());
        let next = others.find(|spot| !chosen.contains(spot) && stands(spot))?;
        Some((selected, *next))
    }

    /// Selects what comes up after the one that was waived.
    fn come_up(&mut self, scene: &Scene<'_>) {
        let Some((asked, next)) = self.next_up else {
            return;
        };
        let found = scene.findings.and_then(|findings| asked.find(findings));
        let waived = found.is_some_and(Finding::is_waived);
        let selected = self.outline.selected() == Some(asked);
        if waived && selected {
            self.outline.select(&next);
        }
        if waived || !selected {
            self.next_up = None;
        }
    }

    /// Narrows the findings down to one choice, as the overview leads to it; to none where it is empty.
    pub(crate) fn show_only(&mut self, choice: &str) {
        self.only.0.clear();
        if !choice.is_empty() {
            self.only.0.push(choice.to_owned());
        }
        self.outline.unfilter();
        self.made_for = None;
    }

    /// The findings in order of weight, whatever they are about; those that are waived at the end.
    fn weighed(&self, scene: &Scene<'_>) -> Vec<OutlineGroup<FindingSpot>> {
        let heads = self.told.heads.iter();
        let listed = heads.flat_map(|spot| self.told.listed(*spot, &self.open));
        let mut waived = Vec::new();
        for (_, of) in by_owner(scene) {
            for (finding, spot) in of.iter().zip(FindingSpot::all(of)) {
                if finding.is_waived() && self.only.lets(finding) {
                    waived.push(spot);
                }
            }
        }
        vec![
            OutlineGroup {
                heading: String::new(),
                keys: listed.collect(),
            },
            OutlineGroup {
                heading: scene.words.get("findings.waived.title").to_owned(),
                keys: waived,
            },
        ]
    }

    /// Finds what is about a record that has what the filter asks besides words.
    fn narrow(&mut self, scene: &Scene<'_>) {
        let told = &self.told;
        let about = |spot: &FindingSpot| {
            let under = told.under.get(spot).into_iter().flatten();
            let all = std::iter::once(spot).chain(under);
            let about = all.map(|spot| About {
                owner: spot.owner,
                record: spot.record,
                day: None,
            });
            about.collect()
        };
        asked::narrow(&mut self.outline, &about, scene);
    }

    /// How many findings a line stands for.
    fn told_by(&self, spot: &FindingSpot) -> usize {
        let under = self
            .told
            .under
            .get(spot)
            .filter(|_| !self.open.contains(spot));
        1 + under.map_or(0, Vec::len)
    }

    /// Counts what is listed, in words: of each severity, waived, and the lines on which it is told where those are fewer.
    fn count(&self, scene: &Scene<'_>) -> Vec<String> {
        let mut tally = FindingTally::default();
        for of in shown(scene) {
            of.iter()
                .filter(|finding| self.only.lets(finding))
                .for_each(|finding| tally.add(std::slice::from_ref(finding)));
        }
        let waived = scene.words.get("findings.waived.title");
        let severities = Severity::ALL.into_iter().zip(tally.open);
        let named = severities.map(|(severity, n)| (scene.words.get(severity.label()), n));
        let all: usize = tally.open.iter().sum::<usize>() + tally.waived;
        let lines = self.outline.keys().len();
        let said = named
            .chain([(waived, tally.waived)])
            .filter(|(_, n)| *n > 0)
            .map(|(name, n)| {
                let n = n.to_string();
                let details = [("severity", name), ("n", n.as_str())];
                scene.words.fill("finding.number", &details)
            });
        let lines = (lines < all).then(|| {
            let n = lines.to_string();
            scene.words.fill("finding.lines", &[("n", &n)])
        });
        said.chain(lines).collect()
    }

    /// The findings of each record, the gravest first; those that are waived at the end.
    fn records(&self, scene: &Scene<'_>) -> Vec<OutlineGroup<FindingSpot>> {
        let (mut groups, mut waived) = (Vec::new(), Vec::new());
        for (owner, of) in by_owner(scene) {
            let mut keys: Vec<(Severity, FindingSpot)> = Vec::new();
            for (finding, spot) in of.iter().zip(FindingSpot::all(of)) {
                if !self.only.lets(finding) {
                } else if finding.is_waived() {
                    waived.push(spot);
                } else {
                    keys.extend(
                        self.told
                            .listed(spot, &self.open)
                            .into_iter()
                            .map(|listed| (finding.severity, listed)),
                    );
                }
            }
            keys.sort_by_key(|(severity, _)| *severity);
            groups.push(OutlineGroup {
                heading: scene.lexicon.reference(scene.register, Id(0), owner),
                keys: keys.into_iter().map(|(_, spot)| spot).collect(),
            });
        }
        groups.push(OutlineGroup {
            heading: scene.words.get("findings.waived.title").to_owned(),
            keys: waived,
        });
        groups
    }

    /// The findings of each rule, in the order of the rules; those that are waived at the end.
    fn rules(&self, scene: &Scene<'_>) -> Vec<OutlineGroup<FindingSpot>> {
        let mut by_rule: BTreeMap<&str, Vec<FindingSpot>> = BTreeMap::new();
        let mut waived = Vec::new();
        for (_, of) in by_owner(scene) {
            for (finding, spot) in of.iter().zip(FindingSpot::all(of)) {
                if !self.only.lets(finding) {
                } else if finding.is_waived() {
                    waived.push(spot);
                } else {
                    let listed = self.told.listed(spot, &self.open);
                    if !listed.is_empty() {
                        by_rule.entry(finding.rule.id).or_default().extend(listed);
                    }
                }
            }
        }
        let heading = |rule: &Rule| {
            let title = scene
                .words
                .get(&format!("rule.{}.title", rule.id))
                .to_owned();
            format!("{} {title}", rule.id)
        };
        let mut groups: Vec<OutlineGroup<FindingSpot>> = RULES
            .iter()
            .filter_map(|rule| {
                let keys = by_rule.remove(rule.id)?;
                let heading = heading(rule);
                Some(OutlineGroup { heading, keys })
            })
            .collect();
        groups.push(OutlineGroup {
            heading: scene.words.get("findings.waived.title").to_owned(),
            keys: waived,
        });
        groups
    }

    /// What stands beside the name of the view: what is shown only, and how much is still to be checked.
    #[must_use]
    pub(crate) fn beside(&self, scene: &Scene<'_>) -> String {
        let mut parts = Vec::new();
        for key in &self.only.0 {
            let (kind, code) = key.split_once(':').unwrap_or_default();
            parts.push(match kind {
                "severity" => {
                    let severity = Severity::ALL.iter().find(|known| known.code() == code);
                    scene
                        .words
                        .get(severity.map_or("", |known| known.label()))
                        .to_owned()
                }
                "article" => scene.words.provision(code),
                _ => scene.words.get(&format!("finding.only.{code}")).to_owned(),
            });
        }
        let left = scene.findings.map_or(0, Findings::left);
        if left > 0 || scene.findings.is_none() {
            parts.push(scene.words.get("finding.checking").to_owned());
        }
        parts.join(" · ")
    }
}

impl TabView for FindingsView {
    fn place(&self) -> ScreenPlace {
        ScreenPlace::View(View::Findings)
    }

    fn marked(&self) -> usize {
        self.outline.marked()
    }

    fn name<'a>(&self, scene: &'a Scene<'_>) -> Option<&'a str> {
        Some(scene.words.get("tab.findings"))
    }

    fn selected(&self) -> Option<Id> {
        self.outline.selected().map(|spot| spot.record)
    }

    fn chosen(&self) -> Vec<Id> {
        let chosen = self.outline.chosen().into_iter();
        chosen.map(|spot| spot.record).collect()
    }

    fn only(&self, scene: &Scene<'_>) -> Option<String> {
        Some(self.beside(scene))
    }

    fn answered(&mut self, answer: &Closed, scene: &Scene<'_>) {
        if let Closed::Picked(picked) = answer {
            let keys = picked.iter().filter_map(|picked| match picked {
                Picked::Choice(key) => Some(key.clone()),
                _ => None,
            });
            self.only = FindingFilter(keys.collect());
            self.made_for = None;
        }
        self.refresh(scene);
    }

    fn step(&mut self, onward: bool) -> bool {
        let Some(spot) = self.outline.selected() else {
            return false;
        };
        let head = self.told.head_of.get(&spot).copied().unwrap_or(spot);
        let changed = if onward {
            self.told.under.contains_key(&spot) && self.open.insert(spot)
        } else {
            self.open.remove(&head)
        };
        if changed {
            self.made_for = None;
            self.back_to = Some(head);
        }
        changed
    }

    fn point(&mut self, place: usize) -> bool {
        self.outline.point(place)
    }

    fn is_filtering(&self) -> bool {
        self.outline.is_filtering()
    }

    fn type_filter(&mut self, input: &Input, scene: &Scene<'_>) -> bool {
        let told = &self.told;
        let text = |spot: &FindingSpot| told.search_text(*spot, scene);
        let taken = asked::complete(&mut self.outline, input, &text, scene)
            || self.outline.type_filter(input, &text);
        self.narrow(scene);
        taken
    }

    fn counts(&self) -> Option<(usize, usize)> {
        // Findings, not lines: as many as the overview and the command line count.
        let (shown, lines) = self.outline.counts();
        if shown == lines {
            return Some((self.all, self.all));
        }
        let shown = self.outline.entries().map(|spot| self.told_by(&spot)).sum();
        Some((shown, self.all))
    }

    fn said(&self) -> &[String] {
        &self.said
    }

    fn command(&mut self, command: Command, scene: &Scene<'_>) -> Outcome<Dialog> {
        self.refresh(scene);
        if self.outline.command(command) {
            return Outcome::Done;
        }
        match command {
            Command::Open => self.outline.selected().map_or(Outcome::Ignored, |spot| {
                Outcome::Do(Request::OpenField(spot.record, spot.key))
            }),
            Command::Sort => {
                let (next, key) = self.order.next();
                self.order = next;
                self.made_for = None;
                Outcome::Tell(scene.words.get(key).to_owned())
            }
            Command::Show => self.only.pick(shown(scene).flatten(), scene),
            Command::Waive => {
                let chosen = self.meant();
                if chosen.is_empty() {
                    Outcome::Ignored
                } else {
                    self.next_up = self.after(&chosen, scene);
                    Outcome::Do(Request::Waive(chosen))
                }
            }
            Command::Read => {
                let spot = self.outline.selected();
                let finding = spot.and_then(|spot| spot.find(scene.findings?));
                finding.map_or(Outcome::Ignored, |finding| {
                    let text = detail(scene.register, scene.lexicon, finding);
                    let reader = Reader::new(scene.words.get("tab.findings"), text);
                    Outcome::push(reader, Then::App(Pending::Nothing))
                })
            }
            Command::Rule => {
                let spot = self.outline.selected();
                let finding = spot.and_then(|spot| spot.find(scene.findings?));
                finding.map_or(Outcome::Ignored, |finding| {
                    let text = explained(scene.words, finding.rule);
                    let reader = Reader::new(&title(scene.words, finding.rule), text);
                    Outcome::push(reader, Then::App(Pending::Nothing))
                })
            }
            Command::Back if !self.only.0.is_empty() => {
                self.show_only("");
                Outcome::Done
            }
            Command::Back => Outcome::Ignored,
            other => Outcome::Do(Request::Command(other)),
        }
    }

    fn refresh(&mut self, scene: &Scene<'_>) {
        let left = scene.findings.map_or(usize::MAX, Findings::left);
        let made_for = Some((scene.version, left, scene.organisation));
        if self.made_for == made_for {
            return;
        }
        let before = self.made_for.map(|(version, ..)| version);
        self.made_for = made_for;
        self.told = ToldOnce::of(&self.only, scene);
        let told = &self.told;
        self.open.retain(|spot| told.under.contains_key(spot));
        let groups = match self.order {
            Order::Weight => self.weighed(scene),
            Order::Record => self.records(scene),
            Order::Rule => self.rules(scene),
        };
        let changed = before.and_then(|version| scene.touched.since(version));
        let same = |spot: &FindingSpot| {
            let changed = changed.as_ref();
            changed.is_some_and(|changed| !changed.contains(&spot.owner))
        };
        let told = &self.told;
        self.outline
            .set(groups, same, &|spot| told.search_text(*spot, scene));
        self.narrow(scene);
        if let Some(spot) = self.back_to.take() {
            self.outline.select(&spot);
        }
        self.come_up(scene);
        self.said = self.count(scene);
        let listed = self.outline.keys().iter();
        self.all = listed.map(|spot| self.told_by(spot)).sum();
        let references = self.outline.keys().iter();
        let widths =
            references.map(|spot| width(&scene.lexicon.called(scene.register, spot.record)));
        self.reference_width = widths.max().unwrap_or(0).min(14);
    }

    fn wanted(&self) -> Option<u16> {
        // What a finding says takes all the room there is.
        Some(u16::MAX)
    }

    fn prepare(&mut self, scene: &Scene<'_>, most: usize) -> bool {
        self.refresh(scene);
        let told = &self.told;
        self.outline
            .prepare(most, &|spot| told.search_text(*spot, scene))
    }

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
        self.refresh(scene);
        let (table, beside) = parted_for(area, self.wanted());
        let body = self.outline.draw_filter(frame, table, scene.theme);
        asked::draw(frame, line_of(table, 0), &self.outline, scene);
        if self.outline.counts().0 == 0 {
            let key = match (
                self.outline.counts().1,
                self.only.0.is_empty(),
                scene.findings,
            ) {
                (_, _, None) => "finding.checking",
                (0, true, _) => "findings.none",
                _ => "finding.no_match",
            };
            let mut text = scene.words.get(key).to_owned();
            if key.ends_with("no_match") {
                text = asked::no_match(&self.outline, &text, scene);
            }
            draw_reason(frame, body, 1, &text, scene.theme);
        }
        let by_record = self.order == Order::Record;
        let (told, references) = (&self.told, self.reference_width);
        let names = if by_record || body.width < NAMED {
            0
        } else {
            let seen = self.outline.seen(usize::from(body.height)).into_iter();
            let names = seen.map(|spot| width(&name_of(spot, scene)));
            let most = usize::from(body.width) * 2 / 5;
            (names.max().unwrap_or(0) + 2).min(most)
        };
        let line = |spot: &FindingSpot, columns: usize| {
            let under = told.head_of.contains_key(spot);
            let shape = RowShape {
                within: by_record && !under,
                under,
                folded: told.under.get(spot).map_or(0, Vec::len),
                references,
                names,
            };
            row(*spot, columns, shape, scene)
        };
        let text = |spot: &FindingSpot| told.search_text(*spot, scene);
        self.outline.draw(frame, body, scene, &line, &text);
        let Some(spot) = self.outline.selected() else {
            return;
        };
        if let Some(finding) = scene.findings.and_then(|findings| spot.find(findings)) {
            self.detail.draw(frame, beside, scene, spot, || {
                detail(scene.register, scene.lexicon, finding)
            });
        }
    }
}

/// The sign of a severity, and its style: never by colour alone.
#[must_use]
pub(crate) const fn sign(
    severity: Severity,
    theme: &Theme,
) -> (&'static str, ratatui::style::Style) {
    match severity {
        Severity::Error => ("!", theme.error),
        Severity::Warning => ("▲", theme.warning),
        Severity::Information => ("i", theme.faint),
    }
}

/// The findings of each record of the organisation shown.
fn by_owner<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (Id, &'a [Finding])> {
    scene.findings.into_iter().flat_map(move |findings| {
        scene
            .register
            .all_records()
            .filter(|owner| scene.shows(*owner))
            .map(|owner| (owner.id(), findings.of(owner.id())))
            .filter(|(_, of)| !of.is_empty())
    })
}

/// The findings of the organisation shown, of one record after the other.
pub(crate) fn shown<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a [Finding]> {
    by_owner(scene).map(|(_, of)| of)
}

/// The columns of a window from which on a record's name stands before what is wrong.
const NAMED: u16 = 104;

/// How a finding's line is made.
#[derive(Clone, Copy)]
struct RowShape {
    /// Whether it stands below the heading of its record.
    within: bool,
    /// Whether it stands under the finding that it is folded into.
    under: bool,
    /// How many are folded into it.
    folded: usize,
    /// The columns of the references.
    references: usize,
    /// The columns of the names; none where these are not shown.
    names: usize,
}

/// What the record of a finding is called.
fn name_of(spot: FindingSpot, scene: &Scene<'_>) -> String {
    let owner = scene.register.owner(spot.owner);
    owner.map_or_else(String::new, |owner| {
        scene.lexicon.title(scene.register, owner)
    })
}

/// A finding on one line: sign, reference, the record's name where there is room, how many are folded into it, what is
/// wrong.
fn row(
    spot: FindingSpot,
    columns: usize,
    shape: RowShape,
    scene: &Scene<'_>,
) -> Vec<Span<'static>> {
    let Some(finding) = scene.findings.and_then(|findings| spot.find(findings)) else {
        return Vec::new();
    };
    let (sign, style) = sign(finding.severity, scene.theme);
    let reference = scene.lexicon.called(scene.register, finding.record);
    let within = shape.within && !finding.is_waived();
    let lead = if !within || spot.record == spot.owner {
        reference.clone()
    } else {
        // Below its record's heading, a row needs its own part only.
        let own = reference.rsplit('/').next();
        own.unwrap_or_default().to_owned()
    };
    let width = if within { 5 } else { shape.references };
    // Its line says already which record it is.
    let itself = format!(" ({reference})");
    let message = finding.message(scene.register, scene.lexicon);
    let mut message = message.replacen(&itself, "", 1);
    if shape.folded > 0 {
        message = format!("(+{}) {message}", scene.words.number(shape.folded));
    }
    let (margin, columns) = if shape.under {
        ("  ", columns.saturating_sub(2))
    } else {
        ("", columns)
    };
    let mut spans = vec![
        Span::raw(margin),
        Span::styled(sign, style),
        Span::raw(" "),
        Span::styled(fit(&lead, width), scene.theme.faint),
        Span::raw(" "),
    ];
    let mut left = columns.saturating_sub(width + 3);
    if shape.names > 0 {
        let name = cut(&name_of(spot, scene), shape.names - 2);
        spans.push(Span::raw(fit(&name, shape.names)));
        left = left.saturating_sub(shape.names);
    }
    spans.push(Span::raw(fit(&message, left)));
    spans
}

/// What a finding is found by: its words, its rule, its provision, and its record's name.
fn search_text(spot: FindingSpot, scene: &Scene<'_>) -> String {
    let Some(finding) = scene.findings.and_then(|findings| spot.find(findings)) else {
        return String::new();
    };
    let record = scene.lexicon.reference(scene.register, Id(0), spot.record);
    let owner = scene.lexicon.reference(scene.register, Id(0), spot.owner);
    format!(
        "{} {record} {owner} {} {}\n{}\n{}",
        finding.rule.id,
        scene.words.get(finding.severity.label()),
        scene.words.provision(finding.provision()),
        finding.message(scene.register, scene.lexicon),
        finding.remedy(scene.register, scene.lexicon),
    )
}
