//! Student's distribution: what a mark's deviation follows when its spread is estimated too.

use super::{exp, log};

/// Student's distribution with given degrees of freedom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Student {
    df: f64,
    /// log B(df/2, ½), negated.
    front: f64,
}

impl Student {
    pub(crate) fn new(df: f64) -> Self {
        let a = df / 2.0;
        Self { df, front: libm::lgamma(a + 0.5) - libm::lgamma(a) - libm::lgamma(0.5) }
    }

    /// P(T ≤ t), by the incomplete beta function's continued fraction (Lentz).
    pub(crate) fn cumulative(self, t: f64) -> f64 {
        // There it is the normal to four digits.
        if self.df > 2000.0 {
            return 0.5 * libm::erfc(-t * std::f64::consts::FRAC_1_SQRT_2);
        }
        let tail = 0.5 * self.incomplete_beta(self.df / (self.df + t * t));
        if t > 0.0 { 1.0 - tail } else { tail }
    }

    fn incomplete_beta(self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        let (a, b) = (self.df / 2.0, 0.5);
        let front = exp(self.front + a * log(x) + b * libm::log1p(-x));
        if x < (a + 1.0) / (a + b + 2.0) {
            front * fraction(a, b, x) / a
        } else {
            1.0 - front * fraction(b, a, 1.0 - x) / b
        }
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut value = d;
    for step in 1..300 {
        let m = f64::from(step);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            value *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        // Tables: t(0.975; 4) = 2.776445, t(0.975; 30) = 2.042272, t(0.95; 1) = 6.313752; the normal's 1.959964.
        for (t, df, p) in [
            (2.776_445_1, 4.0, 0.975),
            (2.042_272_5, 30.0, 0.975),
            (6.313_751_5, 1.0, 0.95),
            (1.959_964, 1e7, 0.975),
            (1.961_213, 1900.0, 0.975),
        ] {
            assert!(
                (Student::new(df).cumulative(t) - p).abs() < 1e-7,
                "{t} {df}: {}",
                Student::new(df).cumulative(t)
            );
            assert!((Student::new(df).cumulative(-t) - (1.0 - p)).abs() < 1e-7);
        }
        assert!((Student::new(9.0).cumulative(0.0) - 0.5).abs() < 1e-12);
    }
}
