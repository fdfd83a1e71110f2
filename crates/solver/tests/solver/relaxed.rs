//! Who asks for less is never served worse: with one rule relaxed, the best rota of a tiny week, found by trying
//! every one, costs no more than before.

use crate::oracle::Oracle;
use crate::tiny;
use rota_solver::instance::{Apart, Breaks, Instance, Resource, Rest, Room, RoomKind};
use std::collections::BTreeMap;

/// How many tiny weeks are tried.
const WEEKS: u64 = 240;

/// A change of a week.
type Change = fn(&mut Instance);

/// What is asked for less; how the week is made such that this matters; and how less is asked for.
type Relaxation = (&'static str, Change, Change);

fn as_it_is(_: &mut Instance) {}

const ALL: [Relaxation; 20] = [
    ("another supervisor", as_it_is, |week| {
        let mut another = week.supervisors[0].clone();
        "another".clone_into(&mut another.id);
        week.supervisors.push(another);
    }),
    ("longer windows", as_it_is, |week| {
        for session in &mut week.sessions {
            session.windows.iter_mut().for_each(|window| window.2 += 60);
        }
    }),
    (
        "longer opening hours",
        |week| {
            let days = week.venues.iter_mut().flat_map(|venue| &mut venue.open);
            days.flatten().for_each(|open| *open = (600, 660));
        },
        |week| {
            let days = week.venues.iter_mut().flat_map(|venue| &mut venue.open);
            days.flatten()
                .for_each(|open| *open = (open.0 - 60, open.1 + 60));
        },
    ),
    ("another room", as_it_is, |week| {
        for venue in &mut week.venues {
            let another = Room {
                id: "another".to_owned(),
                kind: RoomKind::Large,
                capacity: 0,
                closed: Vec::new(),
            };
            venue.rooms.push(another);
        }
    }),
    (
        "another driver",
        |week| {
            week.transport.capacity_by_area = vec![0];
            week.sessions
                .iter_mut()
                .for_each(|session| session.transport = true);
        },
        |week| {
            week.transport
                .capacity_by_area
                .iter_mut()
                .for_each(|legs| *legs += 1);
        },
    ),
    (
        "another interpreter",
        |week| {
            let days = vec![Some((480, 900)); 3];
            week.resources = vec![Resource {
                id: "interpreter".to_owned(),
                count: 0,
                before_min: 0,
                after_min: 30,
                days,
            }];
            week.sessions
                .iter_mut()
                .for_each(|session| session.resources = vec![0]);
        },
        |week| {
            week.resources
                .iter_mut()
                .for_each(|resource| resource.count += 1);
        },
    ),
    ("no skills", as_it_is, |week| {
        for session in &mut week.sessions {
            session.skills.clear();
            session.seats.clear();
        }
    }),
    ("any language", as_it_is, |week| {
        week.sessions
            .iter_mut()
            .for_each(|session| session.language = None);
    }),
    ("any gender", as_it_is, |week| {
        week.sessions
            .iter_mut()
            .for_each(|session| session.gender = None);
    }),
    ("nobody forbidden", as_it_is, |week| {
        week.sessions
            .iter_mut()
            .for_each(|session| session.forbidden_supervisors.clear());
    }),
    ("supervisors who work everywhere", as_it_is, |week| {
        week.supervisors
            .iter_mut()
            .for_each(|who| who.reach = vec![0, 1]);
    }),
    (
        "longer days of supervisors",
        |week| {
            let days = week.supervisors.iter_mut().flat_map(|who| &mut who.days);
            days.flatten().for_each(|day| *day = (570, 690));
        },
        |week| {
            let days = week.supervisors.iter_mut().flat_map(|who| &mut who.days);
            days.flatten()
                .for_each(|day| *day = (day.0 - 60, day.1 + 60));
        },
    ),
    ("more work a day", as_it_is, |week| {
        for who in &mut week.supervisors {
            who.day_max_min += 120;
            who.max_sessions_day += 1;
        }
    }),
    ("more work a week", as_it_is, |week| {
        week.supervisors
            .iter_mut()
            .for_each(|who| who.contract_min += 240);
    }),
    (
        "no rest",
        |week| {
            week.rest = Some(Rest {
                between_days_min: 1440,
                most_days: 1,
            });
        },
        |week| week.rest = None,
    ),
    (
        "no breaks",
        |week| {
            week.breaks = Some(Breaks {
                after_min: 90,
                length_min: 60,
            });
        },
        |week| week.breaks = None,
    ),
    (
        "nobody kept apart",
        |week| {
            for (index, session) in week.sessions.iter_mut().enumerate() {
                session.persons = vec![index];
                session.venues = vec![0];
                session.windows = vec![(0, 540, 690)];
                session.resources.clear();
            }
            week.follows.clear();
            week.apart = vec![Apart {
                persons: (0, 1),
                buffer_min: 120,
            }];
        },
        |week| week.apart.clear(),
    ),
    ("nothing after another", as_it_is, |week| {
        week.follows.clear();
    }),
    (
        "no days between sessions",
        |week| {
            week.cases.iter_mut().for_each(|case| case.min_gap_days = 3);
        },
        |week| {
            week.cases.iter_mut().for_each(|case| case.min_gap_days = 0);
        },
    ),
    (
        "more sessions a week",
        |week| {
            for case in &mut week.cases {
                (case.min_per_week, case.max_per_week) = (0, 0);
            }
        },
        |week| {
            week.cases
                .iter_mut()
                .for_each(|case| case.max_per_week += 1);
        },
    ),
];

#[test]
fn relaxing_a_rule_never_makes_the_best_rota_worse() {
    let mut better: BTreeMap<&str, u32> = ALL.iter().map(|(name, ..)| (*name, 0)).collect();
    for seed in 0..WEEKS {
        let mut week = tiny::week(seed);
        // Tiers are counted by what a week could cost at most, which is more where there is more to choose; and
        // who must stay where they were told must do so only where they can.
        week.weights.tiers.clear();
        week.fill_gaps = false;
        week.now = None;
        for session in &mut week.sessions {
            session.pinned = false;
        }
        // Each week tries a few of them, so that all are tried often enough.
        for (name, tighten, relax) in ALL
            .iter()
            .skip(usize::try_from(seed % 5).unwrap())
            .step_by(5)
        {
            let mut week = week.clone();
            tighten(&mut week);
            let mut relaxed = week.clone();
            relax(&mut relaxed);
            assert_eq!(
                (week.fault(), relaxed.fault()),
                (None, None),
                "seed {seed}, {name}"
            );
            let optimum = Oracle::new(&week).optimum();
            let now = Oracle::new(&relaxed).optimum();
            assert!(now <= optimum, "seed {seed}, {name}: {now} after {optimum}");
            *better.entry(name).or_default() += u32::from(now < optimum);
        }
    }
    for (name, times) in better {
        assert!(
            times > 0,
            "{name} never changed anything, so nothing was tried"
        );
    }
}
