//! What the rules read in texts: the words that they look for, and what plain words say.
//!
//! Nothing here knows a record or a rule: a text goes in, and what it says comes out.
//!
//! | to change | go to |
//! | --- | --- |
//! | how a text is cut into words, and which sentence some of them stand in | `tokens`, `sentence` |
//! | how near one another words stand | `nearness` |
//! | which language a text is in | `tongue` and `assets/rules/stop_words.toml` |
//! | which words are looked for, and how | `lists`, `few_lists`, `word_list` and `assets/rules`; how its files are read: `list_files`, `word_file` |
//! | how they are found in a text | `word_matcher`; pieces of words that show data of Art. 9(1): `stems` |
//! | what was found in a text, kept while many are read | `readings` |
//! | which records may hold a word | `word_index` |
//! | texts that say nothing of what they are asked for | `unsaid` |
//! | texts that say no more than what their field is called | `saying`, `generic_words` and `assets/rules/said_only.toml` |
//! | what a text says that there is none of | `denial` |
//! | lengths of time | `lengths` and `assets/rules/lengths.toml` |
//! | how long something is needed, and when a period begins | `clauses` |
//! | which points of an article are cited | `cited_points` and `assets/rules/law_names.toml` |
//! | which interest it is | `interest` and `assets/rules/interest_told.toml` |
//! | consent that was presumed, by doing what | `presumed`, `doing` and `assets/rules/presumed_consent.toml` |
//! | what is said of a recipient's role | `told_roles` and `assets/rules/settled_roles.toml` |
//! | places outside the EEA | `places` and `assets/rules/places.toml` |
//! | companies by the country that they are of | `told_nations`, `nations` and `assets/rules/nations.toml` |
//! | vendors outside the EEA, with their companies | `vendors` and `assets/rules/vendors.toml` |
//! | whose a cookie is | `cookies` and `assets/rules/cookies.toml` |
//! | lists of words in plain speech, and which of them a text holds | `plain_lists`, `assets/rules/plain_words.toml` and `reasons.toml` |
//! | what plain words say of what a code would tell | `plain_words` |
//! | the same of what a note answers: nobody needed, people told | `plain_answers` |
//! | the same of a year: ended in it, looked at in it | `plain_years` |
//! | the same of a transfer's ground | `plain_grounds` |
//! | signs of an impact assessment in plain words | `plain_signs` and `assets/rules/plain_signs.toml` |
//! | which reasons for having none of something the law knows | `reasons` |

pub(in crate::rules) mod cited_points;
pub(in crate::rules) mod clauses;
pub(crate) mod cookies;
pub(in crate::rules) mod denial;
pub(in crate::rules) mod doing;
pub(in crate::rules) mod few_lists;
pub(in crate::rules) mod generic_words;
pub(in crate::rules) mod interest;
pub(in crate::rules) mod lengths;
mod list_files;
pub(crate) mod lists;
pub(in crate::rules) mod nations;
pub(in crate::rules) mod nearness;
pub(in crate::rules) mod places;
pub(in crate::rules) mod plain_answers;
pub(in crate::rules) mod plain_grounds;
pub(in crate::rules) mod plain_lists;
pub(in crate::rules) mod plain_signs;
pub(in crate::rules) mod plain_words;
pub(in crate::rules) mod plain_years;
pub(in crate::rules) mod presumed;
pub(in crate::rules) mod readings;
pub(in crate::rules) mod reasons;
pub(in crate::rules) mod saying;
pub(in crate::rules) mod sentence;
pub(in crate::rules) mod stems;
pub(in crate::rules) mod tokens;
pub(in crate::rules) mod told_nations;
pub(in crate::rules) mod told_roles;
pub(in crate::rules) mod tongue;
pub(in crate::rules) mod unsaid;
pub(crate) mod vendors;
pub(in crate::rules) mod word_file;
pub(in crate::rules) mod word_index;
pub(crate) mod word_list;
pub(in crate::rules) mod word_matcher;
