//! What cells say of recipients: who they are, where, and in which role.
//!
//! | to change | go to |
//! | --- | --- |
//! | how a cell is parted into names, and what stands behind each | `names`, `details` |
//! | what is said beside the name of a company; the role in brackets | `told`; `bracketed_roles` |
//! | what is no recipient | `no_recipients` |
//! | what several cells tell of one recipient | `told_again` |
//! | the arrangement beside joint controllers | `arrangements` |

mod arrangements;
pub(super) mod bracketed_roles;
pub(super) mod details;
pub(super) mod names;
pub(super) mod no_recipients;
pub(super) mod told;
pub(super) mod told_again;

use serde_json::{Value as Json, json};

use self::bracketed_roles::in_brackets;
use self::details::{ToldServers, detailed, servers, vendor_behind};
use self::names::{
    called_before, company_behind, dashed, describes, does, explains, goes_on, groups, is_for,
    is_of_service, is_proper, labelled, named_parts, placed, several, told_deeds, under_condition,
    union_behind, whole_names, with_address,
};
use self::no_recipients::{
    is_act, is_concerned, is_denial, is_department, is_internal, says_not_shared,
};
use self::told::{ToldBeside, processor_label, signed_in, tells_all};
use crate::domain::codec::clean;
use crate::exchange::sheets::answers::entries::lines;
use crate::exchange::sheets::answers::own_labels::conditioned;
use crate::exchange::sheets::answers::{YesNo, denies, none_explained, with_brackets, yes_or_no};
use crate::exchange::sheets::beside::pointed::asks_for_recipients;
use crate::exchange::sheets::cell::{Became, Entry, ReadCell, Reading, extend};
use crate::exchange::sheets::folding::{plain, plain_name};
use crate::exchange::sheets::lists;
use crate::exchange::sheets::organisations::contracts::{
    asks_for_contract, begins_with_contract, contract_behind, is_for_contracts, names_contract,
    speaks_of_contract,
};
use crate::exchange::sheets::organisations::named_with_details;
use crate::exchange::sheets::organisations::party::{Parties, is_company, is_own, may_be_name};
use crate::exchange::sheets::record::ActivityDraft;
use crate::exchange::sheets::transfers::destination::places;
use crate::exchange::sheets::vocabulary::SheetVocabulary;
use crate::rules::wording::lists::Lists;
use crate::rules::wording::vendors::Vendors;

/// Whether a part says that there is nobody: `None (all of it is done here)` is no name.
fn names_no_one(words: &SheetVocabulary, part: &str) -> bool {
    (denies(words, part) || is_denial(words, part)) && !is_company(part)
}

/// Whether a part is an answer, and names nobody: yes or no, or that something is still to come.
fn answers_only(words: &SheetVocabulary, part: &str) -> bool {
    let plain = plain(part);
    plain.len() > 1
        && (words.yes.is(&plain)
            || words.no.is(&plain)
            || words.placeholder.is(&plain)
            || words.unclear.is(&plain)
            || lists::shipped().ongoing.is(&plain)
            || lists::shipped().when_asked.is(&plain))
}

/// What a text says of recipients: of `Nothing is passed on. Processors: ...` the second, for the first stays in words, and
/// so does what explains it.
fn said_of_recipients(words: &SheetVocabulary, text: &str) -> String {
    let sentences: Vec<&str> = text.split(". ").collect();
    let denied = |it: &str| sentences.len() > 1 && !it.contains(';') && names_no_one(words, it);
    let names = |it: &str| labelled(words, it).is_some() || is_company(it);
    let of_denial = |it: &str| denied(sentences[0]) && !names(it);
    let told = sentences.iter().enumerate().filter(|(at, it)| {
        let told = explains(it) || is_conditional(it) || says_never(it);
        let beside = *at > 0 && told && !names(it);
        !denied(it) && !of_denial(it) && !beside
    });
    told.map(|(_, it)| *it).collect::<Vec<_>>().join(". ")
}

