//! The kinds of files of a site, told by the end of their name. A browser is told never to guess.

/// Kinds that a portfolio is made of. Texts get their character set when it is known.
const KINDS: &[(&str, &str)] = &[
    ("html", "text/html"),
    ("htm", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("mjs", "text/javascript"),
    ("map", "application/json"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml"),
    ("txt", "text/plain"),
    ("md", "text/plain"),
    ("csv", "text/csv"),
    ("log", "text/plain"),
    ("sql", "text/plain"),
    ("php", "text/plain"),
    ("py", "text/plain"),
    ("java", "text/plain"),
    ("cs", "text/plain"),
    ("ts", "text/plain"),
    ("jsx", "text/plain"),
    ("tsx", "text/plain"),
    ("vue", "text/plain"),
    ("scss", "text/plain"),
    ("sass", "text/plain"),
    ("less", "text/plain"),
    ("yml", "text/plain"),
    ("yaml", "text/plain"),
    ("conf", "text/plain"),
    ("cfg", "text/plain"),
    ("ini", "text/plain"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("ico", "image/x-icon"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("eot", "application/vnd.ms-fontobject"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("ogv", "video/ogg"),
    ("mov", "video/quicktime"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("vtt", "text/vtt"),
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("drawio", "application/xml"),
    ("zip", "application/zip"),
    ("pkt", "application/octet-stream"),
    ("pka", "application/octet-stream"),
    ("pcap", "application/octet-stream"),
    ("pcapng", "application/octet-stream"),
    ("wasm", "application/wasm"),
];

/// The end of a file's name, in lower case; empty where there is none.
fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// The kind of a file by its name; `None` where a portfolio holds no such file.
pub fn media_type(path: &str) -> Option<&'static str> {
    let ending = ending(path);
    KINDS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// Whether a kind is a text, whose character set a browser must be told.
pub(crate) fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || matches!(kind, "application/json" | "application/xml" | "image/svg+xml")
}

/// Whether a kind is a page.
pub(crate) fn is_page(path: &str) -> bool {
    media_type(path) == Some("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_the_end_of_the_name() {
        assert_eq!(media_type("a/b/Index.HTML"), Some("text/html"));
        assert_eq!(media_type("schéma.svg"), Some("image/svg+xml"));
        for refused in ["setup.exe", "script.sh", "macro.docm", "sans-fin", ".htaccess", "a.html/b"] {
            assert_eq!(media_type(refused), None, "{refused}");
        }
    }

    #[test]
    fn source_code_is_shown_and_never_run_by_the_server() {
        assert_eq!(media_type("index.php"), Some("text/plain"));
        assert!(is_text("text/css") && is_text("image/svg+xml") && !is_text("image/png"));
    }
}
