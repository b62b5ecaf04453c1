//! The fonts that come with the software, and what they can draw.
//!
//! `Source Sans Pro` sets the text; `DejaVu Sans` draws the boxes to tick, the cross, and the letters that Source
//! Sans Pro lacks. Nothing is looked up on the machine, so a paper is the same everywhere.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The files of `fonts/`, in the order in which they are tried.
const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/SourceSansPro-Regular.otf"),
    include_bytes!("../fonts/SourceSansPro-Bold.otf"),
    include_bytes!("../fonts/SourceSansPro-It.otf"),
    include_bytes!("../fonts/DejaVuSans.ttf"),
];

/// The fonts, read once.
pub struct Fonts {
    /// The faces, in the order of the book.
    pub faces: Vec<Font>,
    /// What the typesetter knows about them.
    pub book: LazyHash<FontBook>,
}

impl Fonts {
    /// Reads the fonts; `None` when a file is not a font.
    pub fn read() -> Option<Self> {
        let faces: Vec<_> = FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
        let book = LazyHash::new(FontBook::from_fonts(&faces));
        (faces.len() == FILES.len()).then_some(Self { faces, book })
    }

    /// Whether some font draws this character.
    pub fn draw(&self, character: char) -> bool {
        self.faces.iter().any(|face| face.info().coverage.contains(u32::from(character)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_draw_french_and_the_boxes() {
        let fonts = Fonts::read().unwrap();
        let needed = "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’–—…•−→☐☒□\u{a0}\u{202f}€°²½";
        for character in needed.chars() {
            assert!(fonts.draw(character), "{character:?}");
        }
        let families: Vec<_> = fonts.book.families().map(|(name, _)| name).collect();
        assert_eq!(families, ["DejaVu Sans", "Source Sans Pro"]);
    }
}
