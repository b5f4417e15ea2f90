//! The mouse: off until it is asked for, then a click does what the key does there.

use ratatui::crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ropa::domain::language::Language;
use ropa::tui::app::Effect;

use crate::support::screen::Screen;

/// The place of a text on the screen.
fn place(screen: &mut Screen, text: &str) -> (u16, u16) {
    let shown = screen.text();
    let found = shown.lines().enumerate().find_map(|(row, line)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count(), row))
    });
    let (column, row) = found.unwrap_or_else(|| panic!("{text} is not on the screen:\n{shown}"));
    (u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
}

fn event(kind: MouseEventKind, (column, row): (u16, u16)) -> MouseEvent {
    MouseEvent {
        kind,
        column,
        row,
        modifiers: KeyModifiers::NONE,
    }
}

fn click(screen: &mut Screen, text: &str) {
    let place = place(screen, text);
    let down = MouseEventKind::Down(MouseButton::Left);
    screen.app.mouse(event(down, place));
}

fn with_mouse(size: (u16, u16)) -> Screen {
    let mut screen = Screen::sample(Language::ENGLISH, size);
    screen.keys("ctrl-p").typed("mouse on or off").keys("enter");
    screen.sees("The mouse is on");
    assert_eq!(screen.effects(), [Effect::Mouse(true)]);
    screen
}

#[test]
fn the_mouse_does_nothing_until_it_is_turned_on_and_after_it_is_turned_off() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    let before = screen.text();
    click(&mut screen, "3 Organisations");
    assert_eq!(screen.text(), before);
    let mut screen = with_mouse((120, 40));
    click(&mut screen, "3 Organisations");
    screen.sees("Agreements");
    screen.keys("ctrl-p").typed("mouse on or off").keys("enter");
    assert_eq!(screen.effects(), [Effect::Mouse(false)]);
    let before = screen.keys("3").text();
    click(&mut screen, "2 Activities");
    assert_eq!(screen.text(), before);
}

#[test]
fn one_key_turns_the_mouse_on_and_off() {
    let mut screen = Screen::sample(Language::ENGLISH, (120, 40));
    screen.keys("M").sees("The mouse is on");
    assert_eq!(screen.effects(), [Effect::Mouse(true)]);
    screen.keys("2 M");
    assert_eq!(screen.effects(), [Effect::Mouse(false)]);
}

#[test]
fn tabs_views_rows_fields_and_keys_are_clicked() {
    let mut screen = with_mouse((120, 40));
    click(&mut screen, "3 Organisations");
    click(&mut screen, "Agreements");
    screen.sees("Agreements (");
    click(&mut screen, "2 Activities");
    click(&mut screen, "Building permits");
    screen.sees("›▲ A14");
    // The second click opens it; then its lines are clicked.
    click(&mut screen, "Building permits");
    screen.sees("Activity A14");
    click(&mut screen, "Department");
    assert_eq!(screen.app.focus().as_deref(), Some("department"));
    // What is typed is accepted when another line is clicked.
    screen.typed("Town planning");
    click(&mut screen, "Owner");
    assert_eq!(screen.app.focus().as_deref(), Some("owner"));
    click(&mut screen, "Ctrl-S");
    screen.sees("Saved A14").sees("Town planning");
    // An entry of the overview leads where Enter leads.
    click(&mut screen, "1 Overview");
    click(&mut screen, "Overdue");
    if screen.text().contains("1 Overview") {
        click(&mut screen, "Overdue");
    }
    screen.sees("Due");
}

#[test]
fn buttons_and_choices_are_clicked_and_nothing_behind_them() {
    let mut screen = with_mouse((120, 40));
    click(&mut screen, "2 Activities");
    screen.keys("home delete").sees("Delete?");
    let asked = screen.text();
    click(&mut screen, "3 Organisations");
    assert_eq!(
        screen.text(),
        asked,
        "only the question is there to be clicked"
    );
    click(&mut screen, "[ Delete");
    assert_eq!(screen.register().activities.len(), 23);
    screen.keys("o");
    let organisations = screen.register().ours().next().unwrap();
    let name = organisations.name.clone().unwrap();
    click(&mut screen, &name);
    let top = screen.text().lines().next().unwrap().to_owned();
    assert!(top.contains(&name), "{top}");
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut screen = with_mouse((150, 40));
    screen.keys("2 home").sees("›  A1 ");
    let list = place(&mut screen, "Recruitment");
    screen.app.mouse(event(MouseEventKind::ScrollDown, list));
    screen.sees("›  A2 ");
    screen.app.mouse(event(MouseEventKind::ScrollUp, list));
    let before = screen.text();
    let pane = place(&mut screen, "Our role");
    for _ in 0..3 {
        screen.app.mouse(event(MouseEventKind::ScrollDown, pane));
    }
    screen.sees("›  A1 ").lacks("Our role");
    for _ in 0..3 {
        screen.app.mouse(event(MouseEventKind::ScrollUp, pane));
    }
    assert_eq!(screen.text(), before);
}
