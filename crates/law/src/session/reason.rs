//! Why a session was not held, or ended early, and how that counts against what was ordered.

kernel::codes! {
    /// How a session counts towards an ordered minimum and in every report.
    pub enum CountsAs {
        /// It was held.
        Delivered = "delivered",
        /// It was not held, and nobody is at fault.
        Excused = "excused",
        /// It was not held because of the service or those who act for the authority.
        ServiceFailure = "service_failure",
        /// It was not held because of the family member.
        VisitorFailure = "visitor_failure",
    }
}

kernel::codes! {
    /// On whose side the reason lies. "The child" is never a failure.
    pub enum Side {
        /// The family member.
        FamilyMember = "family_member",
        /// The child.
        Child = "child",
        /// The carer, who acts for the authority.
        Carer = "carer",
        /// The social worker or the authority.
        Authority = "authority",
        /// The contact service and its staff.
        Service = "service",
        /// Transport.
        Transport = "transport",
        /// The venue.
        Venue = "venue",
        /// The court or the law.
        Law = "law",
        /// Health of the public.
        Health = "health",
        /// Nobody: weather and the like.
        Outside = "outside",
    }
}

kernel::codes! {
    /// Why a session was cancelled or did not start.
    pub enum NotHeld {
        /// The family member was unwell and said so.
        VisitorUnwell = "visitor_unwell",
        /// The family member had to work.
        VisitorWork = "visitor_work",
        /// The family member's journey failed.
        VisitorTravel = "visitor_travel",
        /// The family did not attend and gave no reason.
        DidNotAttend = "did_not_attend",
        /// The family member was in custody.
        VisitorInCustody = "visitor_in_custody",
        /// The family member came later than the time allowed.
        VisitorTooLate = "visitor_too_late",
        /// The family member came under the influence of alcohol or drugs.
        VisitorUnfit = "visitor_unfit",
        /// The family member was aggressive.
        VisitorAggressive = "visitor_aggressive",
        /// The family member would not keep to the rules.
        VisitorRefusedRules = "visitor_refused_rules",
        /// The family member did not confirm in time, and a manager decided not to go ahead.
        NotConfirmed = "not_confirmed",
        /// The child was unwell.
        ChildUnwell = "child_unwell",
        /// The child did not want to.
        ChildDidNotWant = "child_did_not_want",
        /// The child had something on at school.
        ChildSchool = "child_school",
        /// The child was away with the carer.
        CarerHoliday = "carer_holiday",
        /// The carer was unwell.
        CarerUnwell = "carer_unwell",
        /// The carer could not bring the child.
        CarerNoTransport = "carer_no_transport",
        /// The social worker or a manager cancelled it, without a legal ground.
        AuthorityDecision = "authority_decision",
        /// A supervisor was off sick.
        StaffSickness = "staff_sickness",
        /// No supervisor was available.
        NoStaff = "no_staff",
        /// The service made a mistake.
        ServiceMistake = "service_mistake",
        /// No vehicle or driver.
        TransportNone = "transport_none",
        /// Transport came too late.
        TransportLate = "transport_late",
        /// The venue was closed or unsafe.
        VenueClosed = "venue_closed",
        /// Contact was refused under s.34(6) or s.34(4).
        Suspended = "suspended",
        /// The court changed the order.
        OrderChanged = "order_changed",
        /// The legal status ended.
        StatusEnded = "status_ended",
        /// The police asked for it.
        PoliceRequest = "police_request",
        /// Infection.
        Infection = "infection",
        /// Weather, or something else outside anybody's power.
        Outside = "outside",
    }
}