/// Whether a part is nothing but the address of a page, where the names may stand.
fn is_link(part: &str) -> bool {
    part.contains("://") && !part.contains(char::is_whitespace)
}

/// Whether a part only limits what stands before it: `and only what is needed`.
fn limits_before(part: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(part);
    let mut words = spoken.split(' ');
    let joins = words.next().is_some_and(|word| lists.joins.is(word));
    joins
        && part.starts_with(char::is_lowercase)
        && words.next().is_some_and(|it| lists.only.is(it))
}

/// Whether a sentence begins with its condition: `If they use the calendar, it follows`.
fn is_conditional(sentence: &str) -> bool {
    let spoken = plain(sentence);
    let mut words = spoken.split(' ');
    let first = words.next().unwrap_or_default();
    lists::shipped().on_condition.is(first) && words.count() > 2
}

/// Whether a sentence says that something is never done: `We never see the card number`.
fn says_never(sentence: &str) -> bool {
    let spoken = plain(sentence);
    let mut words = spoken.split(' ').skip(1);
    words.any(|word| lists::shipped().never_done.is(word))
}

/// Whether a word of a header begins as one of a list does.
fn heads(header: &str, words: &crate::exchange::sheets::vocabulary::Set) -> bool {
    let header = plain_name(header);
    header.split(' ').any(|word| words.begins(word)) || words.within(&header).is_some()
}

/// Whether a part of a column of systems and processors is a system: nothing in it is a sign of somebody.
fn is_system(reading: &Reading<'_>, part: &str) -> bool {
    let (name, inside) = with_brackets(part);
    let told = inside.is_some_and(|it| {
        contract_behind(reading, it).is_some() || in_brackets(reading.words, Some(it)).0.is_some()
    });
    !(told || is_company(name) || is_proper(name) || is_own(name) || part.contains(':'))
}

/// Who hosts a system, where brackets behind it name few words as names are written: `Kassbok (Hetzner EU)`.
fn host_of(reading: &Reading<'_>, system: &str) -> Option<String> {
    /// The most words of such a name.
    const MOST: usize = 3;
    let (_, inside) = with_brackets(system);
    let inside = inside.filter(|it| it.split(' ').count() <= MOST && may_be_name(it))?;
    let (bare, last) = inside.rsplit_once(' ').unwrap_or((inside, ""));
    let union = lists::shipped().the_union.is(&plain(last));
    let name = if union { bare } else { inside };
    // Letters alone may be short for what it does.
    let is_name = name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase);
    let named = is_name && placed(reading, name).is_none();
    named.then(|| {
        if union {
            format!("{bare} ({last})")
        } else {
            name.to_owned()
        }
    })
}

/// What a column of recipients asks for.
#[derive(Clone, Copy)]
struct AskedRecipients<'c> {
    /// The role of all that it names.
    only: Option<&'c str>,
    /// Whether it names organisations.
    organisations: bool,
    /// Whether whoever it names has a contract.
    lists_contracts: bool,
    /// Whether it asks for processors beside others.
    both: bool,
}

/// Those that a text names, each with the role that a label before it gives.
fn told_parts<'t>(
    reading: &Reading<'_>,
    told: &'t str,
    organisations: bool,
) -> Vec<(Option<&'static str>, &'t str)> {
    let groups = groups(reading.words, told).into_iter();
    let parts = groups.flat_map(|group| {
        let (of_group, group) = labelled(reading.words, group).unwrap_or((None, group));
        let parts: Vec<&str> = if let Some(parts) = told_deeds(group) {
            parts
        } else if dashed(group).is_some() || does(group).is_some() {
            vec![group]
        } else {
            names_of(reading, group, organisations)
        };
        // So does what is said of all of them behind the last: `Acme, Northwind (independent controllers)`.
        let of_group = of_group.or_else(|| said_of_all(&parts));
        // A label in a list holds for what follows it there.
        let mut of = of_group;
        let told = parts.into_iter().flat_map(move |part| {
            let (role, names) = match labelled(reading.words, part) {
                Some((role, behind)) => (role, names_of(reading, behind, organisations)),
                // So does one before the first of several: `internal: press, sales; bank`.
                None if of.is_some() => (of, names_of(reading, part, organisations)),
                None => (of, vec![part]),
            };
            of = role;
            names.into_iter().map(move |name| (role, name))
        });
        told.collect::<Vec<_>>()
    });
    parts.collect()
}

