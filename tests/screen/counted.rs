//! How many keys the day's work takes, beyond the texts: played as a DPO would.

use ropa::domain::language::Language;

use crate::support::screen::Screen;

/// Plays keys and counts them; what is typed as text is not counted.
struct Counted {
    screen: Screen,
    keys: usize,
}

impl Counted {
    fn over(screen: Screen) -> Self {
        Self { screen, keys: 0 }
    }

    fn keys(&mut self, names: &str) -> &mut Self {
        self.keys += names.split_whitespace().count();
        self.screen.keys(names);
        self
    }

    fn typed(&mut self, text: &str) -> &mut Self {
        self.screen.typed(text);
        self
    }

    #[track_caller]
    fn at(&mut self, line: &str) -> &mut Self {
        let focus = self.screen.app.focus();
        assert_eq!(focus.as_deref(), Some(line), "{}", self.screen.text());
        self
    }
}

/// The findings of the one activity, by their rules.
fn findings(screen: &Screen) -> Vec<&'static str> {
    let register = screen.register();
    let law = ropa::law::Law::shipped().unwrap();
    let id = register.activities[0].head.id;
    let day = crate::support::screen::today();
    let findings = ropa::rules::check_record(register, &law, id, day);
    findings.iter().map(|finding| finding.rule.id).collect()
}

/// The rest of a newsletter that is sent by a company in the United States, from its recipient on.
fn sent_from_the_united_states(play: &mut Counted) {
    // The supplier is recorded on the way, then the contract with it, of which only status and day are left to say.
    play.typed("Mailpost").keys("enter");
    play.typed("united states").keys("enter ctrl-s");
}

/// From the offered transfer to the checked condition of its decision.
fn transferred(play: &mut Counted) {
    play.at("transfers ?").keys("enter");
    play.typed("takes").keys("enter");
    // The recipient and its country are filled in, and the decision is offered in one line.
    play.at("mechanisms ?").keys("enter");
    play.at("conditions").keys("enter");
    // The answers do not cover what is asked.
    play.screen.sees("Was the recipient listed as active");
    play.typed("yes").keys("enter").typed("today").keys("enter");
}

#[test]
fn a_whole_newsletter_without_a_finding_takes_at_most_sixty_keys() {
    let mut play = Counted::over(Screen::new_register());
    play.keys("2 n").typed("Newsletter").keys("enter");
    play.typed("contr").keys("enter esc tab").at("purposes");
    play.typed("Send news to those who asked for it")
        .keys("enter");
    play.typed("consent").keys("enter");
    play.typed("Log with time and version of the text")
        .keys("enter");
    play.typed("Link in each letter").keys("enter tab");
    play.at("data_subjects")
        .typed("subscribers")
        .keys("enter down");
    play.at("data_categories").typed("contact").keys("enter");
    play.typed("E-mail address")
        .keys("enter")
        .typed("ordin")
        .keys("enter tab");
    play.at("recipients");
    sent_from_the_united_states(&mut play);
    play.typed("processor")
        .keys("enter")
        .typed("Mailing")
        .keys("enter enter");
    play.typed("signed")
        .keys("enter")
        .typed("2026-01-10")
        .keys("ctrl-s");
    play.at("recipients").keys("tab");
    transferred(&mut play);
    play.keys("esc esc tab")
        .at("retention")
        .typed("Subscribers")
        .keys("enter");
    play.typed("fixed").keys("enter").typed("1 y").keys("enter");
    play.typed("withdrawal")
        .keys("enter")
        .typed("erase")
        .keys("enter");
    play.keys("esc esc tab").at("measures");
    play.typed("Encryption in transit").keys("enter");
    play.typed("All connections use TLS 1.3").keys("enter");
    play.typed("encryption").keys("enter ctrl-s f8");
    play.at("notices")
        .keys("enter")
        .typed("Privacy notice")
        .keys("enter");
    play.typed("https://www.example.se/privacy").keys("ctrl-s");
    play.screen.sees("Saved A1");
    assert_eq!(findings(&play.screen), [""; 0], "{}", play.screen.text());
    assert!(play.keys <= 60, "{} keys", play.keys);
    assert_eq!(
        play.keys, 51,
        "the manual of a day's work tells this number"
    );
}

