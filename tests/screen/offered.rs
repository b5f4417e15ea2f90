//! Whatever is offered where one stands does something there.

use ropa::domain::language::Language;
use ropa::tui::command::{COMMANDS, CommandContext};

use crate::support::screen::{Screen, lexicon};

/// Where one can stand, by the keys that lead there.
const PLACES: &[&str] = &[
    "1",
    "2",
    "3",
    "3 tab",
    "3 tab tab",
    "4",
    "5",
    "5 tab",
    "5 tab tab",
    "5 tab tab tab",
    "5 backtab",
    "6",
    "7",
];

/// Forms.
const FORMS: &[&str] = &[
    "2 home enter",
    "3 home enter",
    "2 home enter tab tab tab enter",
];

/// Gives every command that is offered at each place; those that did nothing, and said nothing.
fn silent(make: &dyn Fn() -> Screen, places: &[&str], full: bool) -> Vec<String> {
    let mut silent = Vec::new();
    for place in places {
        let mut screen = make();
        let open = |screen: &mut Screen| {
            screen.keys("esc esc esc").keys(place);
            screen.text();
            screen.effects();
        };
        open(&mut screen);
        let mark = screen.register().mark.clone();
        for name in screen.app.offered() {
            // Where one stands can have changed with what came before.
            if !screen.app.offered().contains(&name) {
                continue;
            }
            let before = screen.text();
            screen.app.give(name);
            let done = !screen.effects().is_empty() || screen.app.is_done();
            if !done && screen.text() == before {
                silent.push(format!("{place}: {name}"));
            }
            // Where something is chosen, what is offered is not refused.
            if full && !["undo", "redo"].contains(&name) && bottom_of(&mut screen).starts_with("! ")
            {
                silent.push(format!("{place}: {name}: {}", bottom_of(&mut screen)));
            }
            screen.works();
            // What changed something is not taken along.
            let changed = screen.register().mark != mark || screen.app.is_done();
            screen.keys("esc esc esc esc right right enter esc");
            if changed || screen.app.depth() > 0 || screen.register().mark != mark {
                screen = make();
            }
            open(&mut screen);
        }
    }
    silent
}

#[test]
fn whatever_is_offered_in_a_full_register_does_something_or_says_why_not() {
    let make = || Screen::sample(Language::ENGLISH, (120, 40));
    let mut found = silent(&make, PLACES, true);
    found.extend(silent(&make, FORMS, true));
    assert!(found.is_empty(), "{found:#?}");
}

/// What depends on the line with the focus.
const OF_A_LINE: &[&str] = &[
    "edit",
    "editor",
    "new",
    "duplicate",
    "move-up",
    "move-down",
    "none",
    "remove",
    "select",
    "reference",
    "next-finding",
    "redact",
    "act-here",
    "undo",
    "redo",
];

/// The commands that are offered on the lines of a form and refused there, each tried on the first lines that offer it.
fn refused(place: &str) -> Vec<String> {
    let mut refused = Vec::new();
    let open = |line: usize| {
        let mut screen = Screen::sample(Language::ENGLISH, (120, 60));
        screen.keys(place).keys("f6");
        for _ in 0..line {
            screen.keys("down");
        }
        screen
    };
    let mut tried: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    let mut walked = open(0);
    for line in 0..40 {
        let offered = walked.app.offered();
        walked.keys("down");
        for name in offered.iter().filter(|name| OF_A_LINE.contains(name)) {
            let times = tried.entry(name).or_default();
            *times += 1;
            // The first, and one that has others above it.
            if *times != 1 && *times != 5 {
                continue;
            }
            let mut screen = open(line);
            screen.app.give(name);
            let bottom = bottom_of(&mut screen);
            if bottom.starts_with("! ") {
                refused.push(format!("{place} {line}: {name}: {bottom}"));
            }
        }
    }
    refused
}