/// The names of a text; what commas part from one that has a contract or servers stays with it.
fn names_of<'t>(reading: &Reading<'_>, text: &'t str, organisations: bool) -> Vec<&'t str> {
    let names = |text: &'t str| -> Vec<&'t str> {
        let parts = if organisations {
            named_parts(text)
        } else {
            whole_names(reading, text)
        };
        parts.into_iter().flat_map(several).collect()
    };
    let is_whole = |line: &&str| {
        let (_, bare) = labelled(reading.words, line).unwrap_or((None, line));
        detailed(reading, bare).is_some() || servers(reading, bare).is_some()
    };
    let lines = lines(text);
    if !lines.iter().any(&is_whole) {
        return names(text);
    }
    let parts = lines.into_iter();
    let parts = parts.map(|line| {
        if is_whole(&line) {
            vec![line]
        } else {
            names(line)
        }
    });
    parts.flatten().collect()
}

/// The role that brackets behind the last of several say all of them to have.
fn said_of_all(parts: &[&str]) -> Option<&'static str> {
    let (last, others) = parts.split_last()?;
    let (_, inside) = with_brackets(last);
    let alone = others.iter().all(|part| with_brackets(part).1.is_none());
    let lists = lists::shipped();
    let told = inside.is_some_and(|it| lists.each_for_itself.within(&plain(it)).is_some());
    (told && alone && !others.is_empty()).then_some("controller")
}

/// Whether a cell says that nobody gets them, and names nobody behind that.
fn says_nobody(words: &SheetVocabulary, text: &str) -> bool {
    // `None (all of it stays here)`: what explains it names nobody.
    if none_explained(words, text).is_some_and(names_nobody) {
        return true;
    }
    // `Nobody outside the house; it stays on the server`
    let mut spoken = text.split_whitespace();
    let nobody = spoken.next().map(plain);
    if nobody.is_some_and(|it| lists::shipped().nobody.is(&it)) && spoken.all(names_nobody) {
        return true;
    }
    // What stands behind such a sentence may explain it: where it names somebody, it is read.
    let (first, behind) = text.split_once(". ").unwrap_or((text, ""));
    let explained = behind.is_empty() || names_nobody_behind(words, behind);
    explained && says_not_shared(words, first)
}

impl ActivityDraft {
    /// Takes in a system that a cell of processors names, and whoever it says runs it.
    fn system(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        part: &str,
        asked: AskedRecipients<'_>,
    ) {
        let _ = self.extend("systems", [json!(clean(part, false))].into_iter());
        if let Some(host) = host_of(reading, part) {
            let told = (Some("processor"), host.as_str());
            let (row, name) = self.recipient(reading, parties, cell, told, asked);
            self.put_recipient(row, &name, asked.organisations);
        }
    }