#[test]
fn the_same_newsletter_from_the_library_takes_half_of_that() {
    let mut play = Counted::over(Screen::new_register());
    play.keys("2 N").typed("newslet").keys("enter");
    play.screen.sees("1 processing activity from templates");
    play.keys("f8").at("organisation");
    sent_from_the_united_states(&mut play);
    play.keys("f8 f8").at("agreement").keys("enter enter");
    play.typed("signed")
        .keys("enter")
        .typed("2026-01-10")
        .keys("ctrl-s");
    play.at("recipients").keys("tab");
    transferred(&mut play);
    // What the template proposes is only planned, which the organisation has yet to settle.
    play.keys("f8").at("measures");
    play.keys("f8")
        .at("notices")
        .keys("enter")
        .typed("Privacy notice")
        .keys("enter");
    play.typed("https://www.example.se/privacy").keys("ctrl-s");
    play.screen.sees("Saved A1");
    assert_eq!(findings(&play.screen), [""; 0], "{}", play.screen.text());
    assert!(play.keys <= 30, "{} keys", play.keys);
}

#[test]
fn twenty_seven_disposals_in_one_go_take_at_most_ten_keys() {
    let mut screen = super::desk::bookkeeping();
    screen
        .keys("d tab a enter")
        .keys("down")
        .typed("1990")
        .keys("enter")
        .typed("2016")
        .sees("27 batches")
        .keys("ctrl-s");
    let before = screen.register().mark.number;
    let mut play = Counted::over(screen);
    play.keys("d *").screen.sees("27 marked");
    play.keys("a enter").screen.sees("and 24 more: 27");
    play.keys("down").typed("IT operations").keys("ctrl-s");
    let shown = play.screen.text();
    let register = play.screen.register();
    assert_eq!(register.mark.number, before + 1, "one change:\n{shown}");
    let rows = register.all_rows(ropa::domain::kind::RecordKind::Holding);
    let disposed = rows
        .iter()
        .filter(|(_, row)| !row.value("disposed_on").is_empty());
    assert_eq!(disposed.count(), 27);
    assert!(play.keys <= 10, "{} keys", play.keys);
}

#[test]
fn a_record_is_found_by_a_word_and_two_keys() {
    let mut play = Counted::over(Screen::sample(Language::ENGLISH, (80, 24)));
    play.keys("ctrl-p").typed("newsletter").keys("enter");
    play.screen.sees("Activity A").sees("Newsletter");
    assert_eq!(play.keys, 2);
}

#[test]
fn a_municipal_activity_from_the_library_is_whole_with_thirty_keys() {
    let mut play = Counted::over(Screen::new_register());
    play.keys("2 N").typed("payroll").keys("enter");
    play.screen.sees("1 processing activity from templates");
    play.keys("f8").at("organisation");
    play.typed("Lönebyrån AB").keys("enter");
    play.typed("sweden").keys("enter ctrl-s f8").at("agreement");
    play.keys("enter enter").typed("signed").keys("enter");
    play.typed("2026-01-10").keys("ctrl-s f8").at("transfers");
    play.typed("-Everything stays in Sweden").keys("enter f8");
    play.at("measures").keys("f8");
    play.at("dpia_required").typed("-").keys("enter");
    play.typed("Ordinary payroll of few people").keys("enter");
    play.at("notices").keys("enter");
    play.typed("Privacy notice for employees").keys("enter");
    play.typed("https://www.example.se/privacy").keys("ctrl-s");
    play.screen.sees("Saved A1");
    assert_eq!(findings(&play.screen), [""; 0], "{}", play.screen.text());
    assert!(play.keys <= 30, "{} keys", play.keys);
}

#[test]
fn the_auditors_day_takes_few_keys() {
    // The document for the authority.
    let mut play = Counted::over(Screen::sample(Language::ENGLISH, (120, 40)));
    play.keys("x ctrl-s").screen.sees("Exported to");
    assert_eq!(play.keys, 2);
    // Where data go to the United States, and what that rests on.
    let mut play = Counted::over(Screen::sample(Language::ENGLISH, (120, 40)));
    play.keys("4 /").typed("united states").keys("enter");
    play.screen.sees("Transfers (5 of 28)");
    play.screen
        .sees("Adequacy decision")
        .sees("Derogation: legal claims");
    assert_eq!(play.keys, 3);
    // A state gets its name for the minutes, and is gone back to later.
    let mut play = Counted::over(Screen::sample(Language::ENGLISH, (120, 40)));
    play.keys("ctrl-p").typed("name this state").keys("enter");
    play.typed("Board, 3 December 2026").keys("enter");
    assert_eq!(play.keys, 3);
    play.keys("2 @").typed("board").keys("enter");
    play.screen.sees("edition Board, 3 December 2026");
    assert_eq!(play.keys, 6);
}
