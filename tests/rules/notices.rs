//! What is found in the five notices, and in the sample only what was put into it.

use super::{day, today, told};
use crate::exchange::imported;

fn found(text: &str, on: &str) -> Vec<String> {
    let found = told(&imported(text), day(on));
    println!("{}", found.join("\n"));
    found
}

const SECMAKER: &str = include_str!("../notices/secmaker.json");
const ZESEC: &str = include_str!("../notices/zesec.json");
const AXCRYPT: &str = include_str!("../notices/axcrypt.json");
const INFOMAKER: &str = include_str!("../notices/infomaker.json");
const SECURE_PRIVACY: &str = include_str!("../notices/secure-privacy.json");

#[test]
fn dump() {
    for text in [SECMAKER, ZESEC, AXCRYPT, INFOMAKER, SECURE_PRIVACY] {
        println!("=======");
        found(text, "2026-11-21");
    }
    let _ = today();
}