    pub(in crate::exchange::sheets) fn recipients(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        only: Option<&str>,
        key: Option<&'static str>,
    ) -> Became {
        let mut text = cell.text();
        // `Not disclosed to third parties, except the police`: whoever stands behind gets them.
        if let Some(excepted) = excepted(reading.words, text) {
            if says_law(excepted) {
                return match only {
                    None => self.none(reading, cell),
                    Some(_) => self.note(cell),
                };
            }
            self.notes.push(cell.noted());
            text = excepted;
        }
        if only.is_none() && says_nobody(reading.words, text) {
            return self.none(reading, cell);
        }
        if let Some((answer, beside)) = yes_or_no(reading.words, text) {
            if answer != YesNo::Yes || beside.is_empty() {
                return self.note(cell);
            }
            text = beside;
        }
        // Nor does an answer name anybody: `Acme Ltd, yes`, `lacks, is being made`.
        let is_nobody =
            |part: &str| names_no_one(reading.words, part) || answers_only(reading.words, part);
        let told = said_of_recipients(reading.words, text);
        let organisations = key == Some("organisation");
        let parts = told_parts(reading, &told, organisations);
        // Who gets but their own data are no recipients.
        let own_data = |(_, part): &(Option<&str>, &str)| is_concerned(part) || is_act(part);
        if only.is_none() && parts.iter().all(own_data) {
            return self.none(reading, cell);
        }
        if parts.iter().all(|(_, part)| is_nobody(part)) {
            return self.note(cell);
        }
        // Under a header that asks for the contract, whoever is named has one; so does who is named beside a yes.
        let header = &cell.column.header;
        let is_yes = |(_, part): &(Option<&str>, &str)| reading.words.yes.is(&plain(part));
        let lists_contracts =
            asks_for_contract(header) && (is_for_contracts(header) || parts.iter().any(is_yes));
        if told != text {
            self.notes.push(cell.noted());
        }
        let asked = AskedRecipients {
            only,
            organisations,
            lists_contracts,
            both: only.is_none() && heads(header, &lists::shipped().processor_heads),
        };
        let of_systems = only == Some("processor") && heads(header, &lists::shipped().system_heads);
        let (mut said, mut before) = (Vec::new(), None::<&str>);
        let several = parts.len() > 1;
        for (labelled, part) in parts {
            let continues = only.is_some() && labelled.is_none() && goes_on(before, part);
            before = Some(if continues {
                before.unwrap_or(part)
            } else {
                part
            });
            if of_systems && is_system(reading, part) {
                self.system(reading, parties, cell, part, asked);
                said.push(part.to_owned());
                continue;
            }
            let told_servers = servers(reading, part);
            // Where they stand alone, they are all that is known of whoever gets data.
            let alone = self.rows("recipients").is_empty();
            if let Some(told) = told_servers.filter(|it| !it.hosts.is_empty() || !alone) {
                said.extend(self.servers(parties, told));
                self.notes.push(cell.noted());
                continue;
            }
            if several && self.told_contract(reading, parties, cell, part) {
                said.push(part.to_owned());
                continue;
            }
            // `See the list` beside others names nobody.
            let points = several
                && Lists::shipped().points_elsewhere(part)
                && !asks_for_recipients(&plain(with_brackets(part).0));
            let names_none = is_nobody(part) || is_concerned(part) || is_act(part) || is_link(part);
            if names_none || continues || points || (several && limits_before(part)) {
                self.notes.push(cell.noted());
                continue;
            }
            let contracts = self.contracts.len();
            let (part, condition) = conditioned(part);
            let details = detailed(reading, part);
            let spelled = details.as_ref().map(|it| it.in_brackets());
            let told = spelled.as_deref().unwrap_or(part);
            let (mut row, name) = self.recipient(reading, parties, cell, (labelled, told), asked);
            if let Some(condition) = condition {
                row.insert("only_if".to_owned(), json!(clean(condition, false)));
            }
            let named = row.get("organisation").and_then(Json::as_str);
            if let (Some(details), Some(party)) = (details, named.and_then(|it| parties.called(it)))
            {
                parties.all[party].more_of(&details.numbers, &details.places);
            }
            // The words of a contract hold the whole cell.
            if self.contracts.len() == contracts && !tells_all(reading, parties, &row, part) {
                self.notes.push(cell.noted());
            }
            self.put_recipient(row, &name, organisations);
            said.push(name);
        }
        Became::field(said.join("; "))
    }

