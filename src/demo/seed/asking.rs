//! What social workers ask the service for, and what becomes of it.

use law::{proposal::PlaceKind, rule::Period};

use crate::{
    referrals::{Bringing, ReferralKind},
    resources::DayName,
};

/// What became of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// It is being written.
    Draft,
    /// It waits for the coordinator; the call that verifies it was made, or not.
    Sent {
        /// Whether somebody has called.
        called: bool,
    },
    /// It came back with this question, and nobody has answered.
    Returned(&'static str),
    /// It was declined, and why.
    Declined(&'static str),
    /// Its author took it back, and why.
    Withdrawn(&'static str),
    /// A plan was made of it.
    Accepted,
    /// The same, as an emergency: the call is still to be made.
    AcceptedAtOnce,
}

/// A time that the scripts count on: the room and who supervises.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keeps {
    pub(super) day: DayName,
    pub(super) from: &'static str,
    pub(super) room: &'static str,
    pub(super) supervisor: &'static str,
    /// The one week of it, counted from that in which the demo opens; every week where there is none.
    pub(super) week: Option<i64>,
}

/// Every week at this time.
pub(super) const fn weekly(
    day: DayName,
    from: &'static str,
    (room, supervisor): (&'static str, &'static str),
) -> Keeps {
    Keeps {
        day,
        from,
        room,
        supervisor,
        week: None,
    }
}

/// In one week only, counted from that in which the demo opens.
pub(super) const fn once(
    week: i64,
    day: DayName,
    from: &'static str,
    with: (&'static str, &'static str),
) -> Keeps {
    Keeps {
        week: Some(week),
        ..weekly(day, from, with)
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) children: Vec<&'static str>,
    pub(super) visitors: Vec<&'static str>,
    pub(super) often: (u8, Period),
    pub(super) minutes: u16,
    pub(super) place: PlaceKind,
    pub(super) bringing: Bringing,
    /// The taxi firm that brings the children, where one does.
    pub(super) taxi: Option<&'static str>,
    /// The language an interpreter is called in for.
    pub(super) interpreter: Option<&'static str>,
    /// How many days before the demo opens it was sent.
    pub(super) days_ago: i64,
    /// How many days after that it is needed.
    pub(super) needed_in: i64,
    pub(super) kind: ReferralKind,
    pub(super) came: Came,
    /// Times that are settled; where there are none, they are found.
    pub(super) keeps: Vec<Keeps>,
    /// What the service should consider.
    pub(super) notes: &'static str,
}

impl Ask {
    /// These children are to meet these people, so often, for so many minutes; it was accepted.
    pub(super) fn that(
        children: &[&'static str],
        visitors: &[&'static str],
        often: (u8, Period),
        minutes: u16,
    ) -> Self {
        Self {
            children: children.to_vec(),
            visitors: visitors.to_vec(),
            often,
            minutes,
            place: PlaceKind::Centre,
            bringing: Bringing::Carer,
            taxi: None,
            interpreter: None,
            days_ago: 35,
            needed_in: 5,
            kind: ReferralKind::New,
            came: Came::Accepted,
            keeps: Vec::new(),
            notes: "",
        }
    }

    /// It was sent so many days before the demo opens.
    pub(super) const fn sent(mut self, days_ago: i64) -> Self {
        self.days_ago = days_ago;
        self
    }

    /// It is needed so many days after it was sent.
    pub(super) const fn needed_in(mut self, days: i64) -> Self {
        self.needed_in = days;
        self
    }

    /// That became of it.
    pub(super) const fn came(mut self, came: Came) -> Self {
        self.came = came;
        self
    }

    /// It cannot wait.
    pub(super) const fn emergency(mut self) -> Self {
        self.kind = ReferralKind::Emergency;
        self.came = Came::AcceptedAtOnce;
        self
    }

    /// These times are settled.
    pub(super) fn at(mut self, keeps: &[Keeps]) -> Self {
        self.keeps = keeps.to_vec();
        self
    }

    /// Only behind a door that is watched.
    pub(super) const fn secure(mut self) -> Self {
        self.place = PlaceKind::SecureCentre;
        self
    }

    /// This firm brings the children.
    pub(super) const fn by_taxi(mut self, firm: &'static str) -> Self {
        self.bringing = Bringing::Taxi;
        self.taxi = Some(firm);
        self
    }

    /// A supervisor or somebody else brings them.
    pub(super) const fn brought_by(mut self, who: Bringing) -> Self {
        self.bringing = who;
        self
    }

    /// With an interpreter.
    pub(super) const fn in_language(mut self, language: &'static str) -> Self {
        self.interpreter = Some(language);
        self
    }

    /// What the service should consider.
    pub(super) const fn considering(mut self, notes: &'static str) -> Self {
        self.notes = notes;
        self
    }
}
