//! A reader of the PDF files that the press writes: objects, streams, pages and their text. Not of any PDF.
#![allow(dead_code)]

use flate2::read::ZlibDecoder;
use std::collections::BTreeMap;
use std::io::Read as _;

/// One object: its text up to `stream`, and its stream, inflated.
#[derive(Debug, Default)]
pub struct Object {
    /// The text, each byte a character.
    pub text: String,
    /// The stream.
    pub stream: Vec<u8>,
}

/// A file taken apart.
#[derive(Debug)]
pub struct Pdf {
    /// The objects, by number.
    pub objects: BTreeMap<usize, Object>,
}

fn characters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn find(bytes: &[u8], what: &str) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what.as_bytes())
}

/// What stands after a name of a dictionary.
pub fn after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut places = text.match_indices(name).map(|(at, _)| &text[at + name.len()..]);
    places.find(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())).map(str::trim_start)
}

/// The number that stands after a name: a value, or the number of the object referred to.
pub fn number(text: &str, name: &str) -> Option<usize> {
    let digits: String = after(text, name)?.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The objects referred to in a list or a dictionary after a name.
fn references(text: &str, name: &str, close: &str) -> Vec<(String, usize)> {
    let Some(rest) = after(text, name) else { return vec![] };
    let inside = rest.split(close).next().unwrap_or_default();
    let words: Vec<&str> = inside.split(|c: char| c.is_whitespace() || "[<".contains(c)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let mut found = vec![];
    for (at, window) in words.windows(3).enumerate() {
        let [target, "0", last] = window else { continue };
        let (Ok(target), true) = (target.parse(), last.starts_with('R')) else { continue };
        let label = at.checked_sub(1).map_or("", |before| words[before]);
        found.push((label.rsplit('/').next().unwrap_or_default().to_owned(), target));
    }
    found
}

impl Pdf {
    /// Takes a file apart.
    pub fn read(bytes: &[u8]) -> Self {
        let mut pdf = Self { objects: BTreeMap::new() };
        let mut rest = bytes;
        while let Some(at) = find(rest, " 0 obj") {
            let digits = rest[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let id = characters(&rest[at - digits..at]).parse().unwrap();
            rest = &rest[at + " 0 obj".len()..];
            let end = find(rest, "endobj").unwrap();
            let mut object = Object::default();
            match find(&rest[..end], "stream\n") {
                Some(start) => {
                    object.text = characters(&rest[..start]);
                    let length = number(&object.text, "/Length").unwrap();
                    let from = start + "stream\n".len();
                    object.stream = inflated(&object.text, &rest[from..from + length]);
                    rest = &rest[from + length..];
                }
                None => object.text = characters(&rest[..end]),
            }
            pdf.objects.insert(id, object);
        }
        pdf.unpack();
        pdf
    }

    /// Adds the objects that are packed in streams.
    fn unpack(&mut self) {
        let packs = self.objects.values().filter(|one| one.text.contains("/ObjStm"));
        let packs: Vec<_> =
            packs.map(|one| (characters(&one.stream), number(&one.text, "/First").unwrap())).collect();
        for (text, first) in packs {
            let head: Vec<usize> =
                text[..first].split_whitespace().map(|word| word.parse().unwrap()).collect();
            for pair in head.chunks(2) {
                let next = head.chunks(2).map(|other| other[1]).filter(|start| *start > pair[1]).min();
                let end = next.map_or(text.len(), |next| first + next);
                let object = Object { text: text[first + pair[1]..end].to_owned(), stream: vec![] };
                self.objects.insert(pair[0], object);
            }
        }
    }

    /// The text of every object, for markers such as `/MarkInfo`.
    pub fn everything(&self) -> String {
        self.objects.values().map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The metadata (XMP).
    pub fn metadata(&self) -> String {
        let metadata = self
            .objects
            .values()
            .find(|one| one.text.contains("/Subtype/XML") || one.text.contains("/Subtype /XML"));
        String::from_utf8(metadata.unwrap().stream.clone()).unwrap()
    }

    fn is(object: &Object, kind: &str) -> bool {
        after(&object.text, "/Type").is_some_and(|rest| after(&rest[..rest.len().min(20)], kind).is_some())
    }

    /// The pages, in their order.
    pub fn pages(&self) -> Vec<&Object> {
        let root = self.objects.values().find(|one| Self::is(one, "/Pages")).unwrap();
        let kids = references(&root.text, "/Kids", "]");
        let pages: Vec<_> = kids.iter().map(|(_, id)| &self.objects[id]).collect();
        assert!(pages.iter().all(|page| Self::is(page, "/Page")), "one level of pages");
        pages
    }

    /// The text of a page, in the order in which it is drawn.
    pub fn text_of(&self, page: &Object) -> String {
        let here = number(&page.text, "/Resources").map_or(page, |id| &self.objects[&id]);
        let named = match after(&here.text, "/Font") {
            Some(rest) if rest.starts_with("<<") => references(&here.text, "/Font", ">>"),
            _ => {
                let id = number(&here.text, "/Font").unwrap();
                references(&format!("/Font {}", self.objects[&id].text), "/Font", ">>")
            }
        };
        let fonts: BTreeMap<_, _> = named.into_iter().map(|(name, id)| (name, self.letters(id))).collect();
        let content = &self.objects[&number(&page.text, "/Contents").unwrap()];
        drawn(&content.stream, &fonts)
    }

    /// The text of the whole file, without any space: lines break anywhere.
    pub fn text(&self) -> String {
        squeezed(&self.pages().into_iter().map(|page| self.text_of(page)).collect::<String>())
    }

    /// What the glyphs of a font stand for.
    fn letters(&self, font: usize) -> BTreeMap<usize, String> {
        let map = &self.objects[&number(&self.objects[&font].text, "/ToUnicode").unwrap()];
        let text = characters(&map.stream);
        let mut letters = BTreeMap::new();
        for block in text.split("beginbfchar").skip(1) {
            let codes = hexadecimals(block.split("endbfchar").next().unwrap());
            for pair in codes.chunks(2) {
                letters.insert(code(&pair[0]), utf16(&pair[1]));
            }
        }
        for block in text.split("beginbfrange").skip(1) {
            let codes = hexadecimals(block.split("endbfrange").next().unwrap());
            for triple in codes.chunks(3) {
                let start = utf16(&triple[2]).chars().next().unwrap();
                for (nth, glyph) in (code(&triple[0])..=code(&triple[1])).enumerate() {
                    let letter = char::from_u32(start as u32 + u32::try_from(nth).unwrap()).unwrap();
                    letters.insert(glyph, letter.to_string());
                }
            }
        }
        letters
    }
}

/// A text without any space, so that two are compared wherever their lines break.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

fn inflated(text: &str, stream: &[u8]) -> Vec<u8> {
    if !text.contains("FlateDecode") {
        return stream.to_vec();
    }
    let mut bytes = vec![];
    ZlibDecoder::new(stream).read_to_end(&mut bytes).unwrap();
    bytes
}

/// The hexadecimal strings of a piece of text, as bytes.
fn hexadecimals(text: &str) -> Vec<Vec<u8>> {
    text.split('<').skip(1).map(|piece| bytes_of(piece.split('>').next().unwrap())).collect()
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let digits: Vec<_> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair.get(1).unwrap_or(&0)).unwrap()).collect()
}

fn code(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |code, byte| code * 256 + usize::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
}

/// Follows a content stream: which font is set, and which glyphs are drawn.
fn drawn(stream: &[u8], fonts: &BTreeMap<String, BTreeMap<usize, String>>) -> String {
    let (mut text, mut font, mut name) = (String::new(), None, String::new());
    let mut at = 0;
    while let Some(byte) = stream.get(at) {
        match byte {
            b'/' => {
                let end = stream[at + 1..].iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'_');
                name = characters(&stream[at + 1..at + 1 + end.unwrap_or(0)]);
                at += name.len();
            }
            b'T' if stream[at..].starts_with(b"Tf") => font = fonts.get(&name),
            b'(' | b'<' if stream.get(at + 1) != Some(&b'<') => {
                let (glyphs, length) = string(&stream[at..]);
                at += length;
                for glyph in glyphs.chunks(2) {
                    text.push_str(font.and_then(|font| font.get(&code(glyph))).map_or("", String::as_str));
                }
                continue;
            }
            b'<' => at += 1,
            _ => {}
        }
        at += 1;
    }
    text
}

/// A string of a content stream, and how many bytes it takes there.
fn string(stream: &[u8]) -> (Vec<u8>, usize) {
    if stream[0] == b'<' {
        let end = stream.iter().position(|byte| *byte == b'>').unwrap();
        return (bytes_of(&characters(&stream[1..end])), end + 1);
    }
    let (mut bytes, mut at, mut depth) = (vec![], 1, 1);
    loop {
        match stream[at] {
            b'\\' => {
                at += 1;
                let octal =
                    stream[at..].iter().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
                if octal > 0 {
                    let value =
                        stream[at..at + octal].iter().fold(0, |sum, byte| sum * 8 + u32::from(byte - b'0'));
                    bytes.push(u8::try_from(value % 256).unwrap());
                    at += octal - 1;
                } else {
                    bytes.push(match stream[at] {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                }
            }
            b'(' => (depth, bytes) = (depth + 1, [bytes, vec![b'(']].concat()),
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return (bytes, at + 1);
                }
                bytes.push(b')');
            }
            other => bytes.push(other),
        }
        at += 1;
    }
}
