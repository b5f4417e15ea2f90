//! What a header means: by whole headers that are known, else by the parts of words in it.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::parts::{PartId, WordParts};
use crate::exchange::sheets::folding::{find_whole, plain, plain_name, spellings};
use crate::exchange::sheets::grounds::basis::numbers_of_articles;
use crate::exchange::sheets::lists;
use crate::exchange::sheets::vocabulary::{Set, SheetVocabulary};

const HEADERS: &str = include_str!("../../../../assets/sheets/headers.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderFile {
    header: Vec<KnownHeader>,
    concept: Vec<Concept<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownHeader {
    field: String,
    words: Vec<String>,
}

/// What parts of words mean, as the file writes them or by their places in the table of all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Concept<P> {
    field: String,
    #[serde(default)]
    parse: Option<String>,
    weight: u32,
    any: Vec<P>,
    #[serde(default = "Vec::new")]
    also: Vec<P>,
    #[serde(default = "Vec::new")]
    not: Vec<P>,
    /// How many words a header has at most that means it; a sentence may have a short part by chance.
    #[serde(default)]
    longest: Option<usize>,
}

impl Concept<String> {
    /// The same, with its parts in the table.
    fn among(self, parts: &mut WordParts) -> Concept<PartId> {
        let mut ids = |list: Vec<String>| {
            let written = list.iter().flat_map(|part| spellings(part));
            written.filter_map(|part| parts.add(&part)).collect()
        };
        Concept {
            any: ids(self.any),
            also: ids(self.also),
            not: ids(self.not),
            field: self.field,
            parse: self.parse,
            weight: self.weight,
            longest: self.longest,
        }
    }
}

/// What a header is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The path of the field, as layouts write it.
    pub field: String,
    /// How its cells are read, where that is not the field's usual way.
    pub parse: Option<String>,
    /// Whether the whole header is a known one.
    pub exact: bool,
    /// How much the parts of words weigh that it is known by.
    pub weight: u32,
    /// Other fields that it may mean as well.
    pub others: Vec<String>,
}

/// The headers that are known.
#[derive(Debug, Default)]
pub struct KnownHeaders {
    exact: HashMap<String, Vec<String>>,
    concepts: Vec<Concept<PartId>>,
    parts: WordParts,
}

