//! A number drawn as the tray icon, for desktops that show no text beside it.
//!
//! White digits on a dark tile with a light rim can be read on dark and light panels. Below them a
//! bar tells the level by its colour and by its shape: whole, or broken into as many pieces as the
//! level is urgent.

use ab_glyph::{Font, FontRef, GlyphId, InvalidFont, PxScale, ScaleFont as _, point};
use credit_tray_core::state::Level;

/// `DejaVu` Sans Condensed Bold, only what a number needs.
const DIGITS: &[u8] = include_bytes!("../../../icons/digits/digits.ttf");

/// The size at which texts are measured.
const UNIT: f32 = 1000.0;

/// How much taller than drawn characters may be where many stand side by side.
const TALLEST: f32 = 1.4;

type Colour = [u8; 3];

const TILE: Colour = [0x1b, 0x1f, 0x24];
const RIM: Colour = [0xd0, 0xd7, 0xde];
const TEXT: Colour = [0xff, 0xff, 0xff];

/// Draws a text of a few characters, as red, green, blue and alpha, so many pixels wide and high.
///
/// # Errors
/// Never, while a test draws with the font.
pub(super) fn draw(text: &str, level: Level, size: u16) -> Result<Vec<u8>, InvalidFont> {
    let font = FontRef::try_from_slice(DIGITS)?;
    let mut picture = Picture::new(size);
    let width = f32::from(size);
    let rim = (width / 24.0).round().max(1.0);
    let bar = (width / 6.0).round();
    picture.fill_rounded(0.0, width, rim * 3.0, RIM);
    picture.fill_rounded(rim, width - rim, rim * 2.0, TILE);
    let (left, right) = (rim * 2.0, width - rim * 2.0);
    let bottom = width - rim * 2.0;
    let (colour, pieces) = bar_of(level);
    let gap = rim * 1.5;
    let length = (right - left - gap * (pieces - 1.0)) / pieces;
    let mut begin = left;
    while begin + length <= right + 0.5 {
        picture.fill((begin, begin + length), (bottom - bar, bottom), colour);
        begin += length + gap;
    }
    let above = (rim * 2.0, bottom - bar - rim);
    picture.write(text, &font, (rim * 1.5, width - rim * 1.5), above);
    Ok(picture.rgba)
}

/// The colour of the level's own drawing, and in how many pieces.
fn bar_of(level: Level) -> (Colour, f32) {
    match level {
        Level::Idle => ([0x9d, 0xa5, 0xb0], 1.0),
        Level::Ok => ([0x2d, 0xc0, 0x6a], 1.0),
        Level::Error => ([0xa8, 0x92, 0xe8], 2.0),
        Level::NeedsKey => ([0xff, 0x9b, 0x3d], 4.0),
        Level::Low => ([0xf5, 0xb3, 0x01], 3.0),
        Level::Out => ([0xff, 0x5a, 0x5f], 5.0),
    }
}

struct Picture {
    size: u16,
    rgba: Vec<u8>,
}

impl Picture {
    fn new(size: u16) -> Self {
        let bytes = usize::from(size) * usize::from(size) * 4;
        Self {
            size,
            rgba: vec![0; bytes],
        }
    }

    /// Lays a colour over a pixel, as far as it covers it.
    fn blend(&mut self, x: u16, y: u16, colour: Colour, coverage: f32) {
        if x >= self.size || y >= self.size {
            return;
        }
        let begin = (usize::from(y) * usize::from(self.size) + usize::from(x)) * 4;
        let Some([red, green, blue, alpha]) = self.rgba.get_mut(begin..begin + 4) else {
            return;
        };
        let coverage = coverage.clamp(0.0, 1.0);
        let below = f32::from(*alpha) / 255.0 * (1.0 - coverage);
        let whole = coverage + below;
        if whole <= 0.0 {
            return;
        }
        for (channel, value) in [red, green, blue].into_iter().zip(colour) {
            let mixed = (f32::from(value) * coverage + f32::from(*channel) * below) / whole;
            *channel = byte(mixed);
        }
        *alpha = byte(whole * 255.0);
    }

    /// Fills a rectangle; its edges may lie within pixels.
    fn fill(&mut self, (left, right): (f32, f32), (top, bottom): (f32, f32), colour: Colour) {
        for y in 0..self.size {
            for x in 0..self.size {
                let coverage = overlap(x, left, right) * overlap(y, top, bottom);
                self.blend(x, y, colour, coverage);
            }
        }
    }