    /// Takes in the servers that a processor before uses: where it keeps data, and whose they are, as others that work for
    /// it; their names.
    fn servers(&mut self, parties: &mut Parties, told: ToldServers<'_>) -> Vec<String> {
        let processor = Some(&json!("processor"));
        let before = self.rows("recipients").last_mut();
        let before = before.filter(|row| row.get("role") == processor);
        let role = if before.is_some() {
            "sub_processor"
        } else {
            "processor"
        };
        if let Some(row) = before {
            let countries = row.entry("countries");
            countries.or_insert_with(|| json!([told.country]));
        }
        let mut said = Vec::new();
        for (name, countries) in told.hosts {
            let mut row = Entry::new();
            let reference = Parties::reference(parties.named(name));
            row.insert("organisation".to_owned(), json!(reference));
            row.insert("role".to_owned(), json!(role));
            if !countries.is_empty() {
                row.insert("countries".to_owned(), json!(countries));
            }
            self.put_recipient(row, name, true);
            said.push(name.to_owned());
        }
        said
    }

    /// Takes in that the recipient before has a contract, where a part says nothing else: `Acme Ltd, AVV vom 1.2.2022`.
    fn told_contract(
        &mut self,
        reading: &Reading<'_>,
        parties: &Parties,
        cell: &ReadCell<'_>,
        part: &str,
    ) -> bool {
        let spoken = plain(part);
        let signed = contract_behind(reading, part)
            .filter(|_| speaks_of_contract(&spoken) && begins_with_contract(&spoken));
        let (Some(signed), Some(row)) = (signed, self.rows("recipients").last_mut()) else {
            return false;
        };
        let named = row.get("organisation").and_then(Json::as_str);
        let Some(party) = named.and_then(|it| parties.called(it)) else {
            return false;
        };
        row.entry("role").or_insert(json!("processor"));
        let words = clean(&cell.noted(), true);
        self.contracts.push((words, signed, Some(party)));
        true
    }

