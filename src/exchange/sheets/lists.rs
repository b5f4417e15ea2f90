//! Short lists of words by which cells are taken apart, over `assets/sheets/lists.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::vocabulary::Set;

const LISTS: &str = include_str!("../../../assets/sheets/lists.toml");

/// Declares the lists: each is a key of the file.
macro_rules! lists {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct ListsFile {
            $($name: Vec<String>,)+
            joined_recipients: BTreeMap<String, Vec<String>>,
            written: WrittenLists,
        }

        /// All the short lists, ready to be compared.
        #[derive(Debug, Default)]
        pub(super) struct ShortLists {
            $($(#[doc = $doc])+ pub $name: Set,)+
            /// How the words begin that headers have for whoever gets data, each with what joins two words in its language.
            pub joined_recipients: Vec<(String, Set)>,
            pub written: WrittenLists,
        }

        impl ShortLists {
            fn of(file: ListsFile) -> Self {
                let recipients = file.joined_recipients.into_iter();
                Self {
                    $($name: Set::of(&file.$name),)+
                    joined_recipients: recipients.map(|(begin, joins)| (begin, Set::of(&joins))).collect(),
                    written: file.written,
                }
            }
        }
    };
}

lists! {
    /// How words begin that say that it was only looked at whether an assessment is needed.
    screenings,
    /// What begins words that say under which act something is done.
    under_what,
    /// Words that deny wherever they stand.
    negations,
    /// How verbs begin of what happens, is done or is planned.
    happens,
    /// How words begin that say by themselves that something does not happen.
    happens_not,
    /// Words by which something is left open for the time being.
    still,
    /// How words begin that say that something is needed.
    needed,
    /// What the keys of an entry are called that say what it is.
    entry_names,
    /// How words begin that name an arrangement between joint controllers.
    arrangements,
    /// What stands before whoever something is done with.
    done_with,
    /// Before a period within which something is done.
    within,
    /// Before the event of that period.
    of,
    /// What somebody does for us.
    deeds,
    /// Verbs of sentences that explain.
    tells,
    /// What begins words that are no name.
    before_no_name,
    /// Acts of other countries.
    other_acts,
    /// How words begin that name an authority which watches over the law, and how it is complained to.
    watching,
    /// What stands between a place and whoever has data there.
    through_whom,
    /// What documents are called that are privacy notices.
    notice_files,
    /// How words begin that name a security measure.
    security,
    /// What stands before the name that somebody trades under.
    trades_as,
    /// What the Regulation is called.
    regulation,
    /// What puts in doubt what follows.
    perhaps,
    /// What is still waited for.
    waiting,
    /// Before the event within so long of which something is done.
    upon,
    /// What says that a question does not apply.
    inapplicable,
    /// How words begin that mean copies that are made for safety.
    backups,
    /// What the Union and the EEA are called.
    the_union,
    /// Words of a text that says that all data stay there.
    stays_inside,
    /// What contracts with processors are called.
    contracts,
    /// How words begin that say that a contract is concluded.
    signed,
    /// Words that say the same and are no beginnings.
    signed_whole,
    /// Words beside which a contract is not concluded yet.
    not_yet,
    /// A contract, as it is called behind a name.
    contract,
    /// How words begin that say that a contract lacks.
    lacking,
    /// What may stand beside a word for a contract alone.
    of_contract,
    /// How words begin for the machines on which data are kept.
    servers,
    /// What says that something is being made.
    ongoing,
    /// What stands first behind an answer that is still to be looked after.
    to_confirm,
    /// What the number is called that a company or body is registered under.
    asks_number,
    /// What a number is called that taxes are paid under, where it stands behind a name.
    tax_numbers,
    /// By which a label that speaks of mail asks for a place.
    by_post,
    /// By which a label that speaks of an address asks for one of mail.
    by_mail,
    /// What the parts of an address are called that go on from the one before.
    parts_of_address,
    /// What the first part of an address is called.
    streets,
    /// What follows the words that a header is known by, and says of the processing or its data that they are meant.
    of_processing,
    /// What stands before an address in a sentence.
    seated,
    /// What leaves somebody out of a denial.
    except,
    /// Nobody, before such words.
    nobody,
    /// Words that say that a law may demand something.
    by_law,
    /// What cuts off what stands behind the start of a period and is none of it.
    behind_starts,
    /// What begins a clause that tells a start.
    begins_starts,
    /// What stands between what is said of some data and of others, and sets neither against the other.
    between_data,
    /// What sets what is said of some data against what is said of others: `minutes stay whereas drafts go`.
    whereas,
    /// What the sheet of one activity is titled, before its name.
    titles_of_record,
    /// How a sentence begins that bids whoever fills in a form: `List the categories of data`.
    bids,
    /// What begins the reason of what a clause says.
    reasons,
    /// Words by which labels ask for an e-mail address.
    asks_email,
    /// Words by which labels ask for a telephone number.
    asks_phone,
    /// Words by which labels ask for a postal address.
    asks_address,
    /// What is done with data that somebody else gets.
    sharing,
    /// Never, in a sentence that denies something.
    never_done,
    /// How sentences begin that tell how long data are kept.
    kept_for,
    /// By which somebody is described and not named: `the customer that uses Acme`.
    relatives,
    /// What somebody is called in labels who keeps a register of its own.
    bodies,
    /// Words by which labels ask for a name.
    asks_name,
    /// Words by which labels ask for contact details.
    asks_contact,
    /// Words by which labels ask for a country.
    asks_country,
    /// Words in headers that ask where a processor or its servers are.
    places,
    /// What the sections of a text are called.
    sections,
    /// Measures, as a header has them that says nothing of security.
    bare_measures,
    /// What headers call what is wanting.
    shortcomings,
    /// What the parts of a law are called behind their number.
    provisions,
    /// What points to one.
    pointers,
    /// What says that something stands in the same document.
    nearby,
    /// What a list in a document is called.
    tables,
    /// Words for whoever is responsible, a company or a person.
    responsible,
    /// What is done with data, as a heading denies it.
    processing,
    /// What a contract may be part of that needs no signature.
    in_terms,
    /// What stands before that.
    part_of,
    /// What says that a contract is still to be signed.
    to_sign,
    /// What is called that tells people of the processing.
    notices,
    /// What says of whom something is: of others.
    of_others,
    /// What places outside the Union are called.
    third_places,
    /// What is done with data that go there.
    transferring,
    /// What says that nothing else is meant.
    only,
    /// What stands between somebody and what they are: `Acme as controller`.
    in_role_of,
    /// What stands before whoever is meant in each case.
    each,
    /// What stands before whoever is meant in each case, and before no name.
    any_of,
    /// What joins names.
    joins,
    /// What puts what stands before it under a condition.
    on_condition,
    /// How what somebody does alone begins.
    own,
    /// Headers of the names in a list of processors.
    names,
    /// What the rights of those concerned are called.
    rights,
    /// What stands before whoever is still to fill something in.
    by_whom,
    /// What clouds and the parts of them are called beside a region.
    clouds,
    /// What others are who answer for themselves, of several.
    each_for_itself,
    /// What is done next.
    then,
    /// What says that something is not done.
    denying,
    /// What may stand between that and what is done.
    between_denying,
    /// How words begin for what happens by itself.
    automatic,
    /// What shows behind a denial that it limits a time.
    limits_of_time,
    /// What was, and is no longer.
    formerly,
    /// What joins the first and the last letter of several of an article.
    through,
    /// What joins two things of which one holds.
    or,
    /// What does where a figure or a time follows.
    or_before_times,
    /// What says behind a period and *or* that it is the least.
    more,
    /// What stands right before a number of units that says how often.
    every,
    /// What stands before years that are an age.
    age_before,
    /// What stands behind years that are an age.
    age_behind,
    /// How words begin for the day on which somebody was born.
    birthdays,
    /// What stands behind the start of a period.
    after_behind,
    /// What the law calls data, as a cell denies them.
    personal_data,
    /// What stands between a name and what it is for.
    for_what,
    /// What ends the name of several partners.
    partnerships,
    /// How words in headers begin that ask for systems.
    system_heads,
    /// How words in headers begin that ask for processors.
    processor_heads,
    /// What stands between a label and its answer in a sentence.
    is_told,
    /// When somebody gets data, and no name.
    when_asked,
    /// What answers alone that data are never erased.
    never,
    /// Words for servers and where they are.
    hosts,
    /// What follows words for internal and adds no name.
    inside_house,
    /// How words end for a contract that say what it is on.
    contract_ends,
    /// Parts of such words that bind others.
    contracts_of_others,
    /// What stands between a company and who speaks for it.
    represented,
    /// What begins a label that says that something is over.
    ended,
    /// By which somebody is said to have a contract.
    bound,
    /// What stands behind the colon of a word that writes both genders: `Vertreter:in`.
    gender_endings,
    /// What stands between the number of an article and its letter: `Art. 6 Abs. 1 lit. b`.
    before_letters,
    /// Words for *and* and *or* between two letters or places.
    and_or,
    /// Words for *and* and *or* between two letters, where a language has one of a letter too.
    between_letters,
    /// What stands before a letter that stands alone: `lit. b`.
    letter_words,
    /// How words end that acts are called.
    law_endings,
    /// Words for acts, and what some of them are called short.
    law_words,
    /// After which data are told to be anywhere but in the place that follows.
    outside,
    /// After which a place is named.
    before_places,
    /// What is done with data that are gone.
    removed,
    /// Whose data they are.
    concerned,
    /// Words for one's own self.
    oneself,
    /// How own departments are called.
    departments,
    /// What goes on with the title of an act.
    of_title,
    /// What stands where a name is to be put.
    blank_names,
    /// Words on crimes.
    crimes,
    /// For whom others work.
    clients,
    /// How words end that say that data are meant.
    data_endings,
    /// Words on the appointment of an officer.
    appointing,
    /// Where to write instead.
    where_to_write,
    /// What is recorded or known.
    recorded,
    /// The way that data go from a place to another.
    ways,
    /// What the framework with the United States is called.
    framework,
    /// Between the two numbers of a range.
    to_of_range,
    /// Between two parts of one period.
    and_of_period,
    /// Before the number of a provision.
    before_provisions,
    /// Articles before a half or its unit.
    one_of,
    /// Before `a` and a unit that say how often.
    how_often,
    /// What begins a clause or an example that goes on with what stands before its comma.
    goes_on,
    /// What does so where it may be an article, before several more words.
    may_go_on,
    /// Words for *and* and *or*, at which no entry ends.
    open_end,
    /// What is set between commas and is no entry.
    inserted,
    /// The heads of columns that say how a form is filled in.
    advice_heads,
    /// The heads of columns of a form that say no more than that labels or answers stand below.
    form_heads,
    /// What begins a label that asks on only where the one before it was answered with yes.
    if_so,
    /// What stands before what somebody is.
    acts_as,
    /// What registers are called.
    registers,
    /// How words begin in brackets that tell inside from outside.
    inside_or_outside,
    /// Art. 9, as brackets of a header have it.
    article_9,
    /// Headers that mean what their group says.
    general_heads,
    /// Parts of headers that ask for transfers.
    transfer_heads,
    /// What stands behind the name of a number.
    number_words,
    /// By which a cell of people goes on with their data.
    their_data,
    /// Parts of words for data that are neither special nor ordinary.
    other_kinds,
    /// Articles before what somebody is called.
    articles,
    /// How words begin that say which year it is, and not the calendar's.
    other_years,
    /// Bare *categories*, as headers say it.
    bare_categories,
}

/// Words that are compared with the letters and signs of a text as they stand there.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenLists {
    /// What is called after the Union and the United States.
    pub with_us: Vec<String>,
    /// Other instruments that are called after places.
    pub other_instruments: Vec<String>,
    /// What joins two bases of one part.
    pub joined_bases: Vec<String>,
    /// Units that a word stands before behind a figure from twenty on.
    pub behind_de: Vec<String>,
    /// Forms of companies that are written short, with a full stop.
    pub short_forms: Vec<String>,
    /// What stands before the event of a period as this program lists it.
    pub listed_from: Vec<String>,
}

