//! Properties of the whole policy, over every role, action, relation and state.

use std::collections::BTreeSet;

use kernel::id::UserId;

use super::*;

fn with(roles: &[Role]) -> Actor {
    Actor::User {
        id: UserId::from_parts(0, 0),
        roles: roles.iter().copied().collect::<BTreeSet<_>>(),
    }
}

#[test]
fn an_exclusion_beats_every_role_and_every_action() {
    for act in Act::ALL {
        for state in RecordState::ALL {
            assert_eq!(
                decide(&with(Role::ALL), *act, Relation::Excluded, *state),
                Decision::Hide,
                "{act} {state}"
            );
        }
    }
}

#[test]
fn rights_are_the_union_of_roles() {
    for act in Act::ALL {
        for relation in Relation::ALL {
            for state in RecordState::ALL {
                let one = Role::ALL
                    .iter()
                    .any(|r| decide(&with(&[*r]), *act, *relation, *state) == Decision::Allow);
                let all = decide(&with(Role::ALL), *act, *relation, *state) == Decision::Allow;
                assert_eq!(one, all, "{act} {relation} {state}");
            }
        }
    }
}

#[test]
fn an_administrator_sees_no_case_data() {
    for act in [
        Act::ListPeople,
        Act::ShowPerson,
        Act::ShowWhereabouts,
        Act::EditPerson,
    ] {
        for relation in Relation::ALL {
            for state in RecordState::ALL {
                assert_eq!(
                    decide(&with(&[Role::Administrator]), act, *relation, *state),
                    Decision::Hide
                );
            }
        }
    }
}

#[test]
fn a_closed_record_is_read_and_never_changed() {
    for act in Act::ALL
        .iter()
        .filter(|act| act.writes() && **act != Act::ProtectPerson)
    {
        let decision = decide(&with(Role::ALL), *act, Relation::Own, RecordState::Closed);
        assert_ne!(decision, Decision::Allow, "{act}");
    }
    assert_eq!(
        decide(
            &with(&[Role::SocialWorker]),
            Act::ShowPerson,
            Relation::Own,
            RecordState::Closed
        ),
        Decision::Allow
    );
}

#[test]
fn closing_a_sealed_record_does_not_open_it() {
    let coordinator = with(&[Role::Coordinator]);
    for kept in [false, true] {
        let state = RecordState::of(Protection::Sealed, kept);
        assert_eq!(
            decide(&coordinator, Act::ShowPerson, Relation::None, state),
            Decision::Hide
        );
    }
    assert_eq!(
        RecordState::Sealed.and(RecordState::Closed),
        RecordState::SealedClosed
    );
    for state in RecordState::ALL {
        assert_eq!(RecordState::of(state.protection(), state.is_kept()), *state);
    }
}

#[test]
fn who_could_never_do_it_is_not_let_in() {
    let administrator = with(&[Role::Administrator]);
    assert_eq!(
        at_door(&administrator, Act::ListPeople, false),
        Decision::Hide
    );
    assert!(matches!(
        at_door(&administrator, Act::OpenNewPerson, false),
        Decision::Forbid(_)
    ));
    assert_eq!(
        at_door(&with(&[Role::Supervisor]), Act::ShowPerson, false),
        Decision::Allow
    );
    assert_eq!(
        at_door(&administrator, Act::KeepHouse, false),
        Decision::Hide,
        "nobody's at a door"
    );
}

#[test]
fn a_supervisor_never_reads_whereabouts() {
    for relation in Relation::ALL {
        assert_ne!(
            decide(
                &with(&[Role::Supervisor]),
                Act::ShowWhereabouts,
                *relation,
                RecordState::Open
            ),
            Decision::Allow
        );
    }
}
