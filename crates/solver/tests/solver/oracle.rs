//! An oracle that tries every rota of a tiny week. It knows no rule: it asks the judge.

use crate::{plan, tiny};
use rota_solver::check::{Verdict, check};
use rota_solver::instance::{Instance, Place};
use rota_solver::rota::Rota;

/// How many tiny weeks are tried; each has its own rules.
const WEEKS: u64 = 2_000;

#[test]
fn the_search_finds_what_trying_every_rota_finds_and_no_bound_lies_above() {
    let mut tight = 0;
    let mut open = 0;
    let mut patient = 0;
    for seed in 0..WEEKS {
        let instance = tiny::week(seed);
        let optimum = Oracle::new(&instance).optimum();
        let rota = plan(&instance, 3_000, 60, 1);
        if rota.cost != optimum {
            patient += 1;
            let longer = plan(&instance, 60_000, 0, 2);
            assert_eq!(longer.cost, optimum, "seed {seed}");
        }
        let bound = rota.bound.unwrap();
        assert!(
            bound <= optimum,
            "seed {seed}: bound {bound} above {optimum}"
        );
        tight += u64::from(bound == optimum);
        open += u64::from(rota.places.contains(&None));
    }
    assert!(
        patient <= WEEKS / 100,
        "{patient} weeks need more than a short search"
    );
    // Neither weeks without conflicts nor worthless bounds would test anything.
    assert!(open > WEEKS / 4, "only {open} weeks leave a session out");
    assert!(tight > WEEKS / 4, "only {tight} bounds are exact");
}

/// Tries everything.
pub(crate) struct Oracle<'a> {
    instance: &'a Instance,
    /// The places that each session could have if it were alone.
    choices: Vec<Vec<Place>>,
    rota: Rota,
    /// Whether every session has been decided.
    is_whole: bool,
    /// What a rota is best by, and the best.
    key: Key,
    best: Vec<i64>,
}

/// What rotas are compared by, the first number first.
type Key = fn(&Instance, &Verdict) -> Vec<i64>;

impl<'a> Oracle<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        let rota = crate::empty(instance);
        let mut oracle = Self {
            instance,
            choices: Vec::new(),
            rota,
            is_whole: false,
            key: |_, verdict| vec![verdict.cost],
            best: vec![i64::MAX],
        };
        for session in 0..instance.sessions.len() {
            let mut alone = everything(instance, session);
            alone.retain(|place| {
                oracle.rota.places[session] = Some(place.clone());
                oracle.keeps_the_rules()
            });
            oracle.rota.places[session] = None;
            oracle.choices.push(alone);
        }
        oracle
    }

    /// The times and venues are given; only supervisors, or none, are to be chosen.
    pub(crate) fn timed(mut self, places: &[Option<Place>]) -> Self {
        for (choices, given) in self.choices.iter_mut().zip(places) {
            choices.retain(|place| {
                let given = given.as_ref();
                given.is_some_and(|given| {
                    (place.day, place.start, place.venue) == (given.day, given.start, given.venue)
                })
            });
        }
        self
    }

    pub(crate) fn optimum(mut self) -> i64 {
        self.place(0);
        self.best[0]
    }

    /// What the best rota has by another key than the cost.
    pub(crate) fn best_by(mut self, key: Key) -> Vec<i64> {
        self.key = key;
        self.place(0);
        self.best
    }

    /// Whether nothing is broken that more sessions do not mend.
    fn keeps_the_rules(&self) -> bool {
        let verdict = check(self.instance, &self.rota);
        let mended = |rule| {
            rule == "cost"
                || rule == "minimum"
                || rule == "write-up"
                || rule == "pinned" && !self.is_whole
        };
        let mut broken = verdict.violations.iter();
        broken.all(|violation| mended(violation.rule))
    }

    /// Tries every place of this session and the ones after it. A rota that breaks a rule is not
    /// mended by more sessions.
    fn place(&mut self, session: usize) {
        self.is_whole = session == self.choices.len();
        if !self.keeps_the_rules() {
            return;
        }
        if session == self.choices.len() {
            let verdict = check(self.instance, &self.rota);
            let key = (self.key)(self.instance, &verdict);
            if key < self.best {
                self.best = key;
            }
            return;
        }
        self.place(session + 1);
        for place in self.choices[session].clone() {
            self.rota.places[session] = Some(place);
            self.place(session + 1);
        }
        self.rota.places[session] = None;
    }
}

/// Every place that can be written down, sensible or not.
fn everything(instance: &Instance, session: usize) -> Vec<Place> {
    let staff = instance.supervisors.len();
    let mut crews: Vec<Vec<usize>> = (0..staff).map(|who| vec![who]).collect();
    if instance.sessions[session].supervisors == 2 {
        let pairs = (0..staff).flat_map(|a| (a + 1..staff).map(move |b| vec![a, b]));
        crews = pairs.collect();
    }
    let mut places = Vec::new();
    for &(day, from, to) in &instance.sessions[session].windows {
        for start in (from..to).step_by(instance.slot_min) {
            for venue in 0..instance.venues.len() {
                for room in 0..instance.venues[venue].rooms.len() {
                    for supervisors in crews.clone() {
                        places.push(Place {
                            day,
                            start,
                            venue,
                            room,
                            supervisors,
                        });
                    }
                }
            }
        }
    }
    places
}