impl KnownHeaders {
    /// The headers that come with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static READ: OnceLock<KnownHeaders> = OnceLock::new();
        // A file that cannot be read knows no headers: a test keeps that from happening.
        READ.get_or_init(|| Self::read(HEADERS).unwrap_or_default())
    }

    fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: HeaderFile = toml::from_str(text)?;
        let mut exact: HashMap<String, Vec<String>> = HashMap::new();
        for known in file.header {
            for word in known.words.iter().flat_map(|word| spellings(word)) {
                let fields = exact.entry(plain_name(&word)).or_default();
                if !fields.contains(&known.field) {
                    fields.push(known.field.clone());
                }
            }
        }
        let mut parts = WordParts::default();
        let concepts = file
            .concept
            .into_iter()
            .map(|it| it.among(&mut parts))
            .collect();
        Ok(Self {
            exact,
            concepts,
            parts,
        })
    }

    /// The paths of all fields that a header can mean, in the order of their declaration.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let exact = self.exact.values().flatten().map(String::as_str);
        exact.chain(self.concepts.iter().map(|it| it.field.as_str()))
    }

    /// What a header means; nothing where nothing in it is known.
    #[must_use]
    pub fn guess(&self, header: &str) -> Option<Guess> {
        let bare = bare(header);
        if matches!(header.trim(), "#" | "№") {
            // A sign that no word is left of.
            return Some(Guess {
                field: "ref".to_owned(),
                parse: None,
                exact: true,
                weight: u32::MAX,
                others: Vec::new(),
            });
        }
        if let Some(fields) = self
            .exact
            .get(&bare)
            .or_else(|| self.exact.get(&plain_name(header)))
        {
            let (first, others) = fields.split_first()?;
            return Some(Guess {
                field: first.clone(),
                parse: None,
                exact: true,
                weight: u32::MAX,
                others: others.to_vec(),
            });
        }
        if let Some(both) = self.of_people_and_data(header) {
            return Some(both);
        }
        let guess = self
            .by_parts(&bare)
            .or_else(|| self.by_parts(&plain_name(header)))
            .or_else(|| self.before_processing(&bare))
            .or_else(|| self.before_stroke(header))?;
        Some(of_all_recipients(header, guess))
    }

    /// What a header means that asks for people before a sign and for their data behind it: `Data subjects / data`.
    fn of_people_and_data(&self, header: &str) -> Option<Guess> {
        let (people, data) = header.split_once(['/', '&', '+'])?;
        let (people, data) = (self.guess(people)?, self.guess(data)?);
        let both = people.field == "data_subjects[].category"
            && people.parse.is_none()
            && data.field == "data_categories[].category";
        both.then(|| Guess {
            parse: Some("two-lists".to_owned()),
            ..people
        })
    }

    /// What a header means of which a known one stands before a stroke: `Αποδέκτες / εκτελούντες`.
    fn before_stroke(&self, header: &str) -> Option<Guess> {
        let (first, _) = header.split_once('/')?;
        let (field, _) = self.exact.get(&plain_name(first))?.split_first()?;
        // A key beside something else is none.
        field.contains(['[', '.']).then(|| Guess {
            field: field.clone(),
            parse: None,
            exact: false,
            weight: 1,
            others: Vec::new(),
        })
    }

    /// What a header means that is a known one before words for the processing or its data: `Právny základ spracovateľskej
    /// činnosti`.
    fn before_processing(&self, bare: &str) -> Option<Guess> {
        let mut rest = bare;
        while let Some((before, last)) = rest.rsplit_once(' ') {
            if !lists::shipped().of_processing.is(last) {
                return None;
            }
            rest = before;
            let known = self.exact.get(rest).map(Vec::as_slice);
            // `No. of activities` counts them.
            if let Some([field, ..]) = known.filter(|it| it[0].contains(['[', '.'])) {
                return Some(Guess {
                    field: field.clone(),
                    parse: None,
                    exact: false,
                    weight: 1,
                    others: Vec::new(),
                });
            }
        }
        None
    }

    fn by_parts(&self, text: &str) -> Option<Guess> {
        if text.is_empty() {
            return None;
        }
        let shown = self.parts.shown_in(text);
        let long = text.split(' ').count();
        let has = |parts: &[PartId]| parts.iter().any(|part| shown[*part]);
        let mut best: Vec<&Concept<PartId>> = Vec::new();
        for concept in &self.concepts {
            if concept.longest.is_some_and(|longest| long > longest) {
                continue;
            }
            if !has(&concept.any) || has(&concept.not) {
                continue;
            }
            if !concept.also.is_empty() && !has(&concept.also) {
                continue;
            }
            match best.first() {
                Some(first) if first.weight > concept.weight => {}
                Some(first) if first.weight == concept.weight => best.push(concept),
                _ => best = vec![concept],
            }
        }
        let (first, others) = best.split_first()?;
        let mut fields: Vec<String> = others.iter().map(|it| it.field.clone()).collect();
        fields.retain(|field| *field != first.field);
        Some(Guess {
            field: first.field.clone(),
            parse: first.parse.clone(),
            exact: false,
            weight: first.weight,
            others: fields,
        })
    }
}

/// A guess of processors, where the header asks beside them for all who get data: `Recipients / processors`.
fn of_all_recipients(header: &str, mut guess: Guess) -> Guess {
    let (outside, _) = crate::exchange::sheets::answers::with_brackets(header);
    let asked = plain_name(outside);
    let known = lists::shipped().joined_recipients.iter();
    let mut asks = known.filter(|(begin, _)| {
        let mut words = asked.split(' ');
        words.any(|word| word.starts_with(begin.as_str()))
    });
    // Romanian has a word for it that is another one without its sign.
    let signs = ["/", "_", "&", "+", ", ", " și "];
    let signed = signs.iter().any(|it| header.contains(it));
    let spoken = plain(header);
    let joined = |joins: &Set| spoken.split(' ').any(|word| joins.is(word));
    let several = asks.any(|(_, joins)| signed || joined(joins));
    if several && guess.field.starts_with("recipients[role=processor]") {
        "recipients[].category".clone_into(&mut guess.field);
    }
    guess
}

/// What a heading says that we are in all that stands under it, where it is not the controller: `Part B — Acme as a
/// processor`, `Record of processing (Art. 30(2))`.
#[must_use]
pub fn our_role(heading: &str) -> Option<&'static str> {
    let numbers = numbers_of_articles(heading);
    let cites = |paragraph: &str| find_whole(&numbers, paragraph).is_some();
    let text = plain(heading);
    let roles = &SheetVocabulary::shipped().activity_role;
    let named = || {
        let said = says_as(&text);
        let mut all = roles.each(&text).into_iter().peekable();
        said && all.peek().is_some() && all.all(|(code, _)| code == PROCESSOR)
    };
    let is_processor =
        !cites("30 1") && (cites("30 2") || named() || is_record_of_processor(heading));
    is_processor.then_some(PROCESSOR)
}

