//! Which sections of a text in Markdown are activities, which tell of the organisation, and which of neither.

use std::collections::{HashMap, HashSet};

use super::called::is_called_like_a_part;
use super::fields::{FEWEST, LabelFields, labels_of};
use super::labelled::{Answer, MarkdownSection};
use crate::exchange::sheets::folding::plain_name;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::table::header::{KnownHeaders, MEASURES, our_role, says_controller};
use crate::exchange::sheets::table::telling;

/// How many labels sections have in common at least, of which no label is known.
const FEWEST_SHARED: usize = 3;
/// From how many activities on one is strange that has hardly a label of another.
const MANY: usize = 3;
/// How many labels an activity has in common with others at least, where there are many.
const IN_COMMON: usize = 2;
/// How many parts an activity has at most that are told under headings of their own.
const PARTS: usize = 8;
/// How many sections from the first one the head of a text is, where a table has its activities.
const HEAD: usize = 2;

/// Which sections of a text are activities.
pub(in crate::exchange::sheets) struct Activities<'s> {
    sections: &'s [MarkdownSection],
    fields: LabelFields,
    /// Where what stands under each heading ends, the deeper ones with it.
    ends: Vec<usize>,
    /// The heading over each, where there is one.
    over: Vec<Option<usize>>,
    /// The headings of the activities, in their order.
    tops: Vec<usize>,
    /// Where an activity was made of one part and what stands beside that, the heading of the part: it says the name.
    names: HashMap<usize, usize>,
    /// Whether each section belongs to an activity.
    taken: Vec<bool>,
    /// Whether each tells of the organisation alone.
    of_organisation: Vec<bool>,
    /// The lines of the tables that are told as answers of an activity.
    told: HashSet<u32>,
}

impl<'s> Activities<'s> {
    /// Finds the activities among the sections of a text.
    pub(in crate::exchange::sheets) fn of(sections: &'s [MarkdownSection]) -> Self {
        let (mut ends, mut over) = (vec![sections.len(); sections.len()], Vec::new());
        let mut open: Vec<usize> = Vec::new();
        for (at, section) in sections.iter().enumerate() {
            while let Some(last) = open.pop_if(|last| sections[*last].level >= section.level) {
                ends[last] = at;
            }
            over.push(open.last().copied());
            open.push(at);
        }
        let mut found = Self {
            sections,
            fields: LabelFields::default(),
            ends,
            over,
            tops: Vec::new(),
            names: HashMap::new(),
            taken: Vec::new(),
            of_organisation: Vec::new(),
            told: HashSet::new(),
        };
        found.look_for();
        found.join_parts();
        if found.tops.is_empty() {
            found.look_for_alike();
        }
        if found.tops.len() < 2 {
            found.look_for_brief();
        }
        found.leave_out_strangers();
        found.take_in_alike();
        found.settle();
        found
    }

    /// How many there are.
    pub(in crate::exchange::sheets) fn count(&self) -> usize {
        self.tops.len()
    }

    /// Takes none of the sections for an activity.
    pub(in crate::exchange::sheets) fn leave(&mut self) {
        self.tops.clear();
        self.settle();
    }

    /// Works out what each section belongs to.
    fn settle(&mut self) {
        let (holding, inside) = (self.holding(), self.inside());
        let is_of = |at: usize| {
            let section = &self.sections[at];
            self.fields.are_of_organisation(&section.answers)
                || (!holding[at] && self.fields.tells_of_organisation(section))
                || (!holding[at] && !inside[at] && self.fields.tells_of_joint(section))
        };
        self.of_organisation = (0..self.sections.len()).map(is_of).collect();
        let taken = inside.iter().zip(&self.of_organisation);
        self.taken = taken.map(|(inside, of)| *inside && !of).collect();
    }

    /// Whether each section is an activity or stands in one.
    fn inside(&self) -> Vec<bool> {
        let mut inside = vec![false; self.sections.len()];
        for top in &self.tops {
            inside[*top..self.ends[*top]].fill(true);
        }
        inside
    }

