//! Every rule, once: its number, severity and provision, of which activities it is asked, and the functions that judge.
//!
//! Numbers are those of the catalogue of rules; they are never given to another rule. 20 and 38 are not in use.

use Severity::{Error, Information, Warning};

use super::finding::{Case, Check, Rule, RuleScope, Severity};
use super::{
    asked, citations, consistency, content, contradictions, decisions, governance, grounds,
    lawfulness, parties, periods, processors, recipients, responsible, screening, security,
    storage, transfers, unanswered,
};
use crate::words::Words;

/// The rule of a number.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// The table of all rules: the heads of its columns, and a row for each rule.
#[must_use]
pub fn table(words: &Words) -> (Vec<String>, Vec<Vec<String>>) {
    let heads = ["rule", "asks", "severity", "article", "art30"]
        .map(|column| words.get(&format!("findings.column.{column}")).to_owned());
    let row = |rule: &Rule| {
        let mut severities = vec![rule.severity];
        severities.extend(rule.cases.iter().map(|case| case.severity));
        severities.sort_unstable();
        severities.dedup();
        let severities: Vec<&str> = severities
            .iter()
            .map(|severity| words.get(severity.label()))
            .collect();
        let own = if rule.art30() {
            "answer.yes"
        } else {
            "answer.no"
        };
        vec![
            rule.id.to_owned(),
            words.get(&format!("rule.{}.title", rule.id)).to_owned(),
            severities.join(", "),
            words.provision(&rule.provisions()),
            words.get(own).to_owned(),
        ]
    };
    (heads.to_vec(), RULES.iter().map(row).collect())
}

/// Declares a rule that has one thing to say for each case.
macro_rules! rule {
    ($id:literal $severity:ident $provision:literal $scope:ident [$($check:expr),+] [$($key:literal $graver:ident $cited:literal),*]) => {
        Rule {
            id: $id,
            severity: $severity,
            provision: $provision,
            scope: RuleScope::$scope,
            checks: &[$($check),+],
            cases: &[$(Case { key: $key, severity: $graver, provision: $cited }),*],
        }
    };
}

use Check::{
    Activity, Agreement as OfAgreement, Keeping, Measure as OfMeasure,
    Organisation as OfOrganisation, Register as OfRegister, Text,
};

