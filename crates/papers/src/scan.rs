//! A photo of a paper as a clean page: upright, its light evened out, its ink dark, on A4 (E4-06).

use exam::dossier::PictureProblem;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageReader, RgbImage};
use std::io::Cursor;

/// The largest picture that is opened, in pixels: a phone's has 12 to 50 million.
pub const MOST_PIXELS: u64 = 120_000_000;

/// The longest side of a cleaned picture, in pixels: 200 for each inch of A4.
const LONGEST: u32 = 2_340;

/// The most memory that its pixels take: four bytes for each.
const MOST_BYTES: u64 = 4 * MOST_PIXELS;

/// How many blocks the longest side is cut into, to measure the light.
const BLOCKS: u32 = 48;

/// A cleaned picture, as JPEG, and whether it is wider than high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// The picture.
    pub jpeg: Vec<u8>,
    /// Whether it lies on its side.
    pub landscape: bool,
}

/// Opens a picture within bounds, upright as its camera says.
fn open(bytes: &[u8]) -> Result<DynamicImage, PictureProblem> {
    let reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureProblem::Damaged)?;
    let mut decoder = reader.into_decoder().map_err(|_| PictureProblem::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(PictureProblem::TooLarge);
    }
    if width.min(height) < 200 {
        return Err(PictureProblem::TooSmall);
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureProblem::Damaged)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Whether a picture could be cleaned: its header and its pixels are read, and nothing more is made of them.
///
/// # Errors
/// [`PictureProblem`], for the person who took it.
pub fn check(bytes: &[u8]) -> Result<(), PictureProblem> {
    open(bytes).map(drop)
}

/// Cleans a picture: the light of the room is divided out, block by block, then paper becomes white and ink dark.
///
/// # Errors
/// [`PictureProblem`], for the person who took it.
pub fn clean(bytes: &[u8]) -> Result<Scan, PictureProblem> {
    let picture = open(bytes)?;
    let picture = if picture.width().max(picture.height()) > LONGEST {
        picture.resize(LONGEST, LONGEST, FilterType::Triangle)
    } else {
        picture
    };
    let mut picture = picture.to_rgb8();
    let light = Light::of(&picture);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let paper = light.at(x, y);
        for channel in &mut pixel.0 {
            *channel = tone(u32::from(*channel) * 255 / paper);
        }
    }
    let mut jpeg = vec![];
    let (width, height) = picture.dimensions();
    JpegEncoder::new_with_quality(&mut jpeg, 78)
        .encode(&picture, width, height, ExtendedColorType::Rgb8)
        .map_err(|_| PictureProblem::Damaged)?;
    Ok(Scan { jpeg, landscape: width > height })
}

/// Nearly paper is paper; ink is darkened.
fn tone(value: u32) -> u8 {
    let stretched = value.saturating_sub(30) * 255 / 190;
    u8::try_from(stretched.min(255)).unwrap_or(255)
}

/// How bright the paper is, over the picture.
struct Light {
    side: u32,
    columns: u32,
    rows: u32,
    paper: Vec<u32>,
}

impl Light {
    /// Measures each block: a bright value of it, and no darker than its neighbours' where ink fills it.
    fn of(picture: &RgbImage) -> Self {
        let (width, height) = picture.dimensions();
        let side = (width.max(height) / BLOCKS).max(8);
        let (columns, rows) = (width.div_ceil(side), height.div_ceil(side));
        let mut blocks = vec![[0_u32; 64]; (columns * rows) as usize];
        for (x, y, pixel) in picture.enumerate_pixels() {
            let [red, green, blue] = pixel.0.map(u32::from);
            let bright = (2 * red + 5 * green + blue) / 8;
            blocks[(y / side * columns + x / side) as usize][(bright / 4) as usize] += 1;
        }
        let paper: Vec<u32> = blocks.iter().map(bright).collect();
        let light = Self { side, columns, rows, paper };
        let spread = light.around(|values| values.iter().copied().max().unwrap_or(1));
        let light = Self { paper: spread, ..light };
        let count =
            |values: &[u32]| values.iter().sum::<u32>() / u32::try_from(values.len()).unwrap_or(1).max(1);
        Self { paper: light.around(count), ..light }
    }

    /// Each block by what it and its neighbours come to.
    fn around(&self, come_to: impl Fn(&[u32]) -> u32) -> Vec<u32> {
        let mut values = vec![];
        for row in 0..self.rows {
            for column in 0..self.columns {
                let near = |at: u32, end: u32| at.saturating_sub(1)..=(at + 1).min(end - 1);
                let block = |r: u32, c: u32| self.paper[(r * self.columns + c) as usize];
                let all: Vec<u32> = near(row, self.rows)
                    .flat_map(|r| near(column, self.columns).map(move |c| (r, c)))
                    .map(|(r, c)| block(r, c))
                    .collect();
                values.push(come_to(&all));
            }
        }
        values
    }

