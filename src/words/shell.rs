//! A word for a shell: what is suggested to be typed can be typed as it stands.

use std::borrow::Cow;

/// A text as the shell of the system takes it for one word: a POSIX shell, or on Windows both of its own.
///
/// A name that begins with a hyphen would be taken for an option: it is led by its directory.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    let led = if text.starts_with('-') {
        Cow::Owned(format!("./{text}"))
    } else {
        Cow::Borrowed(text)
    };
    let plain = |letter: char| {
        letter.is_alphanumeric()
            || "_-./:,@+%=".contains(letter)
            || (cfg!(windows) && letter == '\\')
    };
    if !led.is_empty() && led.chars().all(plain) {
        return led;
    }
    if cfg!(windows) {
        return Cow::Owned(format!("\"{led}\""));
    }
    Cow::Owned(format!("'{}'", led.replace('\'', "'\\''")))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_it_for_the_one_word_that_it_is() {
        for text in [
            "r.sqlite",
            "a b.sqlite",
            "it's mine",
            "-x",
            "",
            "$HOME `id` \"x\" *",
            "a\\b;c&d|e>f#g!h~i",
            "Årsredovisning (2).sqlite",
            "line\nbreak",
        ] {
            let script = format!("printf %s {}", quoted(text));
            let shell = std::process::Command::new("sh")
                .args(["-c", &script])
                .output();
            let said = String::from_utf8(shell.unwrap().stdout).unwrap();
            assert_eq!(said.trim_start_matches("./"), text);
        }
        assert_eq!(quoted("plain-name_1.sqlite"), "plain-name_1.sqlite");
        assert_eq!(quoted("-x"), "./-x");
    }
}