/// Every rule: number, severity, provision, of activities under which law it is asked; the functions; the further cases.
pub static RULES: &[Rule] = &[
    rule!("R01" Error "30(1)(a); 30(2)(a)" Any [OfOrganisation(responsible::is_named_and_reachable), Activity(responsible::has_organisation)] ["contact" Error "30(1)(a); 30(2)(a)", "activity" Error "30(1)(a); 30(2)(a)"]),
    rule!("R02" Error "30(1)(a); 37(7)" Gdpr [OfOrganisation(responsible::has_officer)] ["public" Error "37(1)(a)", "reason" Warning "30(1)(a); 37(1)"]),
    rule!("R03" Error "30(1)(a); 27(1)" Gdpr [OfOrganisation(responsible::has_representative)] ["own_law" Information "27(1)"]),
    rule!("R04" Warning "30(1)(a); 26(1); 26(2)" Gdpr [Activity(responsible::settles_joint_controllers)] ["unnamed" Warning "30(1)(a)", "contact" Warning "30(1)(a)", "arrangement" Warning "26(1); 26(2)", "party" Warning "30(1)(a)"]),
    rule!("R05" Error "30(1)(b)" Gdpr [Activity(content::has_purpose)] []),
    rule!("R06" Warning "30(1)(b); 5(1)(b)" Gdpr [Activity(content::purpose_is_specific)] []),
    rule!("R07" Error "30(1)(c)" Gdpr [Activity(content::has_subjects)] ["generic" Error "30(1)(c)"]),
    rule!("R08" Error "30(1)(c)" Gdpr [Activity(content::has_data)] ["generic" Error "30(1)(c)"]),
    rule!("R09" Error "30(1)(d)" Gdpr [Activity(content::has_recipients)] ["unnamed" Error "30(1)(d)"]),
    rule!("R10" Error "30(1)(f)" Gdpr [Activity(storage::has_time_limit)] ["rule" Error "30(1)(f)"]),
    rule!("R11" Warning "30(1)(f); 5(1)(e)" Gdpr [Keeping(storage::is_definite)] []),
    rule!("R12" Warning "30(1)(f)" Gdpr [Keeping(storage::has_start)] []),
    rule!("R13" Warning "30(1)(f)" Gdpr [Activity(storage::covers_each_category)] []),
    rule!("R14" Warning "5(1)(e); 89(1)" Gdpr [Keeping(storage::ends_some_day)] ["permanent" Warning "5(1)(e); 89(1)"]),
    rule!("R15" Information "6(3); 5(1)(e)" Gdpr [Keeping(storage::names_its_law)] ["sets" Information "6(3); 5(1)(e)"]),
    rule!("R16" Error "30(1)(g); 30(2)(d); 32(1)" Gdpr [OfOrganisation(security::has_any_measure), Activity(security::has_measures), Activity(security::measures_are_there)] ["later" Error "30(1)(g); 30(2)(d); 32(1)", "organisation" Error "30(1)(g); 30(2)(d); 32(1)", "planned" Error "30(1)(g); 30(2)(d); 32(1)", "alone" Error "30(1)(g); 30(2)(d); 32(1)", "only_planned" Error "30(1)(g); 30(2)(d); 32(1)"]),
    rule!("R17" Warning "30(1)(g); 30(2)(d)" Gdpr [OfMeasure(security::measure_is_described), Activity(security::measures_are_described)] []),
    rule!("R18" Error "30(1); 30(2); 5(2)" Any [Text(content::nothing_is_left_open), Activity(unanswered::words_are_settled), OfOrganisation(unanswered::notes_are_answered)] ["empty" Error "30(1); 30(2); 5(2)"]),
    rule!("R19" Warning "30(1); 30(2); 30(4)" Any [Text(content::content_stands_there), Activity(content::words_stand_there)] ["pointer" Warning "30(1); 30(2); 30(4)"]),
    rule!("R21" Warning "6(1); 5(2); 13(1)(c)" Gdpr [Activity(lawfulness::has_basis)] []),
    rule!("R22" Warning "6(1)" Gdpr [Activity(lawfulness::no_interest_of_authorities)] []),
    rule!("R23" Warning "6(1)(f); 13(1)(d)" Gdpr [Activity(lawfulness::interest_is_weighed)] ["assessment" Warning "6(1)(f); 5(2)"]),
    rule!("R24" Error "9(1); 9(2)" Gdpr [Activity(lawfulness::special_data_have_a_condition)] ["elsewhere" Warning "9(2)", "possible" Warning "9(1); 9(2)", "kinds" Warning "9(1)", "category" Warning "9(1); 9(2)", "word" Warning "9(1); 9(2)"]),
    rule!("R25" Warning "9(2)(d)" Gdpr [Activity(lawfulness::condition_fits)] []),
    rule!("R26" Error "10" Gdpr [Activity(lawfulness::offences_rest_on_a_law)] ["word" Warning "10"]),
    rule!("R27" Warning "7(1)" Gdpr [Activity(lawfulness::consent_is_consent), Activity(lawfulness::explicit_consent_can_be_shown)] ["explicit" Warning "7(1); 9(2)(a)", "withdrawal" Warning "7(3)", "terms" Warning "7(2); 7(4)"]),
    rule!("R28" Warning "6(3)" Gdpr [Activity(lawfulness::basis_names_its_law)] []),
    rule!("R29" Warning "8(1)" Gdpr [Activity(lawfulness::children_and_numbers)] ["consent" Warning "87; 7(4)", "number" Warning "87", "word" Information "87"]),
    rule!("R30" Error "30(1)(e); 30(2)(c)" Gdpr [Activity(transfers::names_its_destination)] []),
    rule!("R31" Error "44; 45; 46; 49" Gdpr [Activity(transfers::has_a_ground)] ["no_ground" Error "44; 45; 46; 49"]),
    rule!("R32" Warning "30(1)(e); 30(2)(c); 44" Gdpr [Activity(transfers::foreign_recipients_have_a_transfer)] ["denied" Warning "30(1)(e); 30(2)(c); 44", "vendor" Warning "30(1)(d); 30(1)(e); 44", "known" Warning "30(1)(d); 30(1)(e); 44", "place" Warning "30(1)(e); 30(2)(c); 44", "chain" Warning "30(1)(e); 30(2)(c); 44; 28(4)"]),
    rule!("R33" Error "45; 46" Gdpr [Activity(transfers::rests_on_no_annulled_framework)] []),
    rule!("R34" Error "45(3)" Gdpr [Activity(transfers::adequacy_is_adequate)] ["condition" Warning "45(3)", "open" Warning "45(3)", "instrument" Warning "45(3)", "early" Warning "45(3)"]),
    rule!("R35" Warning "45(3)" Gdpr [Activity(transfers::participation_is_checked)] ["elsewhere" Warning "45(3)"]),
    rule!("R36" Warning "46(2)(c)" Gdpr [Activity(transfers::clauses_are_usable), Activity(parties::clauses_are_with_importers)] ["unknown" Warning "46(2)(c)", "module" Warning "46(2)(c)", "assessment" Warning "46(1)", "signing" Warning "46(2)(c)", "unusable" Error "46(2)(c)", "party" Warning "46(2)(c)", "own_party" Warning "46(2)(c)"]),
    rule!("R37" Error "30(1)(e); 30(2)(c); 49(6)" Gdpr [Activity(transfers::interests_are_documented)] ["safeguards" Error "30(1)(e); 30(2)(c); 49(6)"]),
    rule!("R39" Error "28(3); 28(9)" Gdpr [Activity(processors::processors_have_a_contract), Activity(parties::contracts_are_with_them), OfAgreement(processors::contracts_are_in_force), OfOrganisation(processors::listed_processors_have_a_contract)] ["client" Warning "28(3)", "listed" Error "28(3)", "unsigned" Error "28(9)", "unknown" Warning "28(9); 5(2)", "expired" Error "28(3)", "over" Warning "28(3)", "review" Warning "24(1)", "others" Information "28(3)", "sub_processor" Warning "28(2); 28(4)", "party" Error "28(3)", "own_party" Warning "28(3)"]),
    rule!("R40" Warning "35(1); 35(3)" Gdpr [Activity(governance::is_assessed)] ["denied" Warning "35(1); 35(3)", "signs" Warning "35(1); 35(3)", "words" Warning "35(1); 35(3)", "missing" Warning "35(1)", "reference" Warning "35(7); 5(2)", "consultation" Warning "36(1)"]),
    rule!("R41" Warning "22; 13(2)(f)" Gdpr [Activity(governance::decisions_are_explained)] ["words" Warning "22; 13(2)(f)", "effects" Warning "22; 13(2)(f)"]),
    rule!("R42" Warning "24(1); 5(2)" Gdpr [Activity(governance::is_reviewed)] ["old" Warning "24(1); 5(2)", "told" Warning "24(1); 5(2)", "assessment" Warning "35(11); 5(2)"]),
    rule!("R43" Error "5(1)(e); 5(2)" Gdpr [Activity(governance::ending_is_done)] ["soon" Information "5(1)(e)", "most" Error "5(1)(e); 5(2)", "most_soon" Information "5(1)(e)"]),
    rule!("R44" Warning "5(1)(e)" Gdpr [Activity(governance::end_is_an_end)] ["running" Warning "5(2)", "words" Warning "5(2)"]),
    rule!("R45" Information "5(2)" Any [Activity(governance::stands_once)] ["content" Information "5(2)", "empty" Information "30(1); 30(2)"]),
    rule!("R46" Error "30(2)(a)" Gdpr [Activity(governance::names_its_controllers)] ["unnamed" Error "30(2)(a)", "categories" Error "30(2)(b)"]),
    rule!("R47" Information "30(5)" Gdpr [OfOrganisation(governance::is_not_exempt)] ["risk" Information "30(5)"]),
    rule!("R48" Warning "14(2)(f)" Gdpr [Activity(governance::source_is_named)] ["likely" Warning "14(2)(f)"]),
    rule!("R49" Warning "30(1)(e); 46(1)" Gdpr [Activity(transfers::ground_is_settled)] []),
    rule!("R50" Error "30(1); 30(2); 4(7); 4(8)" Any [Activity(governance::role_is_settled)] ["words" Warning "4(7); 4(8)"]),
    rule!("R51" Warning "30(1)(d)" Gdpr [Activity(consistency::named_parties_are_recipients)] ["provider" Warning "30(1)(d)", "cookie" Warning "30(1)(d)", "vendor" Warning "30(1)(d)"]),
    rule!("R52" Warning "5(2)" Any [Text(citations::cites_law_in_force)] []),
    rule!("R53" Information "5(2)" Any [Text(citations::authorities_have_their_name)] []),
    rule!("R54" Warning "5(1)(e)" Gdpr [Keeping(storage::floor_has_an_end)] []),
    rule!("R55" Warning "5(1)(e); 17(3)(e)" Gdpr [Activity(storage::holds_are_reviewed)] ["passed" Warning "5(1)(e); 17(3)(e)", "reservation" Information "17(3)(e)", "lifted" Warning "5(2); 17(3)(e)"]),
    rule!("R56" Warning "30(1)(f)" Gdpr [Activity(storage::covers_the_data)] []),
    rule!("R57" Warning "5(1)(e); 5(2)" Any [Activity(consistency::same_processing_same_periods)] []),
    rule!("R58" Warning "30(1)(d); 30(1)(e); 30(2)(c)" Gdpr [Activity(transfers::recipients_have_a_country)] []),
    rule!("R59" Error "5(1)(e); 6(3)" GdprAndStatutes [Keeping(periods::keeps_to_its_law), Activity(periods::schedules_fit), Activity(periods::extensions_keep_within)] ["ceiling" Error "5(1)(e); 6(3)", "exact" Error "5(1)(e); 6(3)", "rounding" Warning "5(1)(e); 6(3)", "start" Warning "5(1)(e); 6(3)", "earlier" Error "5(1)(e); 6(3)", "binds" Error "5(1)(e); 6(3)", "bar" Information "5(1)(e); 6(3)", "extended" Error "5(1)(e); 6(3)", "longer" Warning "5(1)(e)"]),
    rule!("R60" Warning "30(1)(e); 30(2)(c)" Gdpr [Activity(asked::transfers_are_answered)] []),
    rule!("R61" Error "49(3)" Gdpr [Activity(grounds::ground_is_open)] ["private" Error "46(2)(a); 46(3)(b)", "ask" Warning "46(2)(a); 46(3)(b)", "group" Warning "47", "occasional" Warning "49(1)", "inform" Warning "49(1)", "foreign" Warning "44; 46"]),
    rule!("R62" Warning "46(1)" Gdpr [Activity(grounds::tool_is_whole)] ["approval" Warning "46(2); 47", "authorisation" Warning "46(3)", "document" Warning "46(2)(a)", "signed" Warning "46(2)(c)", "old" Warning "46(1)"]),
    rule!("R63" Warning "30(1)(d); 28(3)" Gdpr [Activity(recipients::recipients_have_a_role)] ["described" Information "30(1)(d); 28(3)", "category" Warning "30(1)(d); 28(3)"]),
    rule!("R64" Warning "30(1)(a); 30(2)(a)" Gdpr [OfOrganisation(asked::is_identified)] ["identity" Warning "30(1)(a); 30(2)(a)", "authority" Information "55"]),
    rule!("R65" Warning "35(1); 35(3)" Gdpr [Activity(screening::is_screened)] ["words" Warning "35(1); 35(3)"]),
    rule!("R66" Warning "9(2)" Gdpr [Activity(asked::condition_names_its_law)] []),
    rule!("R67" Warning "45(3); 5(2)" Gdpr [Activity(grounds::ground_is_current)] ["unasked" Warning "45(3)", "ended" Error "44; 46"]),
    rule!("R68" Warning "46(2)(c)" Gdpr [Activity(grounds::modules_fit)] []),
    rule!("R69" Information "4(11); 7(4)" Gdpr [Activity(asked::consent_is_free)] []),
    rule!("R70" Warning "13; 14" Gdpr [Activity(asked::people_are_told)] []),
    rule!("R71" Warning "5(1)(e)" Gdpr [Activity(asked::disposal_is_decided)] []),
    rule!("R72" Information "5(1)(e)" Gdpr [Activity(asked::ages_and_lives_agree)] ["age" Information "8(1)"]),
    rule!("R73" Warning "24(1); 5(2)" Gdpr [Activity(asked::was_ever_reviewed)] []),
    rule!("R74" Warning "30(1)(d); 28(3)" Gdpr [OfOrganisation(asked::processors_are_named)] ["called" Warning "30(1)(d); 28(3)", "authorised" Warning "30(1)(d); 28(2)"]),
    rule!("R75" Information "5(2)" Any [Activity(asked::proposals_are_looked_at)] []),
    rule!("R76" Warning "24(1); 5(2)" Any [Activity(decisions::decisions_fit_their_facts)] ["review" Warning "24(1); 5(2)", "dpia" Warning "35(11)", "balancing" Warning "6(1)(f); 5(2)", "transfer" Warning "46(1)"]),
    rule!("R77" Warning "5(1)(d); 5(2)" Any [Activity(contradictions::days_agree), OfAgreement(contradictions::days_of_contract_agree), OfMeasure(contradictions::measure_is_in_place), OfRegister(contradictions::days_of_questionnaires_agree), OfOrganisation(contradictions::representative_is_inside), Keeping(contradictions::periods_agree), Activity(governance::goes_in_its_time)] ["ahead" Warning "5(1)(d); 5(2)", "inside" Warning "44", "representative" Warning "27(3)", "held" Error "5(2); 17(3)(e)", "early" Warning "5(1)(f); 5(2)", "for_good" Warning "5(1)(f); 5(2)", "periods" Error "5(1)(e)"]),
];