/// The bottom line.
fn bottom_of(screen: &mut Screen) -> String {
    let text = screen.text();
    text.trim_end()
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn no_command_that_is_offered_on_a_line_of_a_form_is_refused_there() {
    let mut found = refused("2 home enter");
    found.extend(refused("5 tab enter"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn whatever_is_offered_in_an_empty_register_does_something_or_says_why_not() {
    let found = silent(&Screen::new_register, PLACES, false);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_field_of_all_that_is_marked_offers_what_the_register_says_in_it_already() {
    for (language, field) in [
        (Language::ENGLISH, "owner"),
        (Language::SWEDISH, "verksamhetsansvarig"),
    ] {
        let mut screen = Screen::sample(language, (80, 24));
        let owners = screen.register().activities.iter();
        let owners: Vec<String> = owners.filter_map(|it| it.owner.clone()).collect();
        let last = owners.last().unwrap();
        let used = owners.iter().find(|it| *it != last).unwrap().clone();
        let begun: String = used.chars().take(used.chars().count() - 1).collect();
        screen.keys("2 end =").typed(field).keys("enter");
        screen.typed(&begun).keys("enter");
        screen.sees(&format!("→ {used}"));
        // What no record says yet is typed in the same place.
        screen.keys("esc =").typed(field).keys("enter");
        screen.typed("Xylograf").keys("enter").sees("→ Xylograf");
    }
    // Where several can stand, several of them are taken.
    let mut screen = Screen::sample(Language::ENGLISH, (80, 24));
    let activities = screen.register().activities.iter();
    let mut systems: Vec<String> = activities.flat_map(|it| it.systems.clone()).collect();
    systems.sort();
    systems.dedup();
    let last = screen.register().activities.iter().next_back().unwrap();
    systems.retain(|it| !last.systems.contains(it));
    let (one, two) = (systems[0].clone(), systems[1].clone());
    screen.keys("2 end =").typed("systems").keys("enter");
    screen.typed(&one).keys("down up space");
    screen
        .typed(&two)
        .keys("enter right enter")
        .sees("Recorded: ");
    let last = screen.register().activities.iter().next_back().unwrap();
    assert!(last.systems.contains(&one) && last.systems.contains(&two));
}

/// What only tells something, and is right to.
const TELLS: &[&str] = &[
    "sort",
    "sort-back",
    "mouse",
    "copy",
    "wider",
    "narrower",
    "undo",
    "redo",
    "in-full",
    "quit-now",
];

/// Gives every command that is offered at each place; those that did nothing but to tell why not.
fn idle(make: &dyn Fn() -> Screen, places: &[&str]) -> Vec<String> {
    let mut idle = Vec::new();
    for place in places {
        let mut screen = make();
        screen.keys("esc esc esc").keys(place);
        for name in screen.app.offered() {
            if TELLS.contains(&name) {
                continue;
            }
            let mut screen = make();
            screen.keys("esc esc esc").keys(place);
            let whole = screen.text();
            let mark = screen.register().mark.clone();
            screen.effects();
            screen.app.give(name);
            screen.works();
            let text = screen.text();
            let above = |text: &str| {
                let lines: Vec<&str> = text.trim_end().lines().collect();
                lines[..lines.len().saturating_sub(2)].join("\n")
            };
            let only_told = above(&text) == above(&whole) && screen.register().mark == mark;
            let done = !screen.effects().is_empty() || screen.app.is_done();
            if only_told && !done && text != whole {
                idle.push(format!("{place}: {name}: {}", bottom_of(&mut screen)));
            }
        }
    }
    idle
}

#[test]
fn nothing_is_offered_that_only_tells_that_there_is_nothing_to_do() {
    let full = || Screen::sample(Language::ENGLISH, (120, 40));
    let mut found = idle(&full, PLACES);
    found.extend(idle(
        &Screen::new_register,
        &["1", "2", "3", "4", "5", "5 tab", "6", "7"],
    ));
    assert!(found.is_empty(), "{found:#?}");
}

/// What comes of every command that the palette finds by its title on the overview: those that neither do anything nor
/// say in one line why there is nothing, and those that are not found at all.
fn idle_in_the_palette(make: &dyn Fn() -> Screen) -> Vec<String> {
    let mut idle = Vec::new();
    for declared in COMMANDS {
        let only_elsewhere =
            |of: &CommandContext| [CommandContext::Form, CommandContext::Reader].contains(of);
        let elsewhere = declared.contexts.iter().all(only_elsewhere);
        if !declared.command.is_named() || elsewhere || declared.name == "overview" {
            continue;
        }
        let mut screen = make();
        let words = lexicon(screen.language()).words;
        let title = format!("command.{}.title", declared.name);
        let title = words.get(&title);
        screen.keys("esc esc esc 1");
        let whole = screen.text();
        let mark = screen.register().mark.clone();
        screen.effects();
        screen.keys("ctrl-p").pasted(title);
        let text = screen.text();
        let within = text.lines().filter_map(|line| line.split('│').nth(1));
        let labels = within.map(|line| line.trim_start_matches([' ', '›']));
        let labels = labels.map(|line| line.split("  ").next().unwrap_or_default().trim());
        // Below what is typed.
        let mut labels = labels.skip_while(|label| !label.starts_with('/')).skip(2);
        let Some(at) = labels.position(|label| label == title) else {
            idle.push(format!("{}: not found", declared.name));
            continue;
        };
        for _ in 0..at {
            screen.keys("down");
        }
        screen.keys("enter").works();
        let text = screen.text();
        let rest = |text: &str| text.trim_end().rsplit_once('\n').unwrap().0.to_owned();
        let acts = rest(&text) != rest(&whole)
            || !screen.effects().is_empty()
            || screen.app.is_done()
            || screen.register().mark != mark;
        // Behind what is told stand the keys.
        let bottom = bottom_of(&mut screen);
        let told = bottom.split("   ").next().unwrap_or_default();
        let says = told != bottom_line(&whole) && told.ends_with('.') && !told.contains('…');
        if !acts && !says {
            idle.push(format!("{}: {told}", declared.name));
        }
    }
    idle
}

fn bottom_line(text: &str) -> &str {
    text.trim_end().lines().last().unwrap_or_default()
}

#[test]
fn whatever_the_palette_finds_acts_or_says_in_one_line_why_there_is_nothing() {
    let full = || Screen::sample(Language::ENGLISH, (120, 40));
    let mut found = idle_in_the_palette(&full);
    found.extend(idle_in_the_palette(&|| {
        let mut screen = Screen::new_register_in(Language::SWEDISH);
        screen.resized(120, 40);
        screen
    }));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_there_is_nothing_of_is_not_offered_and_says_so_when_it_is_looked_for() {
    for (language, looked_for, nothing, told) in [
        (
            Language::ENGLISH,
            "Saved filters",
            "nothing yet",
            "No filter is saved yet.",
        ),
        (
            Language::SWEDISH,
            "Sparade filter",
            "inget ännu",
            "Inget filter är sparat ännu.",
        ),
    ] {
        let mut screen = Screen::sample(language, (120, 40));
        screen.keys("2 end");
        for name in ["filters", "drafts", "forget-template"] {
            assert!(!screen.app.offered().contains(&name), "{name}");
        }
        assert!(screen.app.offered().contains(&"ask"));
        screen.keys("ctrl-p").typed(looked_for);
        screen.sees(nothing).keys("enter").sees(told);
    }
    // Without activities there is nobody to be asked.
    let screen = Screen::new_register();
    assert!(!screen.app.offered().contains(&"ask"));
}

#[test]
fn what_is_done_in_another_list_is_found_from_anywhere_and_leads_there() {
    for (language, typed, list, told) in [
        (
            Language::ENGLISH,
            "duplicate organisation",
            "in: Organisations",
            "find it in the palette again (Ctrl-P)",
        ),
        (
            Language::SWEDISH,
            "slå ihop",
            "i: Organisationer",
            "sök sedan fram det i paletten igen (Ctrl-P)",
        ),
    ] {
        let mut screen = Screen::sample(language, (120, 40));
        let typed = if language == Language::ENGLISH {
            "replace"
        } else {
            typed
        };
        screen.keys("1 ctrl-p").typed(typed).sees(list);
        screen.keys("up");
        let before = screen.register().mark.clone();
        let title = lexicon(language)
            .words
            .get("command.replace-record.title")
            .to_owned();
        screen.keys("ctrl-u").typed(&title).keys("enter").sees(told);
        assert_eq!(screen.register().mark, before);
        screen
            .keys("ctrl-p")
            .typed(&title)
            .keys("enter")
            .sees("(O1)");
    }
    // What needs no record is done there at once.
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("1 ctrl-p").typed("Columns").keys("enter");
    assert_eq!(screen.app.depth(), 1);
}

#[test]
fn what_the_law_data_do_not_confirm_looks_so_where_it_is_chosen() {
    let mut screen = Screen::sample(Language::ENGLISH, (160, 40));
    screen.keys("5 tab tab L").sees("Which statutory period?");
    let law = lexicon(Language::ENGLISH).law;
    let ours = law.retentions().iter().filter(|entry| {
        entry.jurisdiction == "SE" && entry.in_force_on(crate::support::screen::today())
    });
    let mut met = [0, 0];
    for entry in ours {
        let label = entry.label(Language::ENGLISH);
        screen.keys("ctrl-u").typed(label);
        let text = screen.text();
        let row = text
            .lines()
            .find(|line| line.contains(&format!("› {label}")));
        let unsure = entry.confidence == ropa::law::Confidence::Unconfirmed;
        met[usize::from(unsure)] += 1;
        let Some(row) = row else { continue };
        assert_eq!(row.contains("unconfirmed"), unsure, "{text}");
    }
    assert!(met[0] > 5 && met[1] > 5, "{met:?}");
}
