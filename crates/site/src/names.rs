//! The names in an archive: read as paths, never followed.

use crate::limits;
use crate::problem::Problem;

/// A name as a path from the root: parts separated by `/`.
///
/// # Errors
/// The name leaves its folder, is absolute, or holds what no path of a site holds.
pub fn path(name: &str) -> Result<String, Problem> {
    let told = || shown(name);
    // Some Windows tools write `\`.
    let slashed = name.replace('\\', "/");
    let drive = slashed.as_bytes().get(1) == Some(&b':');
    if slashed.starts_with('/') || drive {
        return Err(Problem::Outside(told()));
    }
    let mut parts = vec![];
    for part in slashed.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part.trim_end_matches([' ', '.']).is_empty() {
            return Err(Problem::Outside(told()));
        }
        if part.chars().any(|c| c.is_control() || turns(c) || "<>:\"|?*".contains(c)) {
            return Err(Problem::Characters(told()));
        }
        parts.push(part);
    }
    let path = parts.join("/");
    if path.chars().count() > limits::PATH || parts.len() > limits::DEPTH {
        return Err(Problem::LongPath(told()));
    }
    Ok(path)
}

/// Characters that turn a name around, or hide in it.
fn turns(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}

/// A name as a sentence may show it.
pub fn shown(name: &str) -> String {
    let clean: String = name.chars().filter(|c| !c.is_control() && !turns(*c)).take(120).collect();
    if clean.is_empty() { "sans nom".to_owned() } else { clean }
}

/// What tools leave in archives, and no reader of a portfolio needs.
pub fn is_litter(path: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') && part != ".well-known";
    let known = |part: &str| matches!(part, "__MACOSX" | "node_modules" | "Thumbs.db" | "desktop.ini");
    path.split('/').any(|part| hidden(part) || known(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_site_are_refused() {
        for name in [
            "../index.html",
            "a/../../b.html",
            "a/..",
            "..\\..\\windows\\win.ini",
            "/etc/passwd",
            "\\\\serveur\\partage\\a.html",
            "C:\\a.html",
            "c:/a.html",
            "a/.. /b.html",
            "a/.../b.html",
        ] {
            assert!(matches!(path(name), Err(Problem::Outside(_))), "{name}");
        }
        for name in ["a\0.html", "a\u{202e}lmth.exe", "ab:c.html", "con|x.html", "a\n.html"] {
            assert!(matches!(path(name), Err(Problem::Characters(_))), "{name:?}");
        }
        assert!(matches!(path(&"a/".repeat(17)), Err(Problem::LongPath(_))));
        assert!(matches!(path(&"é".repeat(301)), Err(Problem::LongPath(_))));
    }

    #[test]
    fn honest_names_become_paths() {
        assert_eq!(
            path("mon site\\pages\\Réalisation 1.html").as_deref(),
            Ok("mon site/pages/Réalisation 1.html")
        );
        assert_eq!(path("./a//b.html").as_deref(), Ok("a/b.html"));
        assert_eq!(path("v1..2.html").as_deref(), Ok("v1..2.html"));
    }

    #[test]
    fn what_tools_leave_is_told_apart() {
        assert!(is_litter("__MACOSX/a.html") && is_litter("a/.DS_Store") && is_litter(".git/config"));
        assert!(is_litter("node_modules/x/index.html") && !is_litter("a/b.html"));
    }
}
