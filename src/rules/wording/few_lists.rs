//! Short lists that only tell one thing from another, each beside the longer lists of its file in `assets/rules`.

use super::list_files::{ListFiles, ReadList};
use super::stems::{FewWords, Stems};

/// Declares [`FewLists`]: each member with what it is made, its file and its key there.
macro_rules! few_lists {
    ($($(#[$doc:meta])+ $name:ident: $kind:ty = $file:literal $key:literal;)+) => {
        /// The short lists, made ready.
        #[derive(Debug)]
        pub(in crate::rules) struct FewLists {
            $($(#[$doc])+ pub(in crate::rules) $name: $kind,)+
        }

        impl FewLists {
            pub(super) fn of(files: &ListFiles) -> Self {
                Self { $($name: ReadList::read(files, $file, $key),)+ }
            }
        }
    };
}
few_lists! {
    /// Parts of words for contracts and terms.
    containers: Stems = "presumed_consent" "containers";
    /// How such words begin that are about consent itself.
    of_consent: FewWords = "presumed_consent" "of_consent";
    /// Withdrawing, and what makes it possible.
    withdrawing: FewWords = "presumed_consent" "withdrawing";
    /// What denies the word before it.
    denying: FewWords = "presumed_consent" "denying";
    /// What is no as an answer.
    no: FewWords = "presumed_consent" "no";
    /// What a recipient begins with that is nobody.
    nobody: FewWords = "settled_roles" "nobody";
    /// What may stand between a word that there is none and what there is none of.
    denied: FewWords = "no_deletion" "denied";
    /// What says that something may be.
    may: FewWords = "no_deletion" "may";
    /// How participles end.
    participle_ends: Vec<String> = "no_deletion" "participle_ends";
    /// What square brackets begin with where an answer is still to be put.
    bracketed: FewWords = "placeholder" "bracketed";
    /// What square brackets end with where an answer is still to be put.
    bracketed_last: FewWords = "placeholder" "bracketed_last";
    /// What stands alone in round brackets where an answer is still to be put.
    fill_in: FewWords = "placeholder" "fill_in";
    /// What is followed by what is asked about, and not by who is asked.
    asked_about: FewWords = "unsaid" "about";
    /// What stands behind the event that a period runs from.
    behind_event: FewWords = "long_as" "behind_event";
    /// What stands before an event that a period runs from.
    then: FewWords = "long_as" "then";
    /// What stands between a period and what is done in the end.
    lasts_then: FewWords = "long_as" "lasts_then";
    /// How words begin that say that nothing happened.
    inactive: FewWords = "long_as" "inactive";
    /// How words begin that say of what is deleted that it is so for good.
    for_good: FewWords = "no_deletion" "for_good";
    /// What public archives are called.
    archives: Vec<String> = "no_deletion" "archives";
    /// What other documents are called that rule or analyse something.
    document_names: FewWords = "unsaid" "document_names";
    /// Words for what is still open that behind a noun say which of several is meant: the year that is running.
    running: FewWords = "unsaid" "running";
    /// What is called a draft.
    drafts: FewWords = "unsaid" "drafts";
    /// What points elsewhere beside other words, and alone is the name of some data.
    names_of_data: FewWords = "unsaid" "names_of_data";
    /// Words for described.
    told: FewWords = "unsaid" "told";
    /// Words for in, before a document.
    inside_of: FewWords = "unsaid" "inside";
    /// Parts of the names of files and pages that tell people of the processing.
    notice_files: Stems = "informed" "notice_files";
    /// What stands before whoever is still to be asked.
    asked_with: FewWords = "placeholder" "with";
    /// What ends as a word for doing something, and is none.
    no_doing: FewWords = "presumed_consent" "no_doing";
    /// What a word for an artificial intelligence stands beside where it is only talked about.
    only_about: FewWords = "dpia_signs" "about";
    /// That consent is kept as it was given.
    consent_kept: FewWords = "presumed_consent" "kept";
    /// What consent is called.
    consent_names: FewWords = "presumed_consent" "names";
    /// How words begin for taking consent back.
    taking_back: FewWords = "presumed_consent" "taking_back";
    /// How words begin for getting off a list, by a link or a word.
    signing_off: FewWords = "presumed_consent" "signing_off";
    /// Where people choose for themselves.
    settings: FewWords = "presumed_consent" "settings";
    /// What only adds who does something, or where.
    who_or_where: FewWords = "said_only" "who_or_where";
    /// Words for a law as they stand alone: they name none.
    bare_laws: FewWords = "law_names" "bare";
    /// What articles are called in citations.
    article_words: FewWords = "law_names" "article";
    /// What paragraphs are called in citations.
    paragraph_words: FewWords = "law_names" "paragraph";
    /// What points of a paragraph are called in citations.
    point_words: FewWords = "law_names" "point";
    /// What joins two points in a citation.
    and_words: FewWords = "law_names" "and";
    /// What annexes and chapters are called in citations, whose numbers are of no article.
    attached_words: FewWords = "law_names" "attached";
    /// What the Regulation is called in citations.
    regulation_words: FewWords = "law_names" "regulation";
    /// Words for a provision, before its number.
    provision: FewWords = "law_names" "provision";
    /// Words for a provision behind its number.
    behind_number: FewWords = "law_names" "behind_number";
    /// What the titles of acts begin with in Finnish.
    title: FewWords = "law_names" "title";
    /// What stands before *Act* in English and makes no title of it.
    no_title: FewWords = "law_names" "no_title";
    /// How Art. 9(2) is cited, without blanks and full stops.
    article_9: Vec<String> = "law_names" "article_9";
    /// Time that is counted, behind which a noun in a case of its own is what it runs from in Finnish and Estonian.
    counted_time: FewWords = "long_as" "counted_time";
    /// How such nouns end.
    elative_ends: Vec<String> = "long_as" "elative_ends";
    /// How Finnish and Estonian verbs end in the form of what something runs from or behind.
    event_ends: Vec<String> = "long_as" "event_ends";
    /// Words for seeing, which are ordinary verbs, too.
    see: FewWords = "unsaid" "see";
    /// Prepositions of where or when something is seen.
    beside: FewWords = "unsaid" "beside";
    /// How the names of documents end.
    document_files: FewWords = "unsaid" "document_files";
    /// How the names of other files end, which may be of a product, too.
    source_files: FewWords = "unsaid" "source_files";
    /// What begins a bracket that gives an example.
    such_as: Vec<String> = "placeholder" "such_as";
    /// How words end by which Finnish says what has to be done.
    has_to_be_ends: Vec<String> = "placeholder" "has_to_be_ends";
    /// Parts of words for records of cookies, which are none.
    cookie_records: Vec<String> = "cookie_lives" "records";
    /// What artificial intelligence is called short.
    ai_names: FewWords = "dpia_signs" "ai_names";
    /// Signs that may stand for anything where nobody is beside them.
    bare_signs: FewWords = "dpia_signs" "bare";
    /// How words begin for giving points, which people do, too.
    ranking: FewWords = "dpia_signs" "ranking";
    /// How words begin for the performance of something, as of a contract.
    performing: FewWords = "presumed_consent" "performing";
    /// Parts of words that are names of laws.
    acts: Stems = "law_names" "inside";
    /// Parts of words that are names of authorities.
    authorities: Stems = "settled_roles" "inside";
    /// Parts of words for people who depend on who asks them.
    people: Stems = "dependent_people" "inside";
    /// Parts of words for people by their work.
    occupations: Stems = "occupations" "inside";
    /// Parts of words for whoever processes on behalf of others.
    processors: Stems = "suppliers" "processors";
    /// How longer words end, or go on, for companies by what they do.
    firms: Stems = "suppliers" "firms";
    /// Parts of words that show that an impact assessment is to be thought about.
    signs: Stems = "dpia_signs" "inside";
    /// Parts of words for documents.
    documents: Stems = "unsaid" "doc_inside";
    /// Parts of words that name a measure.
    measures: Stems = "named_measures" "inside";
}