    /// Whether each section has an activity below it.
    fn holding(&self) -> Vec<bool> {
        let mut holding = vec![false; self.sections.len()];
        for top in &self.tops {
            let mut at = self.over[*top];
            while let Some(over) = at.filter(|over| !holding[*over]) {
                holding[over] = true;
                at = self.over[over];
            }
        }
        holding
    }

    fn at(&self, top: usize) -> Vec<&'s MarkdownSection> {
        self.sections[top..self.ends[top]].iter().collect()
    }

    /// The sections of a level.
    fn of_level(&self, level: usize) -> Vec<usize> {
        let all = 0..self.sections.len();
        all.filter(|at| self.sections[*at].level == level).collect()
    }

    /// Finds the headings whose labels are of an activity, from the deepest up: what holds an activity is none itself.
    fn look_for(&mut self) {
        for level in (0..=6).rev() {
            let holding = self.holding();
            let apart = self.of_level(level).into_iter().filter(|at| !holding[*at]);
            let found = apart.filter(|at| {
                let answers = || self.fields.whole(&self.at(*at));
                !self.is_of_a_part(*at) && self.fields.are_of_an_activity(&answers())
            });
            let found: Vec<usize> = found.collect();
            self.tops.extend(found);
        }
        self.tops.sort_unstable();
    }

    /// Whether a heading names what is but a part of an activity, or stands under one that does: under `Processors` stand
    /// processors.
    fn is_of_a_part(&self, at: usize) -> bool {
        let heading = &self.sections[at].heading;
        let own = KnownHeaders::shipped().guess(heading);
        let is_item = is_lettered(heading);
        let of = own.filter(|guess| guess.exact || is_item);
        let of = of.as_ref().and_then(|guess| telling(&guess.field));
        let sections = (self.sections, self.over.as_slice());
        if of.is_some_and(|of| !is_called_like_a_part(&self.fields, sections, at, of)) {
            return true;
        }
        let mut over = std::iter::successors(self.over[at], |over| self.over[*over]);
        over.any(|over| {
            let heading = &self.sections[over].heading;
            // What is done for others stands under what we are, and not under who does it for us.
            if our_role(heading).is_some() {
                return false;
            }
            let field = self.fields.of(heading);
            let of = field.as_deref().and_then(telling);
            matches!(
                of,
                Some("recipients" | "transfers" | "activity.measures_text")
            )
        })
    }

    /// Makes one activity of several that are its parts: under one heading, and none says of the processing what another
    /// does.
    fn join_parts(&mut self) {
        for level in (0..6).rev() {
            for at in self.of_level(level) {
                let from = self.tops.partition_point(|top| *top <= at);
                let to = self.tops.partition_point(|top| *top < self.ends[at]);
                if (1..=PARTS).contains(&(to - from)) && self.are_parts(at, from..to) {
                    let parts: Vec<usize> = self.tops.splice(from..to, [at]).collect();
                    if let [part] = parts.as_slice() {
                        let name = self.names.get(part).copied().unwrap_or(*part);
                        self.names.insert(at, name);
                    }
                }
            }
        }
    }

    /// Whether the activities at some places are parts of what stands under a heading.
    fn are_parts(&self, at: usize, places: std::ops::Range<usize>) -> bool {
        let parts = &self.tops[places];
        let told = |top: &usize| {
            self.fields
                .named(&self.fields.whole(&self.at(*top)))
                .telling
        };
        let mut all: HashSet<String> = HashSet::new();
        let own: Vec<HashSet<String>> = parts.iter().map(told).collect();
        if !own.into_iter().flatten().all(|field| all.insert(field)) {
            return false;
        }
        // What stands beside one that is complete but for it.
        let beside = (at + 1..self.ends[at])
            .filter(|it| !parts.iter().any(|top| (*top..self.ends[*top]).contains(it)));
        let mut more = beside.map(|it| self.fields.named(&self.sections[it].answers).telling);
        parts.len() > 1 || more.any(|it| !it.is_empty() && it.is_disjoint(&all))
    }

    /// Finds the headings that have several labels in common with others, of which no label is known: the language may be
    /// another.
    fn look_for_alike(&mut self) {
        let labels: Vec<HashSet<String>> = self.sections.iter().map(labels_of).collect();
        let shared = shared(&labels);
        let found = labels.iter().enumerate().filter(|(_, own)| {
            let shared = own.iter().filter(|label| shared.contains(label.as_str()));
            shared.count() >= FEWEST_SHARED
        });
        self.tops = found.map(|(at, _)| at).collect();
    }

    /// Finds the headings of a level that say little of each, where many do with the same labels, and whose data they are or
    /// what for: `Data subjects`, `Storage`.
    fn look_for_brief(&mut self) {
        let says_whose = |section: &MarkdownSection| {
            let fields = section
                .answers
                .iter()
                .filter_map(|(label, _)| self.fields.named_by(label));
            let mut exact = fields.filter(|it| it.exact);
            exact.any(|it| it.field == PEOPLE || it.field == "purposes[].text")
        };
        for level in (1..=6).rev() {
            let all = self.of_level(level);
            let labels: Vec<HashSet<String>> = all
                .iter()
                .map(|at| labels_of(&self.sections[*at]))
                .collect();
            let shared = shared(&labels);
            let found = all.iter().zip(&labels).filter(|(at, own)| {
                let shared = own.iter().filter(|label| shared.contains(label.as_str()));
                shared.count() >= IN_COMMON && says_whose(&self.sections[**at])
            });
            let found: Vec<usize> = found.map(|(at, _)| *at).collect();
            let own = all.iter().copied();
            let own = own.filter(|at| !self.sections[*at].answers.is_empty());
            let is_one = |at: &usize| says_whose(&self.sections[*at]) && !self.is_of_a_part(*at);
            let of_all = found.len() > 1 && own.clone().all(|at| is_one(&at));
            if of_all || found.len() >= MANY {
                self.tops = if of_all { own.collect() } else { found };
                return;
            }
        }
    }

    /// Leaves out what has hardly a label of any other: what is common to all, a list of rights, a history.
    fn leave_out_strangers(&mut self) {
        if self.tops.len() < MANY {
            return;
        }
        let labels = self.tops.iter().map(|top| self.labels_at(*top));
        let labels: Vec<HashSet<String>> = labels.collect();
        let shared = shared(&labels);
        let is_alone = |own: &HashSet<String>| {
            let shared = own.iter().filter(|label| shared.contains(label.as_str()));
            shared.count() < IN_COMMON
        };
        // What is told under headings of its own needs none of the labels of others.
        let tops = self.tops.iter().zip(&labels);
        let alone = tops.map(|(top, own)| is_alone(own) && !self.is_told_under_headings(*top));
        let alone: Vec<bool> = alone.collect();
        // Where each is its own, none is a stranger.
        if alone.iter().filter(|it| **it).count() * 2 < alone.len() {
            let mut alone = alone.into_iter();
            self.tops.retain(|_| !alone.next().unwrap_or_default());
        }
    }

    /// Whether the headings below one ask for most of what is told of an activity, its purposes or data among them.
    fn is_told_under_headings(&self, top: usize) -> bool {
        let below = self.sections[top + 1..self.ends[top]].iter();
        let asked: HashSet<String> = below.filter_map(|it| self.fields.of(&it.heading)).collect();
        let of_processing = |field: &String| {
            field.starts_with("purposes[") || field.starts_with("data_categories[")
        };
        asked.len() >= FEWEST && asked.iter().any(of_processing)
    }

    /// Takes in what has labels of those that were found, though too few to be known by itself.
    fn take_in_alike(&mut self) {
        if self.tops.len() < 2 {
            return;
        }
        let tops = || self.tops.iter();
        let known: HashSet<String> = tops().flat_map(|top| self.labels_at(*top)).collect();
        let levels: HashSet<usize> = tops().map(|top| self.sections[*top].level).collect();
        let (holding, inside) = (self.holding(), self.inside());
        let more = (0..self.sections.len()).filter(|at| {
            let section = &self.sections[*at];
            levels.contains(&section.level)
                && !holding[*at]
                && !inside[*at]
                && self.labels_at(*at).intersection(&known).count() >= IN_COMMON
                && (!self.is_of_a_part(*at) || self.is_told_as(*at, &known))
                && !self.fields.named(&section.answers).telling.is_empty()
        });
        let more: Vec<usize> = more.collect();
        self.tops.extend(more);
        self.tops.sort_unstable();
    }

    /// Whether a section is told as the activities beside it are, by the labels that they have, whatever word its heading
    /// begins with: `4. Clients` after `3. Staff`.
    fn is_told_as(&self, at: usize, known: &HashSet<String>) -> bool {
        let section = &self.sections[at];
        let beside = self.tops.iter().any(|top| self.over[*top] == self.over[at]);
        let shared = labels_of(section).intersection(known).count();
        beside && shared >= FEWEST && self.fields.are_of_an_activity(&section.answers)
    }

    /// The labels under a heading and the deeper ones, as they are compared.
    fn labels_at(&self, top: usize) -> HashSet<String> {
        self.at(top).into_iter().flat_map(labels_of).collect()
    }

    /// The sections that tell something, though not of an activity or of the organisation.
    pub(in crate::exchange::sheets) fn passed_over(
        &self,
    ) -> impl Iterator<Item = &'s MarkdownSection> + '_ {
        let of_none = (0..self.sections.len()).filter(|at| {
            let section = &self.sections[*at];
            // What stands at the head is of the text, and a table of more columns is told by itself.
            let tells =
                !section.answers.is_empty() || (!self.is_of_head(*at) && !section.words.is_empty());
            tells && !self.taken[*at] && !self.is_beside(*at) && !section.has_table
        });
        of_none.map(|at| &self.sections[at])
    }

    /// Whether a section is of the head of the text: above its first heading, or under its title.
    fn is_of_head(&self, at: usize) -> bool {
        let first = self.tops.first().copied().unwrap_or(HEAD);
        at < first && self.sections[at].level <= 1
    }

    /// The words of sections that hold a table and are of no activity, each with its heading and what else stands there.
    pub(super) fn words_at_tables(&self) -> impl Iterator<Item = (&'s str, Vec<String>)> + '_ {
        let at_tables =
            (0..self.sections.len()).filter(|at| self.sections[*at].has_table && !self.taken[*at]);
        at_tables.map(|at| {
            let section = &self.sections[at];
            let is_beside = self.is_beside(at);
            let words = section
                .words
                .iter()
                .filter(|_| !is_beside && !self.is_of_head(at));
            let answers = section.answers.iter().filter(|_| !is_beside);
            let answers = answers.filter(|(label, _)| !self.is_of_all(label));
            let answers = answers.map(|(label, answer)| {
                let told = format!("{label}: {answer}");
                told.trim_end_matches([':', ' ']).to_owned()
            });
            let words = words.cloned().chain(answers).collect();
            (section.heading.as_str(), words)
        })
    }

    /// Whether a label beside a table asks who is responsible for all that the table has, or for the measures of all.
    fn is_of_all(&self, label: &str) -> bool {
        let asks = self.fields.named_by(label);
        asks.is_some_and(|it| it.exact && (it.field == CONTROLLER || it.field == MEASURES))
    }

    /// What stands so beside the table of a section that is of no activity and not read otherwise.
    fn of_all_at(&self, at: usize) -> impl Iterator<Item = &'s Answer> + '_ {
        let section = &self.sections[at];
        let of_all = section.has_table || self.names_measures(at);
        let tells = of_all && !self.taken[at] && !self.is_beside(at);
        let answers = section.answers.iter().filter(move |_| tells);
        answers.filter(|(label, _)| self.is_of_all(label))
    }

    /// Whether a heading names the security measures beside something else: `Transfers and measures`.
    fn names_measures(&self, at: usize) -> bool {
        let spoken = plain_name(&self.sections[at].heading);
        let words: Vec<&str> = spoken.split(' ').collect();
        let asks = |word: &&str| self.fields.of(word).as_deref() == Some(MEASURES);
        words.iter().any(|it| lists::shipped().joins.is(it)) && words.iter().any(asks)
    }

    /// Whether what a section tells is read beside the activities.
    fn is_beside(&self, at: usize) -> bool {
        // Above a table it is the head of the text.
        let first = self.tops.first().copied().unwrap_or(HEAD);
        let told = !self.sections[at].answers.is_empty();
        let beside = self.of_organisation[at]
            || (told && at < first)
            || self.is_of_measures(at)
            || self.is_of_people(at);
        beside && !self.taken[at]
    }

    /// Whether a section beside the activities says whose data are processed, and nothing else.
    fn is_of_people(&self, at: usize) -> bool {
        let section = &self.sections[at];
        let silent = section.answers.is_empty() && section.words.is_empty();
        let asks = self.fields.named_by(&section.heading);
        !section.has_table
            && !silent
            && asks.is_some_and(|it| it.exact && it.field == PEOPLE)
            && !self.fields.are_labels(PEOPLE, section)
    }

    /// Whether a section tells of the security measures, under a heading of theirs.
    fn is_of_measures(&self, at: usize) -> bool {
        let section = &self.sections[at];
        let silent = section.answers.is_empty() && section.words.is_empty();
        !section.has_table
            && !silent
            && !self.fields.are_of_an_activity(&section.answers)
            && self.heading_of_measures(at).is_some()
    }

    /// The heading that asks for measures: of a section itself, or of one that it stands in.
    fn heading_of_measures(&self, at: usize) -> Option<usize> {
        let mut all = std::iter::successors(Some(at), |over| self.over[*over]);
        all.find(|it| {
            let heading = &self.sections[*it].heading;
            let spoken = plain_name(heading);
            let of_transfers = spoken
                .split(' ')
                .any(|it| lists::shipped().transferring.is(it));
            !of_transfers && self.fields.of(heading).as_deref() == Some(MEASURES)
        })
    }

    /// What is told beside the activities, each label with its answer; a heading alone that says of whom.
    pub(in crate::exchange::sheets) fn beside(&self) -> Vec<Answer> {
        let mut told: Vec<Answer> = Vec::new();
        let told_at =
            |at: &usize| self.is_beside(*at) || (self.is_of_head(*at) && !self.taken[*at]);
        for at in 0..self.sections.len() {
            if !told_at(&at) {
                told.extend(self.of_all_at(at).cloned());
                continue;
            }
            let section = &self.sections[at];
            let words = || section.words.iter().map(|it| (it.clone(), String::new()));
            if self.of_organisation[at] {
                // A name with lines below it is the answer whatever labels follow.
                let block = section.words.first().is_some_and(|it| it.contains('\n'));
                let is_answer = section.answers.is_empty() || block;
                let answer = if is_answer {
                    section.words.join("\n")
                } else {
                    String::new()
                };
                told.push((section.heading.clone(), answer));
                if !is_answer {
                    told.extend(words());
                }
            } else if self.is_of_measures(at) || self.is_of_people(at) {
                let answers = section
                    .answers
                    .iter()
                    .map(|(label, it)| format!("{label}: {it}"));
                let mut lines: Vec<String> = section.words.iter().cloned().chain(answers).collect();
                let asks = self.heading_of_measures(at).unwrap_or(at);
                if asks != at {
                    lines.insert(0, section.heading.clone());
                }
                told.push((self.sections[asks].heading.clone(), lines.join("\n")));
                continue;
            } else {
                told.extend(words());
            }
            told.extend(section.answers.iter().cloned());
        }
        told
    }

    /// The lines of the tables that are told as answers of an activity.
    pub(super) fn tables_inside(&mut self, is_read: impl Fn(u32) -> bool) -> HashSet<u32> {
        // Of one activity alone a table is told there where nothing else reads it.
        let one = self.tops.len() < 2;
        let lines = self.lines_inside();
        self.told = lines
            .into_iter()
            .filter(|line| !one || !is_read(*line))
            .collect();
        self.told.clone()
    }

    fn lines_inside(&self) -> HashSet<u32> {
        let inside = self.tops.iter().flat_map(|top| top + 1..self.ends[*top]);
        let inside = inside
            .filter(|at| self.taken[*at])
            .map(|at| &self.sections[at]);
        let told = inside.filter(|section| self.fields.told_in_tables(section).is_some());
        told.flat_map(|section| &section.tables)
            .map(|table| table.line)
            .collect()
    }

    /// Takes one short paragraph right below the heading of an activity for its purpose, where in no activity a label asks
    /// for that.
    fn say_purpose(&self, top: usize, answers: &mut [Answer]) {
        /// The longest purpose that is told so, in letters.
        const LONGEST: usize = 300;
        let asks = |at: &usize| {
            let labels = self.at(*at).into_iter().flat_map(|section| {
                let labels = section.answers.iter().map(|(label, _)| label);
                labels.chain([&section.heading])
            });
            let mut fields = labels.filter_map(|label| self.fields.of(label));
            fields.any(|it| it.starts_with("purposes[].text") || it == "activity.description")
        };
        let [text] = self.sections[top].words.as_slice() else {
            return;
        };
        if self.sections[top].words_above == 0 {
            return;
        }
        let brief = text.chars().count() <= LONGEST && !text.contains('\n');
        if self.tops.len() < 2 || !brief || self.tops.iter().any(asks) {
            return;
        }
        let own = answers
            .iter_mut()
            .find(|(label, it)| label == "Text" && it == text);
        if let Some((label, _)) = own {
            "Purpose".clone_into(label);
        }
    }

    /// Each activity: its heading, and the labels and answers under it. What is of the organisation stands beside.
    pub(in crate::exchange::sheets) fn each(
        &self,
    ) -> impl Iterator<Item = (&'s str, Vec<Answer>)> + '_ {
        self.tops.iter().map(|top| {
            let own = (*top..self.ends[*top]).filter(|at| self.taken[*at]);
            let own: Vec<&MarkdownSection> = own.map(|at| &self.sections[at]).collect();
            let name = self.names.get(top).unwrap_or(top);
            let mut answers = self.fields.whole(&own);
            let is_told = |section: &&&MarkdownSection| {
                section
                    .tables
                    .iter()
                    .all(|table| self.told.contains(&table.line))
            };
            for section in own.iter().skip(1).filter(is_told) {
                let Some((_, lines)) = self.fields.told_in_tables(section) else {
                    continue;
                };
                let same = answers
                    .iter_mut()
                    .find(|(label, _)| *label == section.heading);
                match same {
                    Some((_, answer)) if answer.is_empty() => *answer = lines.join("\n"),
                    Some((_, answer)) => *answer = format!("{answer}\n{}", lines.join("\n")),
                    None => answers.push((section.heading.clone(), lines.join("\n"))),
                }
            }
            self.say_purpose(*top, &mut answers);
            let mut over = std::iter::successors(Some(*top), |over| self.over[*over]);
            let role = over.find_map(|over| our_role(&self.sections[over].heading));
            let says_role = |(label, _): &Answer| self.fields.of(label).as_deref() == Some(ROLE);
            // `Acme as controller — feedback` stands apart in the register of a processor.
            let own_role = says_controller(&self.sections[*top].heading).then_some("controller");
            let role = own_role.or(role);
            if let Some(role) = role.filter(|_| !answers.iter().any(says_role)) {
                answers.push(("Role".to_owned(), role.to_owned()));
            }
            (self.sections[*name].heading.as_str(), answers)
        })
    }
}

/// The field of those whose data are processed.
const PEOPLE: &str = "data_subjects[].category";
/// The field of whoever is responsible.
const CONTROLLER: &str = "organisation.name";
/// The field that says what we are.
const ROLE: &str = "activity.role";

/// The labels that stand in several of these sets.
fn shared(labels: &[HashSet<String>]) -> HashSet<&str> {
    let (mut once, mut again) = (HashSet::new(), HashSet::new());
    for label in labels.iter().flatten() {
        if !once.insert(label.as_str()) {
            again.insert(label.as_str());
        }
    }
    again
}

/// Whether a heading has a letter in front, as the items of Art. 30 have: `(d) Recipients`.
fn is_lettered(heading: &str) -> bool {
    let bare = heading.trim_start_matches('(');
    let mut letters = bare.chars();
    letters
        .next()
        .is_some_and(|letter| letter.is_ascii_lowercase())
        && letters.next() == Some(')')
}
