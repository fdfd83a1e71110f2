use super::*;
use crate::cast::Cast;
use crate::proposal::StaffMember;
use proptest::prelude::*;

fn codes(requirements: &Requirements, proposal: &Proposal) -> Vec<Code> {
    requirements
        .unmet(proposal)
        .into_iter()
        .map(|unmet| unmet.code)
        .collect()
}

#[test]
fn two_supervisors_means_two() {
    let cast = Cast::new();
    let needs_two = Requirements::of_level(Level::TwoSupervisors);
    let mut proposal = cast.session_with_mother();
    proposal.level = Level::TwoSupervisors;
    assert_eq!(
        codes(&needs_two, &proposal),
        [Code::RiskStaff],
        "one supervisor"
    );
    proposal.staff = Staff::Chosen(vec![cast.milo(), cast.rosa()]);
    assert_eq!(codes(&needs_two, &proposal), []);
    proposal.staff = Staff::ToBeChosen;
    assert_eq!(codes(&needs_two, &proposal), [Code::StaffNotChosen]);
}

#[test]
fn each_demand_is_looked_at() {
    let cast = Cast::new();
    let plain = cast.session_with_mother();
    let none = Requirements::default();
    let set = |change: fn(&mut Requirements)| {
        let mut requirements = none.clone();
        change(&mut requirements);
        requirements
    };
    for (case, requirements, expected) in [
        ("nothing", none.clone(), vec![]),
        (
            "60 minutes at most",
            set(|r| r.max_minutes = Some(60)),
            vec![Code::RiskTooLong],
        ),
        (
            "90 minutes at most",
            set(|r| r.max_minutes = Some(90)),
            vec![],
        ),
        (
            "a hoist",
            set(|r| r.features = BTreeSet::from([RoomFeature::Hoist])),
            vec![Code::RiskRoom],
        ),
        (
            "first aid, which Milo has",
            set(|r| r.skills = BTreeSet::from([Skill::FirstAid])),
            vec![],
        ),
        (
            "epilepsy",
            set(|r| r.skills = BTreeSet::from([Skill::Epilepsy])),
            vec![Code::RiskSkill],
        ),
        (
            "a woman",
            set(|r| r.genders = BTreeSet::from([Gender::Woman])),
            vec![Code::RiskGender],
        ),
        (
            "known supervisor",
            set(|r| r.known_supervisor = true),
            vec![Code::RiskKnownSupervisor],
        ),
        (
            "security",
            set(|r| r.level = Level::Security),
            vec![Code::RiskSupervision],
        ),
        (
            "three on site",
            set(|r| r.staff_on_site = 3),
            vec![Code::RiskStaffOnSite],
        ),
    ] {
        assert_eq!(codes(&requirements, &plain), expected, "{case}");
    }
}

#[test]
fn a_letter_needs_no_room_and_no_staff() {
    let mut letter = Cast::new().session_with_mother();
    letter.mode = crate::proposal::Mode::Letter;
    letter.staff = Staff::ToBeChosen;
    assert_eq!(codes(&Requirements::of_level(Level::Security), &letter), []);
}

fn any_requirements() -> impl Strategy<Value = Requirements> {
    let features =
        proptest::collection::btree_set(proptest::sample::select(RoomFeature::ALL), 0..3);
    let skills = proptest::collection::btree_set(proptest::sample::select(Skill::ALL), 0..3);
    let level = proptest::sample::select(Level::ALL);
    (
        level,
        0_u8..4,
        0_u8..4,
        features,
        skills,
        any::<(bool, bool)>(),
        proptest::option::of(30_u16..240),
    )
        .prop_map(
            |(
                level,
                staff_min,
                staff_on_site,
                features,
                skills,
                (centre_only, known_supervisor),
                max_minutes,
            )| Requirements {
                level,
                staff_min,
                staff_on_site,
                skills,
                features,
                centre_only,
                known_supervisor,
                max_minutes,
                ..Requirements::default()
            },
        )
}

proptest! {
    #[test]
    fn together_is_never_weaker_and_needs_no_order(one in any_requirements(), two in any_requirements(), staff in 0_usize..3) {
        let both = one.clone().and(&two);
        prop_assert_eq!(&both, &two.clone().and(&one));
        prop_assert_eq!(&both.clone().and(&one), &both);
        prop_assert!(both.is_at_least(&one) && both.is_at_least(&two));
        let cast = Cast::new();
        let mut proposal = cast.session_with_mother();
        let team: [StaffMember; 2] = [cast.milo(), cast.rosa()];
        proposal.staff = Staff::Chosen(team.into_iter().take(staff).collect());
        prop_assert!(both.unmet(&proposal).len() >= one.unmet(&proposal).len().max(two.unmet(&proposal).len()));
    }
}