impl NotHeld {
    /// How it counts. A reason on the carer's side counts against the authority: the carer acts
    /// for it.
    pub const fn counts_as(self) -> CountsAs {
        match self {
            Self::VisitorUnwell
            | Self::VisitorTravel
            | Self::VisitorInCustody
            | Self::ChildUnwell
            | Self::ChildDidNotWant
            | Self::ChildSchool
            | Self::Suspended
            | Self::OrderChanged
            | Self::StatusEnded
            | Self::PoliceRequest
            | Self::Infection
            | Self::Outside => CountsAs::Excused,
            Self::VisitorWork
            | Self::DidNotAttend
            | Self::VisitorTooLate
            | Self::VisitorUnfit
            | Self::VisitorAggressive
            | Self::VisitorRefusedRules
            | Self::NotConfirmed => CountsAs::VisitorFailure,
            Self::CarerHoliday
            | Self::CarerUnwell
            | Self::CarerNoTransport
            | Self::AuthorityDecision
            | Self::StaffSickness
            | Self::NoStaff
            | Self::ServiceMistake
            | Self::TransportNone
            | Self::TransportLate
            | Self::VenueClosed => CountsAs::ServiceFailure,
        }
    }

    /// Whether it can only be found when people arrive, so that it cannot cancel a session in
    /// advance.
    pub const fn is_found_at_the_door(self) -> bool {
        matches!(
            self,
            Self::DidNotAttend
                | Self::VisitorTooLate
                | Self::VisitorUnfit
                | Self::VisitorAggressive
                | Self::VisitorRefusedRules
        )
    }

    /// Why, as people say it: what the family did apart from what the service did, and never a
    /// failure of the child.
    pub const fn label(self) -> &'static str {
        match self {
            Self::VisitorUnwell => "the family member was unwell and said so",
            Self::VisitorWork => "the family member had to work",
            Self::VisitorTravel => "the family member’s journey failed",
            Self::DidNotAttend => "the family did not attend",
            Self::VisitorInCustody => "the family member was in custody",
            Self::VisitorTooLate => "the family member came later than the time allowed",
            Self::VisitorUnfit => "the family member came under the influence of alcohol or drugs",
            Self::VisitorAggressive => "the family member was aggressive",
            Self::VisitorRefusedRules => "the family member would not keep to the rules",
            Self::NotConfirmed => "the family did not confirm in time",
            Self::ChildUnwell => "the child was unwell",
            Self::ChildDidNotWant => "the child did not want to",
            Self::ChildSchool => "the child had something on at school",
            Self::CarerHoliday => "the child was away with the carer",
            Self::CarerUnwell => "the carer was unwell",
            Self::CarerNoTransport => "the carer could not bring the child",
            Self::AuthorityDecision => "cancelled by the social worker or a manager",
            Self::StaffSickness => "cancelled by the service: a supervisor was off sick",
            Self::NoStaff => "cancelled by the service: no supervisor was available",
            Self::ServiceMistake => "cancelled by the service: a mistake",
            Self::TransportNone => "no vehicle or driver",
            Self::TransportLate => "transport came too late",
            Self::VenueClosed => "the venue was closed or unsafe",
            Self::Suspended => "contact was refused",
            Self::OrderChanged => "the court changed the order",
            Self::StatusEnded => "the legal status ended",
            Self::PoliceRequest => "the police asked for it",
            Self::Infection => "infection",
            Self::Outside => "weather, or something outside anybody’s power",
        }
    }

    /// On whose side it lies.
    pub const fn side(self) -> Side {
        match self {
            Self::VisitorUnwell
            | Self::VisitorWork
            | Self::VisitorTravel
            | Self::DidNotAttend
            | Self::VisitorInCustody
            | Self::VisitorTooLate
            | Self::VisitorUnfit
            | Self::VisitorAggressive
            | Self::VisitorRefusedRules
            | Self::NotConfirmed => Side::FamilyMember,
            Self::ChildUnwell | Self::ChildDidNotWant | Self::ChildSchool => Side::Child,
            Self::CarerHoliday | Self::CarerUnwell | Self::CarerNoTransport => Side::Carer,
            Self::AuthorityDecision => Side::Authority,
            Self::StaffSickness | Self::NoStaff | Self::ServiceMistake => Side::Service,
            Self::TransportNone | Self::TransportLate => Side::Transport,
            Self::VenueClosed => Side::Venue,
            Self::Suspended | Self::OrderChanged | Self::StatusEnded | Self::PoliceRequest => {
                Side::Law
            }
            Self::Infection => Side::Health,
            Self::Outside => Side::Outside,
        }
    }
}

