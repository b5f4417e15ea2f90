//! Every rule, once: its number, severity, provision, whether the duty is in Art. 30 itself, and the functions that judge.
//!
//! Numbers are those of the catalogue of rules; they are never given to another rule. 20 and 38 are not in use.

use Severity::{Error, Information, Warning};

use super::finding::{Case, Check, Rule, Severity};
use super::{
    asked, citations, consistency, content, contradictions, decisions, governance, grounds,
    lawfulness, periods, processors, responsible, screening, security, storage, transfers,
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
        let own = if rule.art30 {
            "answer.yes"
        } else {
            "answer.no"
        };
        vec![
            rule.id.to_owned(),
            words.get(&format!("rule.{}.title", rule.id)).to_owned(),
            severities.join(", "),
            words.provision(rule.provision),
            words.get(own).to_owned(),
        ]
    };
    (heads.to_vec(), RULES.iter().map(row).collect())
}

/// Declares a rule that has one thing to say for each case.
macro_rules! rule {
    ($id:literal $severity:ident $provision:literal $art30:literal $any:literal [$($check:expr),+] [$($key:literal $graver:ident $cited:literal $own:literal),*]) => {
        Rule {
            id: $id,
            severity: $severity,
            provision: $provision,
            art30: $art30,
            any_regime: $any,
            checks: &[$($check),+],
            cases: &[$(Case { key: $key, severity: $graver, provision: $cited, art30: $own }),*],
        }
    };
}

use Check::{
    Activity, Agreement as OfAgreement, Keeping, Measure as OfMeasure,
    Organisation as OfOrganisation, Text,
};

