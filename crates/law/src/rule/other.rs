//! A condition this vocabulary has no word for: six plain questions do not catch everything.

use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::verdict::Code;

kernel::codes! {
    /// Whether somebody has read an other condition.
    pub enum Read {
        /// Nobody yet.
        NotYet = "not_yet",
        /// Read, and for information only: it stands in the supervisor's brief and stops nothing.
        ForInformation = "for_information",
    }
}

/// A condition kept in its own words. Until somebody reads it, it holds: it may forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// Whether somebody has read it.
    pub read: Read,
}

impl Check for Other {
    fn check(&self, _case: &Case<'_>) -> Option<Breach> {
        let explanation = "The order has a condition that nobody has yet put into a rule. Read \
            it, then put it into a rule or mark it for information.";
        (self.read == Read::NotYet)
            .then(|| Breach::new(Kind::Unread, Code::UnreadCondition, explanation))
    }

    fn in_words(&self) -> String {
        match self.read {
            Read::NotYet => "A condition that nobody has yet put into a rule.".to_owned(),
            Read::ForInformation => "For information only.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn an_unread_condition_holds_until_somebody_reads_it() {
        let cast = Cast::new();
        for (read, expected) in [
            (Read::NotYet, Some((Code::UnreadCondition, Kind::Unread))),
            (Read::ForInformation, None),
        ] {
            let condition = Condition::Other(Other { read });
            assert_eq!(
                found(condition, &cast.standing(), &cast.session_with_mother()),
                expected,
                "{read}"
            );
        }
    }
}
