//! Values that must not reach a log by accident.

use std::fmt;

/// A value whose `Debug` and `Display` never show it: an address, a telephone number, a token.
///
/// The wrapper guards against accident, not intent: [`Sensitive::reveal`] is the one way in, and
/// easy to find in review.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
    /// The value itself.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}
impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(withheld)")
    }
}
impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(withheld)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sensitive_value_never_prints() {
        let address = Sensitive::new("1 Canary Row".to_owned());
        assert_eq!(format!("{address} {address:?}"), "(withheld) (withheld)");
        assert_eq!(address.reveal(), "1 Canary Row");
    }
}