/// The field of security measures.
pub(in crate::exchange::sheets) const MEASURES: &str = "activity.measures_text";

/// Whether a plain heading says that somebody is something: `Acme as processor`, `Acme quale responsabile`.
fn says_as(text: &str) -> bool {
    let lists = lists::shipped();
    let acts = text.split(' ').any(|word| lists.acts_as.is(word));
    acts || lists.in_role_of.within(text).is_some()
}

/// Whether a heading says that we are the controller in what stands under it: `Acme as controller — support`.
#[must_use]
pub fn says_controller(heading: &str) -> bool {
    let text = plain(heading);
    let said = says_as(&text);
    let mut all = SheetVocabulary::shipped()
        .activity_role
        .each(&text)
        .into_iter()
        .peekable();
    said && all.peek().is_some() && all.all(|(code, _)| code == "controller")
}

/// Whether a title is that of the register of a processor: `Record of processing activities (processor)`.
fn is_record_of_processor(title: &str) -> bool {
    let (before, inside) = crate::exchange::sheets::answers::with_brackets(title);
    let roles = &SheetVocabulary::shipped().activity_role;
    let processor = inside.is_some_and(|it| roles.exact(&plain(it)) == Some(PROCESSOR));
    processor
        && plain(before)
            .split(' ')
            .any(|word| lists::shipped().registers.is(word))
}

/// The role of who processes for another.
const PROCESSOR: &str = "processor";

/// A header without what stands in brackets and numbers in front: `(b) 2.1 Zweck (Art. 30)` is `zweck`.
///
/// What tells which of two is meant stays: `Gedeeld met (intern)`, `Condition (Article 9)`.
fn bare(header: &str) -> String {
    let mut depth = 0usize;
    let mut outside = String::with_capacity(header.len());
    let mut inside = String::new();
    for letter in header.chars() {
        match letter {
            '(' | '[' => {
                depth += 1;
                inside.clear();
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                outside.push(' ');
                let word = plain(&inside);
                let lists = lists::shipped();
                let one = !word.contains(' ') && lists.inside_or_outside.begins(&word);
                if one || lists.article_9.is(&word) {
                    outside.push_str(&word);
                    outside.push(' ');
                }
            }
            letter if depth == 0 => outside.push(letter),
            letter => inside.push(letter),
        }
    }
    let text = plain_name(&outside);
    let words: Vec<&str> = text.split(' ').collect();
    let is_number = |word: &&str| {
        word.chars().all(|letter| letter.is_ascii_digit())
            || (word.len() > 1
                && word.ends_with(|letter: char| letter.is_ascii_lowercase())
                && word[..word.len() - 1]
                    .chars()
                    .all(|letter| letter.is_ascii_digit()))
    };
    let numbers = words.iter().take_while(|word| is_number(word)).count();
    let rest = &words[if numbers < words.len() { numbers } else { 0 }..];
    // A letter in front numbers too: `a) Name`. The lone `N` of `N°` is a word.
    let rest = match rest {
        [letter, more @ ..]
            if !more.is_empty()
                && letter.len() == 1
                && outside
                    .trim_start()
                    .chars()
                    .nth(1)
                    .is_some_and(|it| matches!(it, ')' | '.' | ':')) =>
        {
            more
        }
        rest => rest,
    };
    rest.join(" ")
}