/// Every rule: number, severity, provision, whether Art. 30 itself asks, whether every regime is asked; the functions;
/// the further cases.
pub static RULES: &[Rule] = &[
    rule!("R01" Error "30(1)(a); 30(2)(a)" true true [OfOrganisation(responsible::is_named_and_reachable), Activity(responsible::has_organisation)] ["contact" Error "30(1)(a); 30(2)(a)" true, "activity" Error "30(1)(a); 30(2)(a)" true]),
    rule!("R02" Error "30(1)(a); 37(7)" true false [OfOrganisation(responsible::has_officer)] ["public" Error "37(1)(a)" false, "reason" Warning "30(1)(a); 37(1)" true]),
    rule!("R03" Error "30(1)(a); 27(1)" true false [OfOrganisation(responsible::has_representative)] ["own_law" Information "27(1)" false]),
    rule!("R04" Warning "30(1)(a); 26(1); 26(2)" true false [Activity(responsible::settles_joint_controllers)] ["unnamed" Warning "30(1)(a)" true, "contact" Warning "30(1)(a)" true, "arrangement" Warning "26(1); 26(2)" false, "party" Warning "30(1)(a)" true]),
    rule!("R05" Error "30(1)(b)" true false [Activity(content::has_purpose)] []),
    rule!("R06" Warning "30(1)(b); 5(1)(b)" true false [Activity(content::purpose_is_specific)] []),
    rule!("R07" Error "30(1)(c)" true false [Activity(content::has_subjects)] ["generic" Error "30(1)(c)" true]),
    rule!("R08" Error "30(1)(c)" true false [Activity(content::has_data)] ["generic" Error "30(1)(c)" true]),
    rule!("R09" Error "30(1)(d)" true false [Activity(content::has_recipients)] ["unnamed" Error "30(1)(d)" true]),
    rule!("R10" Error "30(1)(f)" true false [Activity(storage::has_time_limit)] ["rule" Error "30(1)(f)" true]),
    rule!("R11" Warning "30(1)(f); 5(1)(e)" true false [Keeping(storage::is_definite)] []),
    rule!("R12" Warning "30(1)(f)" true false [Keeping(storage::has_start)] []),
    rule!("R13" Warning "30(1)(f)" true false [Activity(storage::covers_each_category)] []),
    rule!("R14" Warning "5(1)(e); 89(1)" false false [Keeping(storage::ends_some_day)] ["permanent" Warning "5(1)(e); 89(1)" false]),
    rule!("R15" Information "6(3); 5(1)(e)" false false [Keeping(storage::names_its_law)] ["sets" Information "6(3); 5(1)(e)" false]),
    rule!("R16" Error "30(1)(g); 30(2)(d); 32(1)" true false [OfOrganisation(security::has_any_measure), Activity(security::has_measures), Activity(security::measures_are_there)] ["later" Error "30(1)(g); 30(2)(d); 32(1)" true, "organisation" Error "30(1)(g); 30(2)(d); 32(1)" true, "planned" Error "30(1)(g); 30(2)(d); 32(1)" true, "alone" Error "30(1)(g); 30(2)(d); 32(1)" true]),
    rule!("R17" Warning "30(1)(g); 30(2)(d)" true false [OfMeasure(security::measure_is_described), Activity(security::measures_are_described)] []),
    rule!("R18" Error "30(1); 30(2); 5(2)" true true [Text(content::nothing_is_left_open), Activity(content::words_are_settled)] ["empty" Error "30(1); 30(2); 5(2)" true]),
    rule!("R19" Warning "30(1); 30(2); 30(4)" true true [Text(content::content_stands_there), Activity(content::words_stand_there)] ["pointer" Warning "30(1); 30(2); 30(4)" true]),
    rule!("R21" Warning "6(1); 5(2); 13(1)(c)" false false [Activity(lawfulness::has_basis)] []),
    rule!("R22" Warning "6(1)" false false [Activity(lawfulness::no_interest_of_authorities)] []),
    rule!("R23" Warning "6(1)(f); 13(1)(d)" false false [Activity(lawfulness::interest_is_weighed)] ["assessment" Warning "6(1)(f); 5(2)" false]),
    rule!("R24" Error "9(1); 9(2)" false false [Activity(lawfulness::special_data_have_a_condition)] ["elsewhere" Warning "9(2)" false, "possible" Warning "9(1); 9(2)" false, "category" Warning "9(1); 9(2)" false, "word" Warning "9(1); 9(2)" false]),
    rule!("R25" Warning "9(2)(d)" false false [Activity(lawfulness::condition_fits)] []),
    rule!("R26" Error "10" false false [Activity(lawfulness::offences_rest_on_a_law)] ["word" Warning "10" false]),
    rule!("R27" Warning "7(1)" false false [Activity(lawfulness::consent_is_consent), Activity(lawfulness::explicit_consent_can_be_shown)] ["explicit" Warning "7(1); 9(2)(a)" false, "withdrawal" Warning "7(3)" false, "terms" Warning "7(2); 7(4)" false]),
    rule!("R28" Warning "6(3)" false false [Activity(lawfulness::basis_names_its_law)] []),
    rule!("R29" Warning "8(1)" false false [Activity(lawfulness::children_and_numbers)] ["consent" Warning "87; 7(4)" false, "number" Warning "87" false, "word" Information "87" false]),
    rule!("R30" Error "30(1)(e); 30(2)(c)" true false [Activity(transfers::names_its_destination)] []),
    rule!("R31" Error "44; 45; 46; 49" false false [Activity(transfers::has_a_ground)] ["no_ground" Error "44; 45; 46; 49" false]),
    rule!("R32" Warning "30(1)(e); 30(2)(c); 44" true false [Activity(transfers::foreign_recipients_have_a_transfer)] ["denied" Warning "30(1)(e); 30(2)(c); 44" true, "vendor" Warning "30(1)(d); 30(1)(e); 44" true, "known" Warning "30(1)(d); 30(1)(e); 44" true, "place" Warning "30(1)(e); 30(2)(c); 44" true, "chain" Warning "30(1)(e); 30(2)(c); 44; 28(4)" true]),
    rule!("R33" Error "45; 46" false false [Activity(transfers::rests_on_no_annulled_framework)] []),
    rule!("R34" Error "45(3)" false false [Activity(transfers::adequacy_is_adequate)] ["condition" Warning "45(3)" false, "open" Warning "45(3)" false, "instrument" Warning "45(3)" false, "early" Warning "45(3)" false]),
    rule!("R35" Warning "45(3)" false false [Activity(transfers::participation_is_checked)] ["elsewhere" Warning "45(3)" false]),
    rule!("R36" Warning "46(2)(c)" false false [Activity(transfers::clauses_are_usable)] ["unknown" Warning "46(2)(c)" false, "module" Warning "46(2)(c)" false, "assessment" Warning "46(1)" false, "signing" Warning "46(2)(c)" false, "unusable" Error "46(2)(c)" false]),
    rule!("R37" Error "30(1)(e); 30(2)(c); 49(6)" true false [Activity(transfers::interests_are_documented)] ["safeguards" Error "30(1)(e); 30(2)(c); 49(6)" true]),
    rule!("R39" Error "28(3); 28(9)" false false [Activity(processors::processors_have_a_contract), OfAgreement(processors::contracts_are_in_force)] ["client" Warning "28(3)" false, "unsigned" Error "28(9)" false, "unknown" Warning "28(9); 5(2)" false, "expired" Error "28(3)" false, "over" Warning "28(3)" false, "review" Warning "24(1)" false, "others" Information "28(3)" false, "sub_processor" Warning "28(2); 28(4)" false]),
    rule!("R40" Warning "35(1); 35(3)" false false [Activity(governance::is_assessed)] ["denied" Warning "35(1); 35(3)" false, "signs" Warning "35(1); 35(3)" false, "missing" Warning "35(1)" false, "reference" Warning "35(7); 5(2)" false, "consultation" Warning "36(1)" false]),
    rule!("R41" Warning "22; 13(2)(f)" false false [Activity(governance::decisions_are_explained)] ["words" Warning "22; 13(2)(f)" false, "effects" Warning "22; 13(2)(f)" false]),
    rule!("R42" Warning "24(1); 5(2)" false false [Activity(governance::is_reviewed)] ["old" Warning "24(1); 5(2)" false, "told" Warning "24(1); 5(2)" false]),
    rule!("R43" Error "5(1)(e); 5(2)" false false [Activity(governance::ending_is_done)] ["soon" Information "5(1)(e)" false]),
    rule!("R44" Warning "5(1)(e)" false false [Activity(governance::end_is_an_end)] ["running" Warning "5(2)" false, "words" Warning "5(2)" false]),
    rule!("R45" Information "5(2)" false true [Activity(governance::stands_once)] ["content" Information "5(2)" false, "empty" Information "30(1); 30(2)" true]),
    rule!("R46" Error "30(2)(a)" true false [Activity(governance::names_its_controllers)] ["unnamed" Error "30(2)(a)" true, "categories" Error "30(2)(b)" true]),
    rule!("R47" Information "30(5)" true false [OfOrganisation(governance::is_not_exempt)] ["risk" Information "30(5)" true]),
    rule!("R48" Warning "14(2)(f)" false false [Activity(governance::source_is_named)] ["likely" Warning "14(2)(f)" false]),
    rule!("R49" Warning "30(1)(e); 46(1)" true false [Activity(transfers::ground_is_settled)] []),
    rule!("R50" Error "30(1); 30(2); 4(7); 4(8)" true true [Activity(governance::role_is_settled)] []),
    rule!("R51" Warning "30(1)(d)" true false [Activity(consistency::named_parties_are_recipients)] ["provider" Warning "30(1)(d)" true, "cookie" Warning "30(1)(d)" true, "vendor" Warning "30(1)(d)" true]),
    rule!("R52" Warning "5(2)" false true [Text(citations::cites_law_in_force)] []),
    rule!("R53" Information "5(2)" false true [Text(citations::authorities_have_their_name)] []),
    rule!("R54" Warning "5(1)(e)" false false [Keeping(storage::floor_has_an_end)] []),
    rule!("R55" Warning "5(1)(e); 17(3)(e)" false false [Activity(storage::holds_are_reviewed)] ["passed" Warning "5(1)(e); 17(3)(e)" false, "reservation" Information "17(3)(e)" false]),
    rule!("R56" Warning "30(1)(f)" true false [Activity(storage::covers_the_data)] []),
    rule!("R57" Warning "5(1)(e); 5(2)" false true [Activity(consistency::same_processing_same_periods)] []),
    rule!("R58" Warning "30(1)(d); 30(1)(e); 30(2)(c)" true false [Activity(transfers::recipients_have_a_country)] []),
    rule!("R59" Error "5(1)(e); 6(3)" false false [Keeping(periods::keeps_to_its_law), Activity(periods::schedules_fit)] ["ceiling" Error "5(1)(e); 6(3)" false, "exact" Error "5(1)(e); 6(3)" false, "rounding" Warning "5(1)(e); 6(3)" false, "start" Warning "5(1)(e); 6(3)" false, "earlier" Error "5(1)(e); 6(3)" false, "binds" Error "5(1)(e); 6(3)" false, "bar" Information "5(1)(e); 6(3)" false]),
    rule!("R60" Warning "30(1)(e); 30(2)(c)" true false [Activity(asked::transfers_are_answered)] []),
    rule!("R61" Error "49(3)" false false [Activity(grounds::ground_is_open)] ["private" Error "46(2)(a); 46(3)(b)" false, "ask" Warning "46(2)(a); 46(3)(b)" false, "group" Warning "47" false, "occasional" Warning "49(1)" false, "inform" Warning "49(1)" false, "foreign" Warning "44; 46" false]),
    rule!("R62" Warning "46(1)" false false [Activity(grounds::tool_is_whole)] ["approval" Warning "46(2); 47" false, "authorisation" Warning "46(3)" false, "document" Warning "46(2)(a)" false, "signed" Warning "46(2)(c)" false, "old" Warning "46(1)" false]),
    rule!("R63" Warning "30(1)(d); 28(3)" true false [Activity(asked::recipients_have_a_role)] ["category" Warning "30(1)(d); 28(3)" true]),
    rule!("R64" Warning "30(1)(a); 30(2)(a)" true false [OfOrganisation(asked::is_identified)] ["identity" Warning "30(1)(a); 30(2)(a)" true, "authority" Information "55" false]),
    rule!("R65" Warning "35(1); 35(3)" false false [Activity(screening::is_screened)] ["words" Warning "35(1); 35(3)" false]),
    rule!("R66" Warning "9(2)" false false [Activity(asked::condition_names_its_law)] []),
    rule!("R67" Warning "45(3); 5(2)" false false [Activity(grounds::ground_is_current)] ["unasked" Warning "45(3)" false, "ended" Error "44; 46" false]),
    rule!("R68" Warning "46(2)(c)" false false [Activity(grounds::modules_fit)] []),
    rule!("R69" Information "4(11); 7(4)" false false [Activity(asked::consent_is_free)] []),
    rule!("R70" Warning "13; 14" false false [Activity(asked::people_are_told)] []),
    rule!("R71" Warning "5(1)(e)" false false [Activity(asked::disposal_is_decided)] []),
    rule!("R72" Information "5(1)(e)" false false [Activity(asked::ages_and_lives_agree)] ["age" Information "8(1)" false]),
    rule!("R73" Warning "24(1); 5(2)" false false [Activity(asked::was_ever_reviewed)] []),
    rule!("R74" Warning "30(1)(d); 28(3)" true false [OfOrganisation(asked::processors_are_named)] ["called" Warning "30(1)(d); 28(3)" true, "authorised" Warning "30(1)(d); 28(2)" true]),
    rule!("R75" Information "5(2)" false true [Activity(asked::proposals_are_looked_at)] []),
    rule!("R76" Warning "24(1); 5(2)" false true [Activity(decisions::decisions_fit_their_facts)] ["review" Warning "24(1); 5(2)" false, "dpia" Warning "35(11)" false, "balancing" Warning "6(1)(f); 5(2)" false, "transfer" Warning "46(1)" false]),
    rule!("R77" Warning "5(1)(d); 5(2)" false true [Activity(contradictions::days_agree), OfAgreement(contradictions::days_of_contract_agree), OfOrganisation(contradictions::representative_is_inside), Keeping(contradictions::periods_agree)] ["ahead" Warning "5(1)(d); 5(2)" false, "inside" Warning "44" false, "representative" Warning "27(3)" false, "held" Error "5(2); 17(3)(e)" false, "periods" Error "5(1)(e)" false]),
];