    /// The paper's brightness at a point, between the centres of the four blocks around it.
    fn at(&self, x: u32, y: u32) -> u32 {
        let place = |at: u32, end: u32| {
            let shifted = at.saturating_sub(self.side / 2);
            let block = (shifted / self.side).min(end - 1);
            let next = (block + 1).min(end - 1);
            (block, next, (shifted - block * self.side).min(self.side))
        };
        let (left, right, dx) = place(x, self.columns);
        let (top, bottom, dy) = place(y, self.rows);
        let block = |row: u32, column: u32| self.paper[(row * self.columns + column) as usize];
        let between = |one: u32, other: u32, part: u32| (one * (self.side - part) + other * part) / self.side;
        let (up, down) = (
            between(block(top, left), block(top, right), dx),
            between(block(bottom, left), block(bottom, right), dx),
        );
        between(up, down, dy).max(24)
    }
}

/// The brightness under which nine tenths of a block are.
fn bright(counts: &[u32; 64]) -> u32 {
    let total: u32 = counts.iter().sum();
    let (mut seen, mut at) = (0, 63);
    while at > 0 && (seen + counts[at]) * 10 < total {
        seen += counts[at];
        at -= 1;
    }
    u32::try_from(at).unwrap_or(0) * 4 + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    /// A paper under a lamp: bright on the right, dim on the left, with lines of ink.
    fn photo(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let light = 70 + 150 * x / width;
            let ink = y % 40 < 6 && x % 60 < 45;
            let value = u8::try_from(if ink { light / 4 } else { light }).unwrap();
            Rgb([value, value, value])
        })
    }

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = vec![];
        let (width, height) = picture.dimensions();
        JpegEncoder::new_with_quality(&mut bytes, 95)
            .encode(picture, width, height, ExtendedColorType::Rgb8)
            .unwrap();
        bytes
    }

    /// The same file, whose camera was held on its side.
    fn turned(bytes: &[u8]) -> Vec<u8> {
        let tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let mut app1 = vec![0xff, 0xe1];
        app1.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
        app1.extend(b"Exif\0\0");
        app1.extend(tiff);
        [&bytes[..2], &app1, &bytes[2..]].concat()
    }

    #[test]
    fn e4_06_a_photo_in_bad_light_becomes_ink_on_white_paper() {
        let scan = clean(&jpeg(&photo(900, 1_200))).unwrap();
        let picture = image::load_from_memory(&scan.jpeg).unwrap().to_luma8();
        let paper = |x: u32, y: u32| picture.get_pixel(x, y).0[0];
        for x in [55, 175, 475, 775, 895] {
            assert!(paper(x, 620) > 235, "paper at {x}: {}", paper(x, 620));
        }
        for x in [20, 200, 500, 800] {
            assert!(paper(x, 603) < 90, "ink at {x}: {}", paper(x, 603));
        }
        assert!(!scan.landscape);
    }

    #[test]
    fn a_photo_taken_sideways_stands_upright() {
        let bytes = jpeg(&photo(1_200, 900));
        assert!(clean(&bytes).unwrap().landscape);
        assert!(!clean(&turned(&bytes)).unwrap().landscape);
    }

    #[test]
    fn a_large_photo_is_brought_down() {
        let scan = clean(&jpeg(&photo(3_000, 4_000))).unwrap();
        let picture = image::load_from_memory(&scan.jpeg).unwrap();
        assert_eq!(picture.height(), LONGEST);
    }

    #[test]
    fn what_is_no_picture_is_told() {
        let whole = jpeg(&photo(900, 1_200));
        assert_eq!(clean(&whole[..40]).err(), Some(PictureProblem::Damaged));
        assert_eq!(clean(b"\xff\xd8\xff\xe0").err(), Some(PictureProblem::Damaged));
        assert_eq!(clean(&jpeg(&photo(100, 100))).err(), Some(PictureProblem::TooSmall));
        // A PNG that says it is 30,000 by 30,000 pixels, in a few bytes.
        let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bomb.extend(30_000_u32.to_be_bytes());
        bomb.extend(30_000_u32.to_be_bytes());
        bomb.extend([8, 0, 0, 0, 0]);
        bomb.extend([0x29, 0x8a, 0x5b, 0x2a, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]);
        assert!(matches!(clean(&bomb).err(), Some(PictureProblem::TooLarge | PictureProblem::Damaged)));
    }
}
