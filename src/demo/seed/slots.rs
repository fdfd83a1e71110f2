//! Standing slots of the plans, and sessions of those who meet less often than weekly.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    id::{PlanId, ProviderId},
    refusal::Refused,
    time::{ClockTime, Slot, Week},
};
use law::{access::act, requirement::RoomFeature, rule::Period};

use super::{
    Seed,
    asking::{Ask, Came, Keeps},
    diary::{Diary, Place, Wish},
    family::Known,
    referrals::{Arranged, is_weekly},
    resources::Providers,
    users::Staff,
};
use crate::{
    resources::DayName::{self, Fri, Mon, Sat, Thu, Tue, Wed},
    sessions::{Draft, StandingSlot, commands::keep_slots, rules::day_of},
};

/// The interpreter service whose agreement is in force.
const INTERPRETERS: &str = "Northwick Language Service";

/// A session outside every pattern.
pub(super) struct Single {
    pub(super) week: Week,
    pub(super) plan: PlanId,
    pub(super) draft: Draft,
}

/// What was settled: slots of every week by plan, and sessions of one.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) kept: BTreeMap<PlanId, Vec<StandingSlot>>,
    pub(super) singles: Vec<Single>,
}

/// Keeps a slot for each family that meets every week, and finds a time for each of the others.
pub(super) fn settle(
    seed: &mut Seed<'_>,
    staff: &Staff,
    (diary, providers): (&mut Diary, &Providers),
    arranged: &[Arranged<'_>],
) -> Result<Settled, Refused> {
    let mut all = Settled::default();
    // What the scripts count on is settled before anything else is looked for.
    let (settled, found): (Vec<_>, Vec<_>) =
        arranged.iter().partition(|one| !one.ask.keeps.is_empty());
    for one in settled.into_iter().chain(found) {
        let served = Served {
            taxi: provider(providers, one.ask.taxi)?,
            interpreter: provider(providers, one.ask.interpreter.map(|_| INTERPRETERS))?,
        };
        let (standing, special) = places(seed, diary, one, &served)?;
        let weeks = special.into_iter().map(|(week, place)| {
            let week = seed.opens.london_day().week().plus_weeks(week);
            single(one, week, &served.slot(&place))
        });
        all.singles
            .extend(weeks.collect::<Result<Vec<_>, Refused>>()?);
        let slots: Vec<StandingSlot> = standing.iter().map(|place| served.slot(place)).collect();
        keep(seed, staff, one, &slots)?;
        all.kept.insert(one.plan.id, slots);
    }
    Ok(all)
}

/// The outside services of a session.
struct Served {
    taxi: Option<ProviderId>,
    interpreter: Option<ProviderId>,
}

impl Served {
    /// Who is taken up by a session: the family, and these services.
    fn with(&self, one: &Arranged<'_>) -> Vec<String> {
        let persons = one.plan.details.persons();
        let services = self.taxi.into_iter().chain(self.interpreter);
        let persons = persons.iter().map(ToString::to_string);
        persons
            .chain(services.map(|service| service.to_string()))
            .collect()
    }

    fn slot(&self, place: &Place) -> StandingSlot {
        StandingSlot {
            weekday: place.day,
            from: place.from,
            to: place.to,
            room: Some(place.room),
            supervisors: BTreeSet::from([place.supervisor]),
            taxi: self.taxi,
            interpreter: self.interpreter,
        }
    }
}

fn provider(providers: &Providers, name: Option<&str>) -> Result<Option<ProviderId>, Refused> {
    let Some(name) = name else {
        return Ok(None);
    };
    let found = providers.get(name).copied();
    let missing = || Refused::broken(format!("looking for {name} in the demo"));
    found.map(Some).ok_or_else(missing)
}

type Places = (Vec<Place>, Vec<(i64, Place)>);

/// Where and when: every week, and in one week only.
fn places(
    seed: &mut Seed<'_>,
    diary: &mut Diary,
    one: &Arranged<'_>,
    served: &Served,
) -> Result<Places, Refused> {
    let with = served.with(one);
    let (mut standing, mut special) = (Vec::new(), Vec::new());
    for keeps in &one.ask.keeps {
        let place = kept(diary, one.ask, keeps)?;
        diary.take(&place, &with);
        match keeps.week {
            None => standing.push(place),
            Some(week) => special.push((week, place)),
        }
    }
    if !one.ask.keeps.is_empty() {
        return Ok((standing, special));
    }
    let wanted = if is_weekly(one.ask) {
        one.ask.often.0
    } else {
        1
    };
    for number in 0..wanted {
        let days: Vec<DayName> = standing.iter().map(|place: &Place| place.day).collect();
        let turn = one.known.number * 3 + usize::from(number) * 2;
        let Some(place) = next_place(seed, diary, one, (served, &days, turn))? else {
            break;
        };
        if is_weekly(one.ask) {
            standing.push(place);
        } else {
            special.push((seed.dice.between(-1, 0), place));
            if one.ask.often.1 == Period::Month {
                special.push((1, place));
            }
        }
    }
    Ok((standing, special))
}

fn kept(diary: &Diary, ask: &Ask, keeps: &Keeps) -> Result<Place, Refused> {
    let fault = |cause| Refused::fault("reading the calendar", cause);
    let from: ClockTime = keeps.from.parse().map_err(fault)?;
    let until = from.minute_of_day() + ask.minutes;
    Ok(Place {
        day: keeps.day,
        from,
        to: ClockTime::from_minute_of_day(until).map_err(fault)?,
        room: diary.room(keeps.room)?,
        supervisor: diary.supervisor(keeps.supervisor)?,
    })
}

/// One more session of a family in one week, on a day on which they do not meet already: the first
/// place that suits, with the services that their other sessions have.
pub(super) fn one_more(
    seed: &Seed<'_>,
    diary: &mut Diary,
    (one, kept): (&Arranged<'_>, &[StandingSlot]),
    week: Week,
) -> Result<Option<Single>, Refused> {
    let Some(like) = kept.first() else {
        return Ok(None);
    };
    let served = Served {
        taxi: like.taxi,
        interpreter: like.interpreter,
    };
    let days: Vec<DayName> = kept.iter().map(|slot| slot.weekday).collect();
    let turn = one.known.number * 3 + kept.len() * 2;
    let place = next_place(seed, diary, one, (&served, &days, turn))?;
    place
        .map(|place| single(one, week, &served.slot(&place)))
        .transpose()
}

/// The first place that suits a family on a day on which they do not meet yet, taken for them.
fn next_place(
    seed: &Seed<'_>,
    diary: &mut Diary,
    one: &Arranged<'_>,
    (served, days, turn): (&Served, &[DayName], usize),
) -> Result<Option<Place>, Refused> {
    let with = served.with(one);
    let looked_for = Wish {
        with: &with,
        people: one.plan.details.persons().len() + usize::from(served.interpreter.is_some()),
        minutes: one.ask.minutes,
        place: one.ask.place,
        needs: needs(one.known),
        times: times(seed, one.known, one.ask, (turn, days))?,
        turn,
    };
    let found = diary.find(&looked_for);
    if let Some(place) = &found {
        diary.take(place, &with);
    }
    Ok(found)
}

fn needs(known: &Known<'_>) -> Option<RoomFeature> {
    known.family.worry.and_then(|worry| worry.room())
}

/// Days and times that suit the children: those who go to school come after it and on Saturdays.
fn times(
    seed: &Seed<'_>,
    known: &Known<'_>,
    ask: &Ask,
    (turn, taken): (usize, &[DayName]),
) -> Result<Vec<(DayName, u16)>, Refused> {
    const AFTER_SCHOOL: [u16; 8] = [930, 1035, 945, 1050, 960, 1020, 990, 1065];
    const SATURDAY: [u16; 6] = [600, 720, 585, 840, 780, 660];
    const DAYTIME: [u16; 7] = [600, 690, 585, 810, 780, 840, 705];
    let today = seed.opens.london_day();
    let mut at_school = false;
    for member in known
        .family
        .members
        .iter()
        .filter(|member| ask.children.contains(&member.given))
    {
        let age = seed.birthday(&member.born)?.age_on(today).unwrap_or(0);
        at_school = at_school || age >= 5;
    }
    let days: &[DayName] = if at_school {
        &[Mon, Wed, Sat, Tue, Thu, Fri, Sat]
    } else {
        &[Mon, Wed, Fri, Tue, Thu]
    };
    let of_day = |day: DayName| -> &[u16] {
        match day {
            Sat => &SATURDAY,
            _ if at_school => &AFTER_SCHOOL,
            _ => &DAYTIME,
        }
    };
    let count = days.len();
    let days: Vec<DayName> = days
        .iter()
        .cycle()
        .skip(turn.checked_rem(count).unwrap_or_default())
        .take(count)
        .copied()
        .filter(|day| !taken.contains(day))
        .collect();
    let first = (0..8).flat_map(|at| {
        let of_day = &of_day;
        days.iter()
            .filter_map(move |day| of_day(*day).get(at).map(|from| (*day, *from)))
    });
    Ok(first.collect())
}

fn single(one: &Arranged<'_>, week: Week, slot: &StandingSlot) -> Result<Single, Refused> {
    let time = Slot::new(day_of(week, slot.weekday), slot.from, slot.to)
        .map_err(|cause| Refused::fault("reading the calendar", cause))?;
    Ok(Single {
        week,
        plan: one.plan.id,
        draft: crate::sessions::rules::draft_of(&one.plan, slot, time),
    })
}

fn keep(
    seed: &Seed<'_>,
    staff: &Staff,
    one: &Arranged<'_>,
    slots: &[StandingSlot],
) -> Result<(), Refused> {
    if slots.is_empty() {
        return Ok(());
    }
    let at_once = one.ask.came == Came::AcceptedAtOnce;
    let accepted = (one.days_ago - i64::from(!at_once)).max(1);
    seed.at(accepted, "16:45")?;
    let (coordinator, plan) = (staff.actor("asha.kaur")?, one.plan.id);
    seed.does::<act::KeepSlots, _>(&coordinator, |work| keep_slots(work, (plan, 0), slots))?;
    Ok(())
}
