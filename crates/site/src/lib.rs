//! A portfolio as a static site: an archive in, a checked list of files out. Nothing of what it holds is run or trusted.
#![warn(missing_docs)]

pub mod archive;
mod kinds;
pub mod limits;
mod names;
mod problem;
mod unpack;
pub mod written;

pub use kinds::media_type;
pub use names::shown;
pub use problem::{Problem, Unusable};
pub use unpack::{Unpacked, unpack};

use serde::{Deserialize, Serialize};

/// The kind of a manifest, as deposits record it.
pub const MEDIA_TYPE: &str = "application/vnd.florilege.site+json";

/// The files of a site, by path. Its JSON is the manifest: its hash freezes the whole site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The path of the page that opens first.
    pub index: String,
    /// Every file, by path, each path once.
    pub files: Vec<File>,
}

/// One file of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path from the root, parts separated by `/`, none of them `.` or `..`.
    pub path: String,
    /// Its kind, with the character set of a text.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
}

impl Site {
    /// The file that an address asks for: the path itself, a folder's `index.html`, or the same in other letter cases
    /// (a site made on a machine that does not tell them apart).
    pub fn find(&self, path: &str) -> Option<&File> {
        let path = path.trim_start_matches('/');
        if path.is_empty() {
            return self.exact(&self.index);
        }
        let page = format!("{}/index.html", path.trim_end_matches('/'));
        let folded = |wanted: &str| {
            let wanted = wanted.to_lowercase();
            self.files.iter().find(|file| file.path.to_lowercase() == wanted)
        };
        self.exact(path).or_else(|| self.exact(&page)).or_else(|| folded(path)).or_else(|| folded(&page))
    }

    fn exact(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a path names a folder with a page of its own: relative links need its last `/`.
    pub fn is_folder(&self, path: &str) -> bool {
        !path.is_empty() && !path.ends_with('/') && self.exact(path).is_none() && {
            let page = format!("{path}/index.html");
            self.exact(&page).is_some()
        }
    }

    /// The size of all files together, in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let file = |path: &str| File {
            path: path.to_owned(),
            media_type: "text/html; charset=utf-8".to_owned(),
            size: 3,
            hash: "00".to_owned(),
        };
        Site {
            index: "index.html".to_owned(),
            files: ["index.html", "Projets/GLPI.html", "stage/index.html"].map(file).to_vec(),
        }
    }

    #[test]
    fn an_address_finds_its_file_as_web_servers_do() {
        let site = site();
        let path = |asked: &str| site.find(asked).map(|file| file.path.as_str());
        assert_eq!(path(""), Some("index.html"));
        assert_eq!(path("/"), Some("index.html"));
        assert_eq!(path("Projets/GLPI.html"), Some("Projets/GLPI.html"));
        assert_eq!(path("projets/glpi.HTML"), Some("Projets/GLPI.html"));
        assert_eq!([path("stage"), path("stage/")], [Some("stage/index.html"); 2]);
        assert_eq!([path("../index.html"), path("autre.html")], [None, None]);
        assert!(site.is_folder("stage") && !site.is_folder("stage/") && !site.is_folder("index.html"));
        assert_eq!(site.bytes(), 9);
    }
}
