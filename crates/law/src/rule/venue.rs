//! "At a contact centre", "not at the home of the maternal grandmother".

use std::collections::BTreeSet;

use kernel::id::{PersonId, VenueId};
use serde::{Deserialize, Serialize};

use super::{Breach, Case, Check, Kind};
use crate::proposal::PlaceKind;
use crate::verdict::Code;

/// Only at these venues, or places of these kinds. A call or a letter has no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VenueOnly {
    /// Venues named.
    pub venues: BTreeSet<VenueId>,
    /// Kinds of place named.
    pub kinds: BTreeSet<PlaceKind>,
}

/// Not at these venues, nor in places of these kinds, nor at the homes of these persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VenueNot {
    /// Venues named.
    pub venues: BTreeSet<VenueId>,
    /// Kinds of place named.
    pub kinds: BTreeSet<PlaceKind>,
    /// Whose homes.
    pub homes_of: BTreeSet<PersonId>,
}

impl Check for VenueOnly {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let place = &case.proposal.place;
        let named = place
            .venue
            .is_some_and(|venue| self.venues.contains(&venue))
            || self.kinds.contains(&place.kind);
        let wrong = case.proposal.mode.is_meeting() && !named;
        let explanation = format!(
            "It would be at {}, which is not where it is to take place.",
            place.kind.label()
        );
        wrong.then(|| Breach::new(Kind::Forbidden, Code::Venue, explanation))
    }

    fn in_words(&self) -> String {
        format!("Only at {}.", places(&self.venues, &self.kinds, 0))
    }
}

impl Check for VenueNot {
    fn check(&self, case: &Case<'_>) -> Option<Breach> {
        let place = &case.proposal.place;
        let named = place
            .venue
            .is_some_and(|venue| self.venues.contains(&venue))
            || self.kinds.contains(&place.kind)
            || place
                .home_of
                .is_some_and(|whose| self.homes_of.contains(&whose));
        let wrong = case.proposal.mode.is_meeting() && named;
        let explanation = format!(
            "It would be at {}, where it may not take place.",
            place.kind.label()
        );
        wrong.then(|| Breach::new(Kind::Forbidden, Code::Venue, explanation))
    }

    fn in_words(&self) -> String {
        format!(
            "Not at {}.",
            places(&self.venues, &self.kinds, self.homes_of.len())
        )
    }
}

fn places(venues: &BTreeSet<VenueId>, kinds: &BTreeSet<PlaceKind>, homes: usize) -> String {
    let mut named: Vec<String> = kinds.iter().map(|kind| kind.label().to_owned()).collect();
    if !venues.is_empty() {
        named.push(format!("the {} venues named", venues.len()));
    }
    if homes > 0 {
        named.push("the home of a person named".to_owned());
    }
    named.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::Cast;
    use crate::proposal::Mode;
    use crate::rule::{Condition, testing::found};

    #[test]
    fn at_a_contact_centre() {
        let cast = Cast::new();
        let centres = || {
            let kinds = [PlaceKind::Centre, PlaceKind::SecureCentre].into();
            Condition::VenueOnly(VenueOnly {
                venues: BTreeSet::new(),
                kinds,
            })
        };
        for (case, kind, mode, expected) in [
            ("a centre", PlaceKind::Centre, Mode::Direct, false),
            ("the park", PlaceKind::Community, Mode::Direct, true),
            ("a video call", PlaceKind::Remote, Mode::Video, false),
        ] {
            let mut proposal = cast.session_with_mother();
            (proposal.place.kind, proposal.mode) = (kind, mode);
            let finding = found(centres(), &cast.standing(), &proposal);
            assert_eq!(
                finding,
                expected.then_some((Code::Venue, Kind::Forbidden)),
                "{case}"
            );
        }
    }

    #[test]
    fn not_at_the_home_of_the_aunt() {
        let cast = Cast::new();
        let rule = || {
            let homes_of = [cast.aunt].into();
            Condition::VenueNot(VenueNot {
                venues: [cast.other_venue()].into(),
                kinds: BTreeSet::new(),
                homes_of,
            })
        };
        let mut proposal = cast.session_with_mother();
        assert_eq!(found(rule(), &cast.standing(), &proposal), None);
        proposal.place.venue = Some(cast.other_venue());
        assert_eq!(
            found(rule(), &cast.standing(), &proposal),
            Some((Code::Venue, Kind::Forbidden))
        );
        (
            proposal.place.kind,
            proposal.place.venue,
            proposal.place.home_of,
        ) = (PlaceKind::Home, None, Some(cast.aunt));
        assert_eq!(
            found(rule(), &cast.standing(), &proposal),
            Some((Code::Venue, Kind::Forbidden))
        );
        proposal.place.home_of = Some(cast.mother);
        assert_eq!(found(rule(), &cast.standing(), &proposal), None);
    }
}
