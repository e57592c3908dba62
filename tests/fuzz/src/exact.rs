//! Decimal numbers without any bound, by whole numbers of any length.

use num_bigint::{BigInt, Sign};

/// So many times ten to the power of the exponent.
#[derive(Clone, Debug)]
pub struct Exact {
    digits: BigInt,
    exponent: i32,
}

/// What the text of a number looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Digits from the first to the last that is no zero.
    pub significant: usize,
    /// The place of the last digit that is no zero: 2 for `0.05`, -2 for `500`.
    pub decimals: i64,
    /// The exponent that is written behind it.
    pub exponent: i32,
}

/// Beyond it nothing is reckoned: no number of the product comes near.
const LARGEST_EXPONENT: i32 = 1000;

impl Exact {
    /// A number as JSON writes it, also with zeros in front; and its shape.
    pub fn read(text: &str) -> Option<(Self, Shape)> {
        let (sign, rest) = match text.as_bytes() {
            [b'-', rest @ ..] => (Sign::Minus, rest),
            rest => (Sign::Plus, rest),
        };
        let (whole, rest) = leading_digits(rest);
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let (fraction, rest) = leading_digits(rest);
                if fraction.is_empty() {
                    return None;
                }
                (fraction, rest)
            }
            rest => (&[][..], rest),
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', exponent @ ..] => read_exponent(exponent)?,
            _ => return None,
        };
        if whole.is_empty() {
            return None;
        }
        let all: Vec<u8> = whole.iter().chain(fraction).copied().collect();
        let magnitude = BigInt::parse_bytes(&all, 10)?;
        let shape = shape(&all, fraction.len(), exponent);
        let exponent = exponent - i32::try_from(fraction.len()).ok()?;
        let digits = if sign == Sign::Minus {
            -magnitude
        } else {
            magnitude
        };
        Some((Self { digits, exponent }, shape))
    }

    /// Whether nothing is left of it.
    pub fn is_zero(&self) -> bool {
        self.digits.sign() == Sign::NoSign
    }

    /// Whether it is less than zero.
    pub fn is_negative(&self) -> bool {
        self.digits.sign() == Sign::Minus
    }

    /// The same number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        let (digits, exponent) = (-&self.digits, self.exponent);
        Self { digits, exponent }
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        let digits = self.at(exponent) + other.at(exponent);
        Self { digits, exponent }
    }

    /// Whether both are the same number, however they are written.
    pub fn equals(&self, other: &Self) -> bool {
        self.plus(&other.negated()).is_zero()
    }

    /// Whether this is the other one as near as 28 digits can say: before and behind the point alike.
    pub fn is_nearly(&self, other: &Self) -> bool {
        let apart = self.plus(&other.negated());
        let ten_to = |exponent| Self {
            digits: 1.into(),
            exponent,
        };
        let of_itself = Self {
            exponent: other.exponent - 27,
            ..other.clone()
        };
        apart.is_within(&ten_to(-28)) || apart.is_within(&of_itself)
    }

    fn is_within(&self, bound: &Self) -> bool {
        let exponent = self.exponent.min(bound.exponent);
        self.at(exponent).magnitude() <= bound.at(exponent).magnitude()
    }

    fn at(&self, exponent: i32) -> BigInt {
        let places = u32::try_from(self.exponent - exponent).unwrap_or(0);
        &self.digits * BigInt::from(10).pow(places)
    }
}

fn leading_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

fn read_exponent(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    if digits.is_empty() {
        return None;
    }
    let mut exponent = 0_i32;
    for digit in digits {
        let digit = digit.is_ascii_digit().then(|| i32::from(digit - b'0'))?;
        exponent = exponent * 10 + digit;
        if exponent > LARGEST_EXPONENT {
            return None;
        }
    }
    Some(if negative { -exponent } else { exponent })
}

fn shape(digits: &[u8], fraction: usize, exponent: i32) -> Shape {
    let is_something = |digit: &u8| *digit != b'0';
    let first = digits.iter().position(is_something);
    let last = digits.iter().rposition(is_something);
    let (first, end) = match (first, last) {
        (Some(first), Some(last)) => (first, last + 1),
        _ => (digits.len(), digits.len()),
    };
    let zeros_behind = digits.len() - end;
    let place = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Shape {
        significant: end - first,
        decimals: place(fraction) - place(zeros_behind) - i64::from(exponent),
        exponent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        let exact = |text| Exact::read(text).unwrap().0;
        assert!(exact("1.50").equals(&exact("15e-1")));
        assert!(exact("-0").is_zero());
        assert!(exact("0.1").plus(&exact("0.2")).equals(&exact("0.3")));
        assert!(!exact("0.1").is_nearly(&exact("0.1000000000000001")));
        assert!(exact("79228162514264337593543950335").is_nearly(&exact("79228162514264337593543950335.3")));
        for text in ["", "-", "1.", ".5", "1e", "+1", "1e-2147483648"] {
            assert!(Exact::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_shape_counts_what_is_no_zero() {
        let shape = |text| Exact::read(text).unwrap().1;
        assert_eq!((shape("0.0500").significant, shape("0.0500").decimals), (1, 2));
        assert_eq!((shape("1500").significant, shape("1500").decimals), (2, -2));
        assert_eq!(shape("1.5e-3").decimals, 4);
    }
}