    /// A recipient that is told, with its name; what is said of its contract is noted.
    fn recipient(
        &mut self,
        reading: &Reading<'_>,
        parties: &mut Parties,
        cell: &ReadCell<'_>,
        (labelled, part): (Option<&str>, &str),
        asked: AskedRecipients<'_>,
    ) -> (Entry, String) {
        // `Payment processor: Northwind`: what it is stands before its name.
        let whole_part = part;
        let (before, part) =
            called_before(part).map_or((None, part), |(it, name)| (Some(it), name));
        let told = dashed(part)
            .or_else(|| does(part))
            .or_else(|| is_for(part))
            .or_else(|| under_condition(part));
        let (head, what) = told.map_or((part, None), |(head, what)| (head, Some(what)));
        // `Northwind — processor, hosting`: a role stands behind a dash as well as in brackets.
        let (of_dash, more) = in_brackets(reading.words, what);
        let what = if of_dash.is_some() {
            more.as_deref()
        } else {
            what
        };
        // `Northwind as processor`
        let (as_role, head) =
            in_role(reading.words, head).map_or((None, head), |(name, code)| (Some(code), name));
        let labelled = labelled.or(as_role);
        let (name, inside) = with_brackets(head);
        // `Postbird (Bird Letters SAS, France)`: the company stands behind what it is called.
        let behind = company_behind(name, inside);
        let behind = behind.or_else(|| vendor_behind(name, inside));
        let behind = behind.or_else(|| union_behind(name).filter(|_| inside.is_none()));
        let whole = behind.as_deref();
        let head = whole.unwrap_or(head);
        let (name, inside) = if whole.is_some() {
            with_brackets(head)
        } else {
            (name, inside)
        };
        let (role, beside) = in_brackets(reading.words, inside);
        let beside = beside.as_deref();
        let name = if role.is_some() { name } else { head };
        // Whoever has a contract of Art. 28 is a processor.
        let under_contract =
            || inside.and_then(|it| is_of_contract(reading, it).then_some("processor"));
        // What is done by oneself is done by no processor.
        let is_own = is_own(name)
            || is_internal(reading.words, whole_part)
            || is_department(whole_part)
            || parties.names_ours(whole_part)
            || self.is_controller_itself(reading, name)
            || (!is_company(name) && inside.is_some_and(is_own));
        let own = is_own.then_some("internal");
        let role = role.or(of_dash).or(labelled).or(own).or(asked.only);
        let of_label = || processor_label(reading, before?);
        // In a column of recipients and processors a vendor that is known is one of those.
        let of_both = asked.both && !is_own && is_proper(with_brackets(name).0);
        let of_inside = || processor_label(reading, inside?);
        let role = role
            .or_else(under_contract)
            .or_else(of_label)
            .or_else(of_inside);
        let role = role.or_else(|| of_both.then_some("processor"));
        // `Hosting processors`: what they are called says what they are.
        let of_kind = || processor_label(reading, name).filter(|_| name.contains(' '));
        let role = role.or_else(|| of_kind().filter(|_| !is_company(name)));
        let mut row = Entry::new();
        let (named_as, address) = with_address(reading, name);
        let company = is_company(named_as);
        let is_told = role == Some("processor")
            && (of_both
                || ((inside.is_some() || before.is_some() || of_dash.is_some())
                    && (is_proper(name) || under_contract().is_some())));
        let named = asked.organisations || labelled == Some("processor") || is_told;
        let named = named && role.is_some() && may_be_name(name) && !is_common(name);
        if role != Some("internal") && (named || company) {
            let (name, service) = name_and_service(reading, cell, named_as);
            let at = named_with_details(parties, name);
            if let Some(address) = address {
                parties.all[at].detail(address);
            }
            row.insert("organisation".to_owned(), json!(Parties::reference(at)));
            let said = [service.or(beside), what, before];
            let told = ToldBeside {
                party: at,
                part,
                role,
                inside,
                lists_contracts: asked.lists_contracts,
            };
            self.put_told(reading, cell, &mut row, said.into_iter().flatten(), &told);
        } else {
            let told = beside.is_some() || what.is_some() || before.is_some();
            let category = if told { whole_part } else { name };
            row.insert("category".to_owned(), json!(clean(category, false)));
            // `Northwind (EU)`: of whoever is named by a name alone it says where.
            let place = inside
                .and_then(|it| placed(reading, it))
                .filter(|_| may_be_name(name));
            if let Some((countries, _)) = place {
                row.insert("countries".to_owned(), json!(countries));
            }
        }
        if let Some(role) = role {
            row.insert("role".to_owned(), json!(role));
        }
        (row, name.to_owned())
    }

    /// Whether a recipient is called what the controller is called, in a record of its own: `Responsable du traitement`.
    fn is_controller_itself(&self, reading: &Reading<'_>, name: &str) -> bool {
        let (name, _) = with_brackets(name);
        let spoken = plain(name);
        let lists = lists::shipped();
        // `Only the controller`
        let alone = lists.only.leading(&spoken).unwrap_or(&spoken);
        let bare = lists.articles.leading(alone).unwrap_or(alone);
        let ours = self
            .fields
            .get("role")
            .is_none_or(|role| *role == json!("controller"));
        let called = reading.words.activity_role.exact(bare) == Some("controller");
        ours && called && !self.lists.contains_key("clients")
    }

    /// Adds a recipient, or says more of the one that another cell of the line began or another column named.
    fn put_recipient(&mut self, row: Entry, name: &str, organisations: bool) {
        // Of a sheet of its own, another cell of the line may have begun the row.
        let open = match self.rows("recipients") {
            [one]
                if !one.contains_key("organisation")
                    && organisations
                    && row.contains_key("organisation")
                    && one.contains_key("service") =>
            {
                Some(one)
            }
            _ => None,
        };
        if let Some(one) = open {
            one.extend(row);
        } else if let Some(same) = self.named_without_role(&row, name) {
            // Another column named it, and did not say what it is.
            same.remove("category");
            same.extend(row);
        } else if !self
            .lists
            .get("recipients")
            .is_some_and(|rows| rows.contains(&row))
        {
            self.add("recipients", row);
        }
    }