kernel::codes! {
    /// Why a session that had started ended early.
    pub enum EarlyEnd {
        /// The child was in danger.
        Safety = "safety",
        /// The child could not be comforted.
        Distress = "distress",
        /// The child asked.
        ChildAsked = "child_asked",
        /// Violence or threats.
        Violence = "violence",
        /// Alcohol or drugs.
        Intoxication = "intoxication",
        /// Guidance was refused.
        GuidanceRefused = "guidance_refused",
        /// Someone came who may not.
        UnapprovedPerson = "unapproved_person",
        /// Photographs against the rules.
        Photography = "photography",
        /// The placement was asked about or given away.
        AddressDisclosed = "address_disclosed",
        /// An attempt to take the child.
        Abduction = "abduction",
        /// The family member left.
        VisitorLeft = "visitor_left",
        /// A medical matter.
        Medical = "medical",
        /// Fire, or the venue became unsafe.
        Venue = "venue",
        /// The supervisor could not go on.
        Staff = "staff",
        /// Transport came early or had to leave.
        Transport = "transport",
    }
}

impl EarlyEnd {
    /// Why, as people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Safety => "the child was in danger",
            Self::Distress => "the child could not be comforted",
            Self::ChildAsked => "the child asked",
            Self::Violence => "violence or threats",
            Self::Intoxication => "alcohol or drugs",
            Self::GuidanceRefused => "guidance was refused",
            Self::UnapprovedPerson => "someone came who may not",
            Self::Photography => "photographs against the rules",
            Self::AddressDisclosed => "the placement was asked about or given away",
            Self::Abduction => "an attempt to take the child",
            Self::VisitorLeft => "the family member left",
            Self::Medical => "a medical matter",
            Self::Venue => "fire, or the venue became unsafe",
            Self::Staff => "the supervisor could not go on",
            Self::Transport => "transport came early or had to leave",
        }
    }

    /// How it counts: held, unless the service cut it short. The minutes lost are reported either
    /// way.
    pub const fn counts_as(self) -> CountsAs {
        match self {
            Self::Venue | Self::Staff | Self::Transport => CountsAs::ServiceFailure,
            _ => CountsAs::Delivered,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_decides_how_it_counts() {
        for reason in NotHeld::ALL {
            let counts = reason.counts_as();
            let fits = match reason.side() {
                Side::FamilyMember => {
                    matches!(counts, CountsAs::VisitorFailure | CountsAs::Excused)
                }
                Side::Child | Side::Law | Side::Health | Side::Outside => {
                    counts == CountsAs::Excused
                }
                Side::Carer | Side::Authority | Side::Service | Side::Transport | Side::Venue => {
                    counts == CountsAs::ServiceFailure
                }
            };
            assert!(fits, "{reason}: {counts}");
        }
    }

    #[test]
    fn what_the_family_did_is_told_apart_from_what_the_service_did() {
        let mut words: Vec<_> = NotHeld::ALL.iter().map(|why| why.label()).collect();
        assert_eq!(NotHeld::DidNotAttend.label(), "the family did not attend");
        assert!(
            NotHeld::StaffSickness
                .label()
                .starts_with("cancelled by the service")
        );
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), NotHeld::ALL.len());
    }

    #[test]
    fn what_the_scenarios_say() {
        for (reason, counts) in [
            (NotHeld::DidNotAttend, CountsAs::VisitorFailure),
            (NotHeld::StaffSickness, CountsAs::ServiceFailure),
            (NotHeld::ChildDidNotWant, CountsAs::Excused),
            (NotHeld::OrderChanged, CountsAs::Excused),
            (NotHeld::CarerHoliday, CountsAs::ServiceFailure),
        ] {
            assert_eq!(reason.counts_as(), counts, "{reason}");
        }
        assert_eq!(EarlyEnd::VisitorLeft.counts_as(), CountsAs::Delivered);
        assert_eq!(EarlyEnd::Staff.counts_as(), CountsAs::ServiceFailure);
    }
}
