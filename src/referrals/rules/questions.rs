//! What a referral asks: one table, read by the pages, the API and the rules.

use kernel::text::capital;

use super::choices::{
    drivers, levels, modes, periods, places, purposes, recorded, stages, yes_or_no,
};

kernel::codes! {
    /// The sections of a referral, each a page of its own.
    pub enum Topic {
        /// The children.
        Children = "children",
        /// The family members they are to meet.
        Meeting = "meeting",
        /// Legal status and orders, as recorded.
        Legal = "legal",
        /// How often, how long, how closely watched.
        FamilyTime = "family_time",
        /// Risks, as recorded.
        Risks = "risks",
        /// Health, access, language.
        Health = "health",
        /// Placement and carer, as recorded.
        Placement = "placement",
        /// School and times.
        School = "school",
        /// Transport.
        Transport = "transport",
        /// The child's wishes, and what else is to be considered.
        Considerations = "considerations",
    }
}

impl Topic {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Children => "Children, brothers and sisters",
            Self::Meeting => "People to meet",
            Self::Legal => "Legal status and orders",
            Self::FamilyTime => "How often, how long, how closely watched",
            Self::Risks => "Risks",
            Self::Health => "Health, access, language",
            Self::Placement => "Placement and carer",
            Self::School => "School and times",
            Self::Transport => "Transport",
            Self::Considerations => "Wishes and considerations",
        }
    }
    /// Its questions, in order.
    pub fn questions(self) -> impl Iterator<Item = Question> {
        Question::ALL
            .iter()
            .copied()
            .filter(move |one| one.topic() == self)
    }
    /// The one after it.
    pub fn next(self) -> Option<Self> {
        let mut rest = Self::ALL.iter().skip_while(|one| **one != self);
        rest.nth(1).copied()
    }
}

kernel::codes! {
    /// Who will supply what is not known yet.
    pub enum Supplier {
        /// The social worker.
        SocialWorker = "social_worker",
        /// The team manager.
        TeamManager = "team_manager",
        /// The carer.
        Carer = "carer",
        /// The family.
        Family = "family",
        /// The school.
        School = "school",
        /// A nurse, doctor or therapist.
        Health = "health",
        /// The authority's lawyers.
        Legal = "legal",
        /// The contact coordinator.
        Coordinator = "coordinator",
    }
}

impl Supplier {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SocialWorker => "the social worker",
            Self::TeamManager => "the team manager",
            Self::Carer => "the carer",
            Self::Family => "the family",
            Self::School => "the school",
            Self::Health => "a nurse, doctor or therapist",
            Self::Legal => "Legal",
            Self::Coordinator => "the coordinator",
        }
    }
}

/// When an answer must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Before the referral is sent.
    ToSend,
    /// Before it is accepted; until then it may be "not known yet".
    ToAccept,
    /// Never.
    Optional,
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy)]
pub enum Asks {
    /// Several lines.
    Text,
    /// A language.
    Language,
    /// A whole number from the first to the last, in steps.
    Number(u16, u16, u16),
    /// A day from today on.
    Day,
    /// One of a list: code and words.
    Choice(fn() -> Vec<(&'static str, &'static str)>),
}

kernel::codes! {
    /// What a referral asks.
    pub enum Question {
        /// Where the case stands.
        Stage = "stage",
        /// The next hearing or review.
        NextHearing = "next_hearing",
        /// Whether statuses and orders are recorded completely.
        LegalRecorded = "legal_recorded",
        /// What family time is for.
        Purpose = "purpose",
        /// From when it is needed.
        NeededFrom = "needed_from",
        /// Sessions in each span.
        Times = "times",
        /// The span they are counted in.
        Per = "per",
        /// How long a session lasts.
        Minutes = "minutes",
        /// How closely it is watched.
        Level = "level",
        /// How they meet.
        Mode = "mode",
        /// In what sort of place.
        Place = "place",
        /// Whether risks are recorded completely.
        RisksRecorded = "risks_recorded",
        /// The language spoken in family time.
        Language = "language",
        /// Whether an interpreter is needed.
        Interpreter = "interpreter",
        /// Allergies, diet, medication.
        Health = "health",
        /// Disability and access.
        Access = "access",
        /// Whether the placement is recorded rightly.
        PlacementRecorded = "placement_recorded",
        /// School and its hours.
        School = "school",
        /// Times that do not suit.
        Unsuitable = "unsuitable",
        /// Who brings the children.
        Bringing = "bringing",
        /// Who takes them home.
        Returning = "returning",
        /// What the child wishes.
        Wishes = "wishes",
        /// What else is to be considered.
        Considerations = "considerations",
    }
}

impl Question {
    /// What whoever is in the room must know of the children.
    pub const OF_NEEDS: [Self; 2] = [Self::Health, Self::Access];
    /// What whoever finds a room and a time for the children must know.
    pub const TO_ARRANGE: [Self; 4] = [Self::Health, Self::Access, Self::School, Self::Unsuitable];

    /// The section it stands in.
    pub const fn topic(self) -> Topic {
        match self {
            Self::Stage | Self::NextHearing | Self::LegalRecorded => Topic::Legal,
            Self::Purpose
            | Self::NeededFrom
            | Self::Times
            | Self::Per
            | Self::Minutes
            | Self::Level
            | Self::Mode
            | Self::Place => Topic::FamilyTime,
            Self::RisksRecorded => Topic::Risks,
            Self::Language | Self::Interpreter | Self::Health | Self::Access => Topic::Health,
            Self::PlacementRecorded => Topic::Placement,
            Self::School | Self::Unsuitable => Topic::School,
            Self::Bringing | Self::Returning => Topic::Transport,
            Self::Wishes | Self::Considerations => Topic::Considerations,
        }
    }