    /// Fills a square from `from` to `to` whose corners are round.
    fn fill_rounded(&mut self, from: f32, to: f32, radius: f32, colour: Colour) {
        let beyond = |at: f32| (from + radius - at).max(at - (to - radius)).max(0.0);
        for y in 0..self.size {
            for x in 0..self.size {
                let (middle_x, middle_y) = (f32::from(x) + 0.5, f32::from(y) + 0.5);
                let distance = beyond(middle_x).hypot(beyond(middle_y));
                self.blend(x, y, colour, radius - distance + 0.5);
            }
        }
    }

    /// Writes a text as large as it fits between these edges, in their middle.
    fn write(
        &mut self,
        text: &str,
        font: &FontRef<'_>,
        (left, right): (f32, f32),
        (top, bottom): (f32, f32),
    ) {
        let glyphs: Vec<GlyphId> = text.chars().map(|char| font.glyph_id(char)).collect();
        // Measured large, because bounds are whole pixels.
        let unit = PxScale::from(UNIT);
        let digit = font.glyph_id('0').with_scale(unit);
        let Some(digit) = font.outline_glyph(digit) else {
            return;
        };
        let digit_height = digit.px_bounds().height() / UNIT;
        let measure = font.as_scaled(unit);
        let length: f32 = glyphs.iter().map(|glyph| measure.h_advance(*glyph) / UNIT).sum();
        let narrow = (right - left) / length.max(f32::MIN_POSITIVE);
        let high = (bottom - top) / digit_height;
        let scale = PxScale {
            x: narrow.min(high),
            y: high.min(narrow * TALLEST),
        };
        let scaled = font.as_scaled(scale);
        let baseline = (top + bottom + digit_height * scale.y) / 2.0;
        let mut x = (left + right - length * scale.x) / 2.0;
        for glyph in glyphs {
            let placed = glyph.with_scale_and_position(scale, point(x, baseline.round()));
            x += scaled.h_advance(glyph);
            let Some(outline) = font.outline_glyph(placed) else {
                continue;
            };
            let bounds = outline.px_bounds();
            outline.draw(|dx, dy, coverage| {
                let (Some(x), Some(y)) = (pixel(bounds.min.x, dx), pixel(bounds.min.y, dy)) else {
                    return;
                };
                // A little bolder than drawn, because it is so small.
                self.blend(x, y, TEXT, coverage * 1.25);
            });
        }
    }
}

/// The part of a pixel that lies between two edges.
fn overlap(pixel: u16, from: f32, to: f32) -> f32 {
    let pixel = f32::from(pixel);
    (to.min(pixel + 1.0) - from.max(pixel)).max(0.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "as saturates, and that is meant"
)]
fn byte(value: f32) -> u8 {
    value.round() as u8
}

#[expect(clippy::cast_possible_truncation, reason = "as saturates, and that is meant")]
fn pixel(from: f32, more: u32) -> Option<u16> {
    let from = i64::from(from as i32);
    u16::try_from(from + i64::from(more)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn light_pixels(rgba: &[u8]) -> usize {
        let is_white = |pixel: &&[u8]| pixel[..3].iter().all(|channel| *channel > 0xf0);
        rgba.chunks(4).filter(is_white).count()
    }

    #[test]
    fn every_number_is_drawn_in_every_size() {
        for size in [22, 24, 32, 48] {
            for text in ["7", "12", "$75", "1.1k", "340k", "<0.1", "-€3", "¥9B"] {
                let rgba = draw(text, Level::Ok, size).unwrap();
                assert_eq!(rgba.len(), usize::from(size) * usize::from(size) * 4);
                assert!(light_pixels(&rgba) > 8, "{text} at {size}");
            }
        }
    }

    #[test]
    fn every_character_of_a_number_is_in_the_font() {
        let font = FontRef::try_from_slice(DIGITS).unwrap();
        for char in "0123456789.,-<kMBT$€£¥₹₩".chars() {
            assert_ne!(font.glyph_id(char), GlyphId(0), "{char}");
        }
    }

    #[test]
    fn every_level_has_a_bar_of_its_own() {
        let levels = [
            Level::Idle,
            Level::Ok,
            Level::Error,
            Level::NeedsKey,
            Level::Low,
            Level::Out,
        ];
        let pictures: std::collections::HashSet<_> = levels
            .iter()
            .map(|level| draw("12", *level, 22).unwrap())
            .collect();
        assert_eq!(pictures.len(), levels.len());
    }
}
