//! Colours resolved to red, green and blue: theme, tint, palette.

use crate::grid::Fill;

/// The theme of Office when a file brings none, in the order of `theme="n"`.
pub const OFFICE: [u32; 12] = [
    0x00FF_FFFF,
    0x0000_0000,
    0x00E7_E6E6,
    0x0044_546A,
    0x0044_72C4,
    0x00ED_7D31,
    0x00A5_A5A5,
    0x00FF_C000,
    0x005B_9BD5,
    0x0070_AD47,
    0x0005_63C1,
    0x0095_4F72,
];

/// The palette of `indexed="n"`, 0 to 63.
pub const PALETTE: [u32; 64] = [
    0x0000_0000,
    0x00FF_FFFF,
    0x00FF_0000,
    0x0000_FF00,
    0x0000_00FF,
    0x00FF_FF00,
    0x00FF_00FF,
    0x0000_FFFF,
    0x0000_0000,
    0x00FF_FFFF,
    0x00FF_0000,
    0x0000_FF00,
    0x0000_00FF,
    0x00FF_FF00,
    0x00FF_00FF,
    0x0000_FFFF,
    0x0080_0000,
    0x0000_8000,
    0x0000_0080,
    0x0080_8000,
    0x0080_0080,
    0x0000_8080,
    0x00C0_C0C0,
    0x0080_8080,
    0x0099_99FF,
    0x0099_3366,
    0x00FF_FFCC,
    0x00CC_FFFF,
    0x0066_0066,
    0x00FF_8080,
    0x0000_66CC,
    0x00CC_CCFF,
    0x0000_0080,
    0x00FF_00FF,
    0x00FF_FF00,
    0x0000_FFFF,
    0x0080_0080,
    0x0080_0000,
    0x0000_8080,
    0x0000_00FF,
    0x0000_CCFF,
    0x00CC_FFFF,
    0x00CC_FFCC,
    0x00FF_FF99,
    0x0099_CCFF,
    0x00FF_99CC,
    0x00CC_99FF,
    0x00FF_CC99,
    0x0033_66FF,
    0x0033_CCCC,
    0x0099_CC00,
    0x00FF_CC00,
    0x00FF_9900,
    0x00FF_6600,
    0x0066_6699,
    0x0096_9696,
    0x0000_3366,
    0x0033_9966,
    0x0000_3300,
    0x0033_3300,
    0x0099_3300,
    0x0099_3366,
    0x0033_3399,
    0x0033_3333,
];

/// A colour from six or eight hexadecimal digits, with or without `#`; opacity is ignored.
pub fn hex(text: &str) -> Option<u32> {
    let digits = text.trim().trim_start_matches('#');
    let digits = match digits.len() {
        6 => digits,
        8 => digits.get(2..)?,
        _ => return None,
    };
    u32::from_str_radix(digits, 16).ok()
}

fn channels(rgb: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift| f64::from((rgb >> shift) & 0xFF) / 255.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte first")]
fn joined(channels: [f64; 3]) -> u32 {
    channels.iter().fold(0, |rgb, channel| (rgb << 8) | (channel.clamp(0.0, 1.0) * 255.0).round() as u32)
}

/// A colour made lighter (`tint` to 1) or darker (`tint` to -1), in lightness as spreadsheets do.
pub fn tinted(rgb: u32, tint: f64) -> u32 {
    if tint == 0.0 || !tint.is_finite() {
        return rgb;
    }
    let [red, green, blue] = channels(rgb);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let light = f64::midpoint(most, least);
    let target = if tint < 0.0 { light * (1.0 + tint) } else { light * (1.0 - tint) + tint };
    // Same hue and saturation at another lightness: scale each channel's distance from grey.
    let reach = |lightness: f64| 1.0 - (2.0 * lightness - 1.0).abs();
    let scale = if reach(light) == 0.0 { 0.0 } else { reach(target) / reach(light) };
    joined([red, green, blue].map(|channel| target + (channel - light) * scale))
}

/// Whether a fill looks like none: white or a hair from it.
pub fn is_white(rgb: u32) -> bool {
    channels(rgb & 0x00FF_FFFF).iter().all(|channel| *channel >= 0.975) && rgb >> 24 == 0
}

/// Whether two fills look the same: roundings of one colour written two ways are one.
pub fn same(left: Option<Fill>, right: Option<Fill>) -> bool {
    match (left, right) {
        (None, None) => true,
        (Some(left), Some(right)) => {
            left >> 24 == right >> 24
                && [16, 8, 0]
                    .iter()
                    .all(|shift| ((left >> shift) & 0xFF).abs_diff((right >> shift) & 0xFF) <= 6)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_follow_the_spreadsheet() {
        // Office's accent 1 « 60 % plus clair » and « 25 % plus sombre », as Excel shows them.
        assert!(same(Some(tinted(0x0044_72C4, 0.599_993)), Some(0x00B4_C6E7)));
        assert!(same(Some(tinted(0x0044_72C4, -0.249_977)), Some(0x002F_5597)));
        assert!(is_white(tinted(0x0000_0000, 1.0)));
        assert_eq!(tinted(0x00FF_FFFF, -0.5), 0x0080_8080);
    }

    #[test]
    fn hexadecimal_shapes() {
        assert_eq!(hex("FF00B050"), Some(0x0000_B050));
        assert_eq!(hex("#ffff00"), Some(0x00FF_FF00));
        assert_eq!(hex("transparent"), None);
    }
}
