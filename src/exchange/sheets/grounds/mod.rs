//! What cells say of why data are processed, and of whom: purposes with their bases and laws, people with their data, and
//! what was assessed.
//!
//! | to change | go to |
//! | --- | --- |
//! | legal bases and conditions of Art. 9; the letters that they are cited by; acts | [`basis`]; `article_letters`; `acts` |
//! | purposes and data; a purpose that only joins others | [`purposes`]; `joined_purposes` |
//! | people told together with their data | `people_and_data` |
//! | impact assessments | `impact` |

pub(super) mod acts;
pub(super) mod article_letters;
pub mod basis;
pub(super) mod impact;
pub(super) mod joined_purposes;
pub(super) mod people_and_data;
pub mod purposes;
