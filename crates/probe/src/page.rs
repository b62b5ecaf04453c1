//! What a page that answers says: a portfolio, or a door.

use crate::hop::Answer;
use crate::{Finding, Target};

/// Where services send those who have not signed in.
const SIGN_IN: [&str; 17] = [
    "accounts.google.com",
    "login.microsoftonline.com",
    "login.live.com",
    "login.yahoo.com",
    "appleid.apple.com",
    "github.com/login",
    "gitlab.com/users/sign_in",
    "notion.so/login",
    "notion.com/login",
    "canva.com/login",
    "linkedin.com/login",
    "linkedin.com/authwall",
    "wordpress.com/log-in",
    "/cas/login",
    "/wp-login.php",
    "/login/index.php",
    "/saml2/",
];

/// Hosts of shared documents: there a sign-in means that the owner has not shared.
const SHARED: [&str; 12] = [
    "drive.google.com",
    "docs.google.com",
    "sites.google.com",
    "sharepoint.com",
    "1drv.ms",
    "onedrive.live.com",
    "dropbox.com",
    "notion.site",
    "notion.so",
    "canva.com",
    "padlet.com",
    "genially.com",
];

/// Sentences of pages that ask the owner for access.
const ASK: [&str; 10] = [
    "vous devez demander l'accès",
    "demander l'accès",
    "vous avez besoin d'une autorisation",
    "you need access",
    "request access",
    "you need permission",
    "ce lien a été supprimé",
    "this link has been removed",
    "cette page n'est pas publique",
    "no access to this page",
];

/// Sentences of pages that a host puts where there is no site.
const NOTHING: [&str; 12] = [
    "site en construction",
    "en cours de construction",
    "under construction",
    "welcome to nginx",
    "apache2 debian default page",
    "apache2 ubuntu default page",
    "it works!",
    "index of /",
    "there isn't a github pages site here",
    "domain is for sale",
    "ce domaine est à vendre",
    "site not found",
];

fn folded(text: &str) -> String {
    text.to_lowercase().replace('’', "'").replace("&#39;", "'").replace("&rsquo;", "'")
}

/// Whether a redirection leads to a door.
pub fn is_sign_in(location: &str) -> bool {
    let location = location.to_lowercase();
    let bare = location.split(['?', '#']).next().unwrap_or_default();
    SIGN_IN.iter().any(|door| bare.contains(door))
}

/// What an answer that is no redirection comes to.
pub fn finding(target: &Target, answer: &Answer) -> Finding {
    let host = target.host();
    let shared = SHARED.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")));
    match answer.status {
        401 | 403 | 407 if shared => return Finding::AskAccess,
        401 | 403 | 407 => return Finding::SignIn,
        404 | 410 => return Finding::NotFound,
        500.. => return Finding::ServerError,
        200..=299 => {}
        _ => return Finding::Refused,
    }
    if is_sign_in(&target.text()) {
        return Finding::SignIn;
    }
    let kind = answer.media_type.as_deref().unwrap_or_default().to_lowercase();
    let html = kind.contains("html") || (kind.is_empty() && starts_as_page(&answer.body));
    if answer.body.is_empty() {
        return Finding::Empty;
    }
    if answer.attachment || !html {
        let shown = kind.contains("pdf") || kind.starts_with("text/") || kind.starts_with("image/");
        return if shown && !answer.attachment { Finding::Reachable } else { Finding::Download };
    }
    let source = folded(&String::from_utf8_lossy(&answer.body));
    let text = visible(&source);
    if shared && ASK.iter().any(|sentence| text.contains(sentence)) {
        return Finding::AskAccess;
    }
    if has_password(&source) && text.len() < 3_000 {
        return Finding::SignIn;
    }
    if text.len() < 2_000 && NOTHING.iter().any(|sentence| text.contains(sentence)) {
        return Finding::UnderConstruction;
    }
    let pictured = ["<img", "<script", "<iframe", "<video", "<canvas", "<svg"];
    if text.trim().is_empty() && !pictured.iter().any(|tag| source.contains(tag)) {
        return Finding::Empty;
    }
    Finding::Reachable
}

