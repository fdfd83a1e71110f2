//! Which changes of a venue and its rooms bear on the sessions planned there. What a place is called,
//! where it is and where to leave a car there is judged of no session.

use crate::resources::{RoomDetails, VenueDetails};

/// Whether what is judged of a venue has changed.
pub fn bears_on_venue(before: &VenueDetails, after: &VenueDetails) -> bool {
    let unjudged = VenueDetails {
        name: after.name.clone(),
        parking: after.parking.clone(),
        directions: after.directions.clone(),
        ..before.clone()
    };
    unjudged != *after
}

/// Whether what is judged of a room has changed.
pub fn bears_on_room(before: &RoomDetails, after: &RoomDetails) -> bool {
    let unjudged = RoomDetails {
        name: after.name.clone(),
        ..before.clone()
    };
    unjudged != *after
}

#[cfg(test)]
mod tests {
    use law::proposal::PlaceKind;

    use super::*;
    use crate::resources::WeekHours;

    fn hill_house() -> VenueDetails {
        VenueDetails {
            name: "Hill House".parse().unwrap(),
            kind: PlaceKind::Centre,
            hours: WeekHours::default(),
            opens_sundays: false,
            opens_bank_holidays: false,
            cleaning_minutes: 15,
            parking: None,
            directions: None,
        }
    }

    #[test]
    fn a_name_is_judged_of_no_session() {
        type Change = fn(&mut VenueDetails);
        let changes: [(&str, Change, bool); 7] = [
            ("name", |one| one.name = "The Hill".parse().unwrap(), false),
            (
                "parking",
                |one| one.parking = Some("Yard".parse().unwrap()),
                false,
            ),
            (
                "directions",
                |one| one.directions = Some("By bus 4".parse().unwrap()),
                false,
            ),
            ("kind", |one| one.kind = PlaceKind::Community, true),
            ("Sundays", |one| one.opens_sundays = true, true),
            ("bank holidays", |one| one.opens_bank_holidays = true, true),
            ("cleaning", |one| one.cleaning_minutes = 30, true),
        ];
        for (what, change, expected) in changes {
            let mut after = hill_house();
            change(&mut after);
            assert_eq!(bears_on_venue(&hill_house(), &after), expected, "{what}");
        }
    }

    #[test]
    fn what_a_room_holds_is_judged_and_its_name_is_not() {
        let blue = RoomDetails {
            name: "Blue".parse().unwrap(),
            capacity: 6,
            features: [].into(),
            in_use: true,
        };
        let green = RoomDetails {
            name: "Green".parse().unwrap(),
            ..blue.clone()
        };
        let small = RoomDetails {
            capacity: 2,
            ..green.clone()
        };
        assert!(!bears_on_room(&blue, &green) && bears_on_room(&green, &small));
    }
}