    /// The row of recipients that has only a name for its words, where another tells whose that is and in which role.
    fn named_without_role(&mut self, row: &Entry, name: &str) -> Option<&mut Entry> {
        let name = plain(name);
        let tells = row.contains_key("organisation") && row.contains_key("role");
        let mut rows = self.rows("recipients").iter_mut();
        rows.find(|known| {
            let category = known.get("category").and_then(Json::as_str);
            tells && known.len() == 1 && category.is_some_and(|it| plain(it) == name)
        })
    }

    pub(in crate::exchange::sheets) fn countries_of_rows(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let found = places(reading.words, reading.law, cell.text());
        let codes: Vec<Json> = found
            .iter()
            .flat_map(|it| &it.countries)
            .map(|it| json!(it))
            .collect();
        if codes.is_empty() || self.rows("recipients").is_empty() {
            return self.note(cell);
        }
        for row in self.rows("recipients") {
            extend(row, "countries", codes.clone());
        }
        if found.iter().any(|it| it.beside) {
            self.notes.push(cell.noted());
        }
        Became::field("")
    }

    pub(in crate::exchange::sheets) fn roles(
        &mut self,
        reading: &Reading<'_>,
        cell: &ReadCell<'_>,
    ) -> Became {
        let plain = plain(cell.text());
        let whole = reading.words.role.exact(&plain);
        let code = whole.or_else(|| reading.words.role.first(&plain).map(|(code, _)| code));
        let Some(code) = code.filter(|_| !self.rows("recipients").is_empty()) else {
            return self.note(cell);
        };
        let mut other = false;
        for row in self.rows("recipients") {
            let known = row.entry("role".to_owned()).or_insert_with(|| json!(code));
            other |= *known != json!(code);
        }
        if other || whole.is_none() {
            self.notes.push(cell.noted());
        }
        Became::field(code)
    }
}

/// Who gets data after all, in a sentence that denies it of all others: `Not disclosed to third parties, except the police`.
fn excepted<'t>(words: &SheetVocabulary, text: &'t str) -> Option<&'t str> {
    let text = text.trim().trim_end_matches('.');
    if text.contains([';', '\n']) || text.contains(". ") {
        return None;
    }
    let lists = lists::shipped();
    let mut places = text.match_indices(' ').map(|(at, _)| at);
    let (at, count) = places.find_map(|at| {
        let behind = plain(&text[at + 1..]);
        let rest = lists.except.leading(&behind).filter(|it| !it.is_empty())?;
        Some((at, behind.split(' ').count() - rest.split(' ').count()))
    })?;
    let before = text[..at].trim_end_matches([',', ' ', '(', '–', '—']);
    let denied = denies(words, before)
        || says_not_shared(words, before)
        || lists
            .nobody
            .is(plain(before).split(' ').next().unwrap_or_default());
    let mut behind = &text[at + 1..];
    for _ in 0..count {
        behind = behind.split_once(' ').map_or("", |(_, rest)| rest);
    }
    while let Some((word, rest)) = behind.split_once(' ') {
        let small = plain(word);
        let adds_nothing = lists.before_places.is(&small)
            || lists.articles.is(&small)
            || lists.before_no_name.is(&small);
        if !adds_nothing {
            break;
        }
        behind = rest;
    }
    let behind = behind.trim_end_matches(')');
    (denied && !behind.is_empty()).then_some(behind)
}

/// Whoever a part names with the role behind the name, and that: `Northwind as processor`.
fn in_role<'t>(words: &SheetVocabulary, part: &'t str) -> Option<(&'t str, &'static str)> {
    let cuts = part.match_indices(' ').map(|(at, _)| at);
    let mut told = cuts.filter_map(|at| {
        let spoken = plain(&part[at + 1..]);
        let role = lists::shipped().in_role_of.leading(&spoken)?;
        Some((&part[..at], words.role.exact(role)?))
    });
    let (name, code) = told.next()?;
    (name.starts_with(char::is_uppercase) && may_be_name(name)).then_some((name, code))
}