fn starts_as_page(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(200)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

fn has_password(source: &str) -> bool {
    ["type=\"password\"", "type='password'", "type=password"].iter().any(|field| source.contains(field))
}

/// The words of a page: what stands outside tags, scripts and styles.
fn visible(source: &str) -> String {
    let (mut text, mut rest) = (String::new(), source);
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let skip = ["script", "style", "noscript", "head"].iter().find(|tag| {
            rest[1..].starts_with(**tag) && rest[1 + tag.len()..].starts_with(['>', ' ', '\n', '\t', '\r'])
        });
        let end = match skip {
            Some(&"head") | None => rest.find('>').map(|at| at + 1),
            Some(tag) => rest.find(&format!("</{tag}")).and_then(|at| Some(at + rest[at..].find('>')? + 1)),
        };
        let Some(end) = end else {
            rest = "";
            break;
        };
        rest = &rest[end..];
        text.push(' ');
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reach;

    fn seen(address: &str, status: u16, kind: &str, body: &str) -> Finding {
        let target = Target::parse(address, Reach::Public).unwrap();
        let answer = Answer {
            ip: [1, 1, 1, 1].into(),
            status,
            location: None,
            media_type: Some(kind.to_owned()),
            attachment: false,
            body: body.as_bytes().to_vec(),
            cut: false,
        };
        finding(&target, &answer)
    }

    const SITE: &str = "https://alix.example.fr/";

    #[test]
    fn e4_07_a_page_is_told_from_a_door() {
        let page = "<!doctype html><title>Alix</title><h1>Mon portfolio</h1><p>Deux réalisations.</p>";
        assert_eq!(seen(SITE, 200, "text/html", page), Finding::Reachable);
        let door = "<html><form><input type=\"password\" name=p></form></html>";
        assert_eq!(seen(SITE, 200, "text/html", door), Finding::SignIn);
        for status in [401, 403] {
            assert_eq!(seen(SITE, status, "text/html", ""), Finding::SignIn);
            assert_eq!(seen("https://ecole.sharepoint.com/x", status, "text/html", ""), Finding::AskAccess);
        }
        let drive = "https://drive.google.com/drive/folders/1";
        let asked = "<p>Vous devez demander l’accès</p><script>1</script>";
        assert_eq!(seen(drive, 200, "text/html", asked), Finding::AskAccess);
        assert_eq!(seen(SITE, 200, "text/html", &format!("{page}{asked}")), Finding::Reachable);
        assert!(is_sign_in("https://accounts.google.com/ServiceLogin?continue=x"));
        assert!(is_sign_in("https://ent.example.fr/cas/login?service=x"));
        assert!(!is_sign_in("https://alix.example.fr/?from=accounts.google.com"));
    }

    #[test]
    fn statuses_and_empty_pages_are_told() {
        assert_eq!(seen(SITE, 404, "text/html", "x"), Finding::NotFound);
        assert_eq!(seen(SITE, 410, "text/html", "x"), Finding::NotFound);
        assert_eq!(seen(SITE, 503, "text/html", "x"), Finding::ServerError);
        assert_eq!(seen(SITE, 429, "text/html", "x"), Finding::Refused);
        assert_eq!(seen(SITE, 200, "text/html", ""), Finding::Empty);
        assert_eq!(seen(SITE, 200, "text/html", "<html><body> </body></html>"), Finding::Empty);
        let app = "<html><body><div id=root></div><script src=a.js></script></body></html>";
        assert_eq!(seen(SITE, 200, "text/html", app), Finding::Reachable);
        let parked = "<h1>Welcome to nginx!</h1>";
        assert_eq!(seen(SITE, 200, "text/html", parked), Finding::UnderConstruction);
    }

    #[test]
    fn a_file_to_save_is_no_page() {
        assert_eq!(seen(SITE, 200, "application/zip", "PK"), Finding::Download);
        assert_eq!(seen(SITE, 200, "application/pdf", "%PDF"), Finding::Reachable);
        assert_eq!(seen(SITE, 200, "", "<!doctype html><p>Bonjour</p>"), Finding::Reachable);
    }

    #[test]
    fn words_are_what_a_reader_sees() {
        let source =
            "<head><style>p{}</style></head><p>un</p><script>if (a<b) {}</script><p>deux<br>trois</p><scr";
        assert_eq!(visible(source), "un deux trois");
    }
}
