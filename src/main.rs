//! temp
use ropa::{
    domain::language::Language,
    law::{Law, Lexicon},
    session::Surroundings,
    tui::{
        app::{App, Setting},
        keymap::Keymap,
        run,
    },
    words::Words,
};
use std::collections::HashMap;
use std::rc::Rc;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let lang = Language::from_code(a.get(2).map_or("en", String::as_str)).unwrap();
    let words = Rc::new(Words::load(lang).unwrap());
    let law = Rc::new(Law::shipped().unwrap());
    let today = chrono::Local::now().date_naive();
    let s = Surroundings {
        clock: Rc::new(|| chrono::Local::now().fixed_offset()),
        author: "me".into(),
        today,
        new_id: Rc::new(|| uuid::Uuid::new_v4().to_string()),
    };
    let mut app = App::new(Setting {
        path: a[1].clone().into(),
        lexicon: Lexicon::new(words, law, today),
        keymap: Keymap::new(&HashMap::new()).unwrap(),
        colours: true,
        surroundings: s,
        directory: std::env::current_dir().unwrap(),
        warnings: vec![],
    })
    .unwrap();
    run::run(&mut app, "vi").unwrap();
}