/// Whether words begin with a law or a condition, and name nobody: `where the law requires it`, `legal obligations`.
fn says_law(text: &str) -> bool {
    /// Among how many words it stands.
    const FIRST: usize = 2;
    let lists = lists::shipped();
    let spoken = plain(text);
    let mut first = spoken.split(' ').take(FIRST);
    first.any(|word| lists.by_law.is(word) || lists.on_condition.is(word))
}

/// Whether what stands in brackets names a contract of Art. 28; `No DPA required` says that there is none.
fn is_of_contract(reading: &Reading<'_>, inside: &str) -> bool {
    let mut parts = inside.split([',', ';']);
    names_contract(&plain(inside))
        && !parts.any(|part| is_denial(reading.words, part.trim()))
        && contract_behind(reading, inside).is_some()
}

/// Whether what stands where a name may stand is a common word for somebody, and no name: `hosting`, `e-mail provider`. In
/// German any noun may be one.
fn is_common(text: &str) -> bool {
    let small = |word: &str| {
        word.chars()
            .all(|it| it.is_lowercase() || matches!(it, '-' | ' ' | '\''))
    };
    let (name, _) = with_brackets(text);
    small(name) && Vendors::shipped().named(name).is_none()
}

/// Whether sentences behind one that denies recipients name none either: no company, no vendor, no label.
fn names_nobody_behind(words: &SheetVocabulary, text: &str) -> bool {
    let mut sentences = text.split(". ");
    sentences.all(|it| {
        let vendor = it
            .split_whitespace()
            .any(|word| Vendors::knows(word.trim_end_matches(['.', ','])));
        !vendor && !is_company(it.trim_end_matches('.')) && labelled(words, it).is_none()
    })
}

/// Whether words that explain why there are no recipients name none after all: no word in them is written as a name.
fn names_nobody(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let mut begins = rest.starts_with('.');
    words.all(|word| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        // A sentence begins with a capital whatever it says.
        let first = begins && !bare.is_empty() && !Vendors::knows(bare);
        begins = word.ends_with('.') || (begins && bare.is_empty());
        if first && !bare.chars().skip(1).any(char::is_uppercase) {
            return true;
        }
        // An address of mail or a name in a program names nobody either.
        !bare.starts_with(char::is_uppercase)
            || bare.contains(['.', '@', '_'])
            || is_short_for_a_thing(bare)
    })
}

/// Whether a word is short for a thing, and no vendor's name: `PDF`.
fn is_short_for_a_thing(word: &str) -> bool {
    /// The most letters of such a word.
    const MOST: usize = 4;
    let brief = (2..=MOST).contains(&word.chars().count());
    brief && word.chars().all(char::is_uppercase) && !Vendors::knows(word)
}

/// The name of a company that is called so, and what brackets behind it say of it: what it does, where it is, or what its
/// contract is. Other brackets belong to the name.
fn name_and_service<'n>(
    reading: &Reading<'_>,
    cell: &ReadCell<'_>,
    called: &'n str,
) -> (&'n str, Option<&'n str>) {
    // `Acme (no)` under a header that asks for the contract answers that.
    let answers = |inside: &str| {
        asks_for_contract(&cell.column.header)
            && (yes_or_no(reading.words, inside).is_some()
                || signed_in(reading, cell, inside).is_some())
    };
    match with_brackets(called) {
        (name, Some(inside))
            if is_company(called)
                || answers(inside)
                || describes(inside)
                || contract_behind(reading, inside).is_some()
                || is_of_service(inside)
                || placed(reading, inside).is_some() =>
        {
            (name, Some(inside))
        }
        _ => (called, None),
    }
}