/// The lists that come with the program.
pub(super) fn shipped() -> &'static ShortLists {
    static READ: OnceLock<ShortLists> = OnceLock::new();
    // A file that cannot be read knows no words: a test keeps that from happening.
    READ.get_or_init(|| {
        let file: ListsFile = toml::from_str(LISTS).unwrap_or_default();
        ShortLists::of(file)
    })
}

/// Whether a plain header asks where a processor or its servers are.
pub(super) fn asks_for_place(asked: &str) -> bool {
    asked.split(' ').any(|word| shipped().places.is(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read() {
        let file: ListsFile = toml::from_str(LISTS).unwrap();
        assert!(ShortLists::of(file).within.is("inom"));
    }

    #[test]
    fn no_list_has_a_word_twice() {
        fn has_none_twice(key: &str, value: &toml::Value) {
            if let Some(table) = value.as_table() {
                table
                    .iter()
                    .for_each(|(key, value)| has_none_twice(key, value));
            }
            let mut words: Vec<&str> = (value.as_array().into_iter().flatten())
                .filter_map(toml::Value::as_str)
                .collect();
            let all = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), all, "{key}");
        }
        let lists: toml::Table = toml::from_str(LISTS).unwrap();
        has_none_twice("", &toml::Value::Table(lists));
    }
}
