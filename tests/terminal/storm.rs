//! A storm of keys, pastes and sizes from a seeded generator: the program neither ends nor hangs, and the register is
//! whole after it.
//!
//! `ROPA_KEYS=100000 cargo test --test all terminal::storm` presses as many; `ROPA_SEED` gives another storm.

use super::window::Window;
use crate::cli::Home;

/// Small numbers from a seed: <https://prng.di.unimi.it/splitmix64.c>.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(bound).unwrap()).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// What terminals send for keys that move, and for those that end, take back and save.
const MOVES: &[&str] = &[
    "\u{1b}[A",
    "\u{1b}[B",
    "\u{1b}[C",
    "\u{1b}[D",
    "\u{1b}[H",
    "\u{1b}[F",
    "\u{1b}[5~",
    "\u{1b}[6~",
    "\u{1b}[Z",
    "\t",
    "\r",
    "\r",
    "\r",
    " ",
];
const CONTROLS: &[&str] = &[
    "\u{13}",
    "\u{c}",
    "\u{1a}",
    "\u{8}",
    "\u{7f}",
    "\u{1b}[3~",
    "\u{10}",
    "\u{15}",
    "\u{17}",
    "\u{1b}b",
    "\u{1b}f",
    "\u{19}",
    "\u{1b}[<64;3;3M",
    "\u{1b}[1;5C",
    "\u{1b}[1;2D",
    "\u{1b}OP",
];
const LETTERS: &[&str] = &[
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "n",
    "e",
    "d",
    "x",
    "i",
    "u",
    "s",
    "f",
    "y",
    "/",
    "?",
    "o",
    "r",
    "å",
    "Ö",
    "é",
    "e\u{301}",
    "🏳️‍🌈",
    "\u{ad}",
    "0",
    "-",
];
const PASTES: &[&str] = &[
    "Two words",
    "a\nb\tc",
    "\u{202e}desrever\u{2066}",
    "\u{200b}\u{feff}",
    "2026-13-45",
    "\u{0}\u{7}",
    "日本語 العربية",
];

fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |given| given.parse().unwrap())
}

#[test]
fn a_storm_of_keys_and_sizes_is_outlived() {
    let (keys, seed) = (number("ROPA_KEYS", 800), number("ROPA_SEED", 1));
    let mut chance = Chance(seed);
    let mut pressed = 0;
    let mut runs = 0;
    while pressed < keys {
        runs += 1;
        let mut home = Home::with_small_register();
        home.set("ROPA_LANG", chance.one(&["en", "sv"]));
        let mut window = Window::ropa(&home);
        window.sees("Exempel");
        let mut sent = Vec::new();
        // What ends the program on purpose is not pressed twice: a run has an end of its own.
        while pressed < keys && sent.len() < 400 {
            pressed += 1;
            let key = match chance.below(20) {
                0..=7 => chance.one(MOVES).to_owned(),
                8..=10 => chance.one(CONTROLS).to_owned(),
                11..=16 => chance.one(LETTERS).to_owned(),
                17 => "\u{1b}".to_owned(),
                18 => format!("\u{1b}[200~{}\u{1b}[201~", chance.one(PASTES)),
                _ => {
                    let (columns, lines) = (1 + chance.below(220), 1 + chance.below(70));
                    window.resizes(
                        u16::try_from(columns).unwrap(),
                        u16::try_from(lines).unwrap(),
                    );
                    continue;
                }
            };
            if sent.len() % 40 == 39 {
                window.is_awake();
            }
            window.types(&key);
            sent.push(key);
        }
        window.resizes(100, 30);
        window.is_awake();
        rustix::process::kill_process(window.pid(), rustix::process::Signal::TERM).unwrap();
        let ended = window.ends();
        assert_eq!(ended.code, Some(0), "seed {seed}, run {runs}: {sent:?}");
        home.on("r.sqlite", &["verify"]).done();
    }
    println!("{pressed} keys in {runs} runs of seed {seed}");
}