    /// When its answer must be there. With the children and the people to meet, ten are needed to
    /// send.
    pub const fn need(self) -> Need {
        match self {
            Self::Stage
            | Self::Purpose
            | Self::NeededFrom
            | Self::Times
            | Self::Per
            | Self::Minutes
            | Self::Level
            | Self::Language => Need::ToSend,
            Self::Considerations => Need::Optional,
            _ => Need::ToAccept,
        }
    }

    /// What an answer looks like.
    pub fn asks(self) -> Asks {
        match self {
            Self::Stage => Asks::Choice(stages),
            Self::NextHearing | Self::NeededFrom => Asks::Day,
            Self::LegalRecorded | Self::RisksRecorded | Self::PlacementRecorded => {
                Asks::Choice(recorded)
            }
            Self::Purpose => Asks::Choice(purposes),
            Self::Times => Asks::Number(1, 31, 1),
            Self::Per => Asks::Choice(periods),
            Self::Minutes => Asks::Number(15, 480, 5),
            Self::Level => Asks::Choice(levels),
            Self::Mode => Asks::Choice(modes),
            Self::Place => Asks::Choice(places),
            Self::Language => Asks::Language,
            Self::Interpreter => Asks::Choice(yes_or_no),
            Self::Bringing | Self::Returning => Asks::Choice(drivers),
            Self::Health
            | Self::Access
            | Self::School
            | Self::Unsuitable
            | Self::Wishes
            | Self::Considerations => Asks::Text,
        }
    }

    /// The question, as people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Stage => "Where does the case stand?",
            Self::NextHearing => "When is the next hearing or review?",
            Self::LegalRecorded => "Is the legal status of each child and every order recorded?",
            Self::Purpose => "What is family time for?",
            Self::NeededFrom => "From which day is it needed?",
            Self::Times => "How many sessions?",
            Self::Per => "In each what?",
            Self::Minutes => "How many minutes does a session last?",
            Self::Level => "How closely is it watched?",
            Self::Mode => "How do they meet?",
            Self::Place => "In what sort of place?",
            Self::RisksRecorded => "Is every risk that is known recorded?",
            Self::Language => "Which language is spoken in family time?",
            Self::Interpreter => "Is an interpreter needed?",
            Self::Health => "Allergies, diet, medication",
            Self::Access => "Disability and access needs",
            Self::PlacementRecorded => "Is the placement recorded, with how to reach the carer?",
            Self::School => "School or nursery, and its hours",
            Self::Unsuitable => "Times that do not suit",
            Self::Bringing => "Who brings the children?",
            Self::Returning => "Who takes them home?",
            Self::Wishes => "What does each child wish, who heard it, and when?",
            Self::Considerations => "What else should the service consider?",
        }
    }

    /// What helps to answer it.
    pub const fn hint(self) -> Option<&'static str> {
        match self {
            Self::Minutes => Some("15 to 480, in steps of 5. For example, 90."),
            Self::Times => Some("1 to 31. For example, 2."),
            Self::Health => Some(
                "Write “none known” if there are none. Say what a reaction looks like, what helps and, of several children, whose it is.",
            ),
            Self::Access => Some(
                "Wheelchair, hearing, sensory, communication; of several people, whose. Write “none” if there are none.",
            ),
            Self::School => Some("Write “none” for a child who goes to neither."),
            Self::Unsuitable => Some(
                "School, naps, therapy, work shifts, the carer’s holidays. Write “none” if any time will do.",
            ),
            Self::Wishes => {
                Some("If a child is too young to say, write how you know how they feel.")
            }
            Self::NeededFrom | Self::NextHearing => Some("For example, 30 11 2026."),
            _ => None,
        }
    }

    /// Whether it asks if the records of each child hold something.
    pub const fn is_of_records(self) -> bool {
        matches!(
            self,
            Self::LegalRecorded | Self::RisksRecorded | Self::PlacementRecorded
        )
    }

    /// Whether a brother's or sister's referral begins with the same answer. What is a child's own
    /// (health, wishes, school, what is recorded of it) is asked again.
    pub const fn is_shared(self) -> bool {
        match self.topic() {
            Topic::FamilyTime | Topic::Transport => true,
            _ => matches!(
                self,
                Self::Stage | Self::NextHearing | Self::Language | Self::Interpreter
            ),
        }
    }

    /// The words for an answer: those of the list, a day as people write it, else as it is.
    pub fn words(self, value: &str) -> String {
        match self.asks() {
            Asks::Choice(list) => {
                let found = list().into_iter().find(|(code, _)| *code == value);
                capital(found.map_or(value, |(_, words)| words))
            }
            Asks::Day => value
                .parse::<kernel::time::LondonDay>()
                .map_or_else(|_| value.to_owned(), kernel::time::LondonDay::in_short),
            _ => value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_ten_answers_are_enough_to_send() {
        let needed = Question::ALL
            .iter()
            .filter(|one| one.need() == Need::ToSend);
        // And the children, and the people to meet.
        assert_eq!(needed.count() + 2, 10);
    }

    #[test]
    fn every_section_has_something_to_say_and_follows_another() {
        let mut topic = Topic::Children;
        let mut seen = vec![topic];
        while let Some(next) = topic.next() {
            assert!(
                next == Topic::Meeting || next.questions().count() > 0,
                "{next}"
            );
            topic = next;
            seen.push(next);
        }
        assert_eq!(seen, Topic::ALL);
    }

    #[test]
    fn nothing_of_a_childs_own_goes_over_to_a_sibling() {
        for own in [
            Question::Health,
            Question::Access,
            Question::Wishes,
            Question::School,
            Question::LegalRecorded,
            Question::RisksRecorded,
            Question::PlacementRecorded,
        ] {
            assert!(!own.is_shared(), "{own}");
        }
    }
}
