//! Files on the screen: a path that goes on by a key, and an import from a sheet, driven by keys alone.

use crate::support::screen::Screen;

#[test]
fn a_path_goes_on_by_tab_wherever_a_file_is_asked_for() {
    let mut screen = Screen::new_register();
    std::fs::create_dir(screen.path("sheets of 2025")).unwrap();
    for name in ["alpha.csv", "alpha.xlsx"] {
        std::fs::write(screen.path("sheets of 2025").join(name), "x").unwrap();
    }
    std::fs::create_dir(screen.path("home")).unwrap();
    std::fs::write(screen.path("home/of mine.csv"), "x").unwrap();
    screen.keys("ctrl-p").typed("Import").keys("enter");
    screen.sees("Tab complete");
    screen.typed("she").keys("tab").sees("sheets of 2025/ ");
    screen.keys("tab").sees("sheets of 2025/alpha. ");
    screen.sees("alpha.csv   alpha.xlsx");
    screen.typed("c").lacks("alpha.csv   alpha.xlsx");
    screen.keys("tab").sees("sheets of 2025/alpha.csv ");
    screen.keys("ctrl-u").typed("~").keys("tab tab");
    screen.sees("~/of mine.csv");
    screen.keys("esc");
    // Where a file is written too.
    screen.keys("x down down down down down down down down");
    screen.keys("ctrl-u");
    screen.typed("she").keys("tab").sees("sheets of 2025/ ");
}