/// Whether a header that speaks of safeguards asks where data go as well: `Transfers to third countries and safeguards`.
pub(in crate::exchange::sheets) fn asks_for_places(header: &str) -> bool {
    let lists = lists::shipped();
    let spoken = plain(header);
    let says = |list: &Set| spoken.split(' ').any(|word| list.is(word));
    let abroad = || says(&lists.the_union) && says(&lists.transferring);
    lists.third_places.within(&spoken).is_some() || abroad()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::layout::ColumnField;

    #[test]
    fn every_header_stands_for_a_field_that_there_is() {
        let file: HeaderFile = toml::from_str(HEADERS).unwrap();
        let fields = file.header.iter().map(|it| &it.field);
        for field in fields.chain(file.concept.iter().map(|it| &it.field)) {
            assert!(ColumnField::read(field).is_some(), "{field}");
        }
    }

    #[test]
    fn a_heading_says_what_we_are_under_it() {
        for heading in [
            "3. Processing Activities Where Acme Acts as Data Processor",
            "Del B – Acme som personuppgiftsbiträde",
            "Teil B — Acme als Auftragsverarbeiter (Art. 30 Abs. 2)",
            "Partie 2 : en tant que sous-traitant",
            "Record of processing, Art 30(2)",
            "Registro Acme quale responsabile per le associazioni",
        ] {
            assert_eq!(our_role(heading), Some("processor"), "{heading}");
        }
        for heading in [
            "Acme as controller",
            "4. Processors",
            "Recipients and processors (Art. 30(1)(d))",
            "Register (Art. 30(1) and 30(2))",
            "Acme as controller and processor",
        ] {
            assert_eq!(our_role(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_header_may_ask_for_people_and_their_data_at_once() {
        let known = KnownHeaders::shipped();
        for (header, both) in [
            ("Kategorier af registrerede / oplysninger", true),
            ("Data subjects / personal data", true),
            ("Betroffene & Datenkategorien", true),
            ("Categorieën betrokkenen / persoonsgegevens", true),
            ("Data subjects / customers", false),
            ("Kategorier av registrerade", false),
            ("Personal data / special categories", false),
        ] {
            let guess = known.guess(header).unwrap();
            assert_eq!(
                guess.parse.as_deref() == Some("two-lists"),
                both,
                "{header} {guess:?}"
            );
        }
    }

    #[test]
    fn headers_are_known_whatever_stands_around_them() {
        for (header, field) in [
            ("  2.1 Zweck der Verarbeitung *", "purposes[].text"),
            ("(b) Purposes", "purposes[].text"),
            ("RETTSLIG GRUNNLAG (art. 6)", "purposes[].legal_bases"),
            ("Aufbewahrungsfrist", "retention[]"),
            (
                "Kategorien von Empfängern (inkl. Drittländer)",
                "recipients[].category",
            ),
            ("Vastaanottajat", "recipients[].category"),
            ("Uppgifter om lagöverträdelser", "notes"),
            (
                "Personuppgiftsbiträdets namn",
                "recipients[role=processor].organisation",
            ),
            (
                "Recipients engaged as a processor",
                "recipients[role=processor].organisation",
            ),
            ("Recipients and processors", "recipients[].category"),
            ("Příjemci a zpracovatelé", "recipients[].category"),
            ("N°", "ref"),
            ("dpiaRequired", "activity.dpia_required"),
            ("Base juridique du traitement", "purposes[].legal_bases"),
            ("Zweck und Rechtsgrundlage", "purposes[].text"),
            ("Empfänger intern", "recipients[role=internal].category"),
            ("Eingesetzte IT-Systeme", "activity.systems"),
            ("DSFA durchgeführt am", "activity.dpia_done_on"),
            ("Who do we share it with?", "recipients[].category"),
            ("Tekniska och org. skyddsåtgärder", "activity.measures_text"),
            ("Senast uppdaterad av", "notes"),
            ("Vem lämnas uppgifterna ut till?", "recipients[].category"),
            ("Verwerkingsdoeleinde(n)", "purposes[].text"),
            ("Předávání do 3. zemí", "transfers[].country"),
            ("Omistaja", "activity.owner"),
            ("Mihin tietoja käytetään?", "purposes[].text"),
            ("Data ostatniego przeglądu", "activity.last_reviewed_on"),
            (
                "Qui accède aux données ?",
                "recipients[role=internal].category",
            ),
            ("Cross-Border Mechanism", "transfers[].mechanisms"),
            (
                "Transfers to third countries? If so, which ones and with which safeguards?",
                "transfers[].country",
            ),
            (
                "Des données sont-elles transmises hors de l'Union européenne ?",
                "transfers[].country",
            ),
            ("Head of service", "activity.owner"),
            ("Interna anteckningar om läget", "notes"),
            ("Interne Notizen", "notes"),
            ("Sisäiset muistiinpanot", "notes"),
            ("Licitud del tratamiento", "purposes[].legal_bases"),
            ("Údaje", "data_categories[].category"),
            ("Dane", "data_categories[].category"),
            ("Data", "data_categories[].category"),
            ("Daten", "data_categories[].category"),
            ("Données", "data_categories[].category"),
            ("Datos", "data_categories[].category"),
            ("Dati", "data_categories[].category"),
            ("Dados", "data_categories[].category"),
            ("Gegevens", "data_categories[].category"),
            ("Uppgifter", "data_categories[].category"),
            ("Oplysninger", "data_categories[].category"),
            ("Opplysninger", "data_categories[].category"),
            ("Tiedot", "data_categories[].category"),
            ("Empfaenger", "recipients[].category"),
            ("Geplante Loeschfrist", "retention[]"),
            ("Base legal / consentimiento", "purposes[].legal_bases"),
            (
                "Rechtsgrundlage, ggf. Einwilligung",
                "purposes[].legal_bases",
            ),
            ("RG (Vorschlag)", "purposes[].legal_bases"),
            ("Operação", "activity.name"),
            ("Deletion mechanism", "retention[].disposition"),
        ] {
            let guess = KnownHeaders::shipped().guess(header);
            assert_eq!(guess.map(|it| it.field).as_deref(), Some(field), "{header}");
        }
        assert_eq!(KnownHeaders::shipped().guess("KLASSA K/R/T"), None);
    }

    #[test]
    fn headers_are_known_by_their_stems_in_more_languages() {
        for (header, field) in [
            ("Glabāšanas ilgums", "retention[]"),
            ("Nodošana uz trešo valsti", "transfers[].country"),
            (
                "Kopīgais pārzinis",
                "recipients[role=joint_controller].organisation",
            ),
            ("Tinkamos apsaugos priemonės", "transfers[].mechanisms"),
            (
                "Poveikio duomenų apsaugai vertinimas",
                "activity.dpia_required",
            ),
            ("Paskutinės peržiūros data", "activity.last_reviewed_on"),
            ("Andmesubjektide kategooriad", "data_subjects[].category"),
            ("Isikuandmete säilitamise tähtaeg", "retention[]"),
            (
                "Volitatud töötleja",
                "recipients[role=processor].organisation",
            ),
            ("Срок за съхранение", "retention[]"),
            ("Специални категории данни", "data_categories[].kind"),
            ("Εκτίμηση αντικτύπου", "activity.dpia_required"),
            ("Πληροφοριακά συστήματα", "activity.systems"),
            ("Prenos v tretjo državo", "transfers[].country"),
            ("Obvestilo o zasebnosti", "activity.notices[]"),
            ("Organizačný útvar", "activity.department"),
            ("Felelős személy", "activity.owner"),
            ("Categorii speciale de date", "data_categories[].kind"),
            ("Destinatari/sistemi", "recipients[].category"),
        ] {
            let guess = KnownHeaders::shipped().guess(header);
            assert_eq!(guess.map(|it| it.field).as_deref(), Some(field), "{header}");
        }
    }

    #[test]
    fn headers_of_small_languages_are_known() {
        let named = "Όνομα επεξεργασίας|Denumirea prelucrării|İşleme adı|Naziv aktivnosti obrade|Naziv dejavnosti obdelave|\
            Názov spracovateľskej činnosti|Adatkezelés neve|Tvarkymo veiklos pavadinimas|Apstrādes nosaukums|\
            Töötlemistoimingu nimetus|Наименование на дейността|Heiti vinnslu";
        for header in named.split('|') {
            let guess = KnownHeaders::shipped().guess(header).map(|it| it.field);
            assert_eq!(guess.as_deref(), Some("activity.name"), "{header}");
        }
        for (header, field) in [
            (
                "Naziv izvršitelja obrade",
                "recipients[role=processor].organisation",
            ),
            ("Tvarkymo tikslas", "purposes[].text"),
            ("Правно основание", "purposes[].legal_bases"),
            ("Azami saklama süresi", "retention[]"),
            ("Viðtakendur", "recipients[].category"),
            ("Категории лични данни", "data_categories[].category"),
        ] {
            let guess = KnownHeaders::shipped().guess(header).map(|it| it.field);
            assert_eq!(guess.as_deref(), Some(field), "{header}");
        }
    }

    #[test]
    fn amounts_versions_and_numbers_of_other_things_are_no_keys() {
        let field = |header: &str| KnownHeaders::shipped().guess(header).map(|it| it.field);
        for header in [
            "Version number",
            "Version no",
            "Number of records",
            "No of activities",
            "Antal register",
            "Cost centre number",
            "Room number",
            "Risk number",
            "Order number",
            "unknown_key",
            "Versionsnummer",
            "Liczba rekordów",
        ] {
            assert_ne!(field(header).as_deref(), Some("ref"), "{header}");
        }
        for header in [
            "Number",
            "No",
            "Ref no",
            "Record number",
            "Löpande nr",
            "Nr der Verarbeitung",
            "Processing no",
            "ROPA ID",
            "Broj",
            "Key",
        ] {
            assert_eq!(field(header).as_deref(), Some("ref"), "{header}");
        }
        for header in [
            "Number of people",
            "Antal personer",
            "Anzahl Nutzer",
            "Liczba osób",
            "Number of users/records",
        ] {
            assert_eq!(
                field(header).as_deref(),
                Some("data_subjects[].number"),
                "{header}"
            );
        }
        assert_ne!(
            field("Number of people with access").as_deref(),
            Some("data_subjects[].number")
        );
    }
}
