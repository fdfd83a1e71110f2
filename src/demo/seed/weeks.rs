//! Week after week: filled on a Thursday, published on the Friday, held in the days after it.

use kernel::{
    id::PlanId,
    refusal::Refused,
    time::{Instant, LondonDay, Slot, Week},
};
use law::{
    access::{Actor, act},
    session::Stage,
};

use super::{
    Seed,
    diary::Diary,
    held,
    referrals::{Arranged, is_weekly},
    slots::{Settled, Single, one_more},
    told,
    users::{Staff, wrong_text},
};
use crate::{
    resources::DayName,
    rota::{self, Reading},
    sessions::{
        Draft, Filled, LeftOut, Session, StandingSlot,
        commands::{book, fill_week},
        queries::of_week,
        rules::draft_of,
    },
};

/// Weeks of which the demo remembers every session.
const REMEMBERED: i64 = 2;

/// How many are asked to step in before a session is left to wait.
const ASKED: usize = 13;

/// Sessions of the week that is planned next: so many the scripts count, without a place included.
const PLANNED_NEXT: usize = 85;

/// What all weeks are made of.
pub(super) struct Season<'a> {
    pub(super) staff: &'a Staff,
    pub(super) arranged: Vec<Arranged<'a>>,
    pub(super) settled: Settled,
    pub(super) diary: Diary,
}

/// Lets the weeks go by until the demo opens, and plans the one after.
pub(super) fn go_by(seed: &mut Seed<'_>, mut season: Season<'_>) -> Result<(), Refused> {
    let present = seed.opens.london_day().week();
    for back in (0..=REMEMBERED).rev() {
        let week = present.plus_weeks(-back);
        seed.on(week.monday().plus_days(-4), "14:20")?;
        season.plan(seed, week)?;
        seed.on(week.monday().plus_days(-3), "11:15")?;
        season.publish(seed, week)?;
        told::everybody(seed, back == 0)?;
        held::sessions(seed, &season, week)?;
    }
    seed.at(1, "14:30")?;
    let left_out = season.plan(seed, present.next())?;
    let covered = season.cover(seed, &left_out)?;
    season.makes_up(seed, present.next(), left_out.len() - covered)
}

impl Season<'_> {
    /// Books what the families of a week keep, and what was arranged for it alone.
    fn plan(&self, seed: &Seed<'_>, week: Week) -> Result<Vec<LeftOut>, Refused> {
        let coordinator = self.staff.actor("asha.kaur")?;
        let Filled { left_out, .. } =
            seed.does::<act::FillWeek, _>(&coordinator, |work| fill_week(work, week))?;
        for single in self
            .settled
            .singles
            .iter()
            .filter(|single| single.week == week)
        {
            book_one(seed, &coordinator, (single.plan, &single.draft))?;
        }
        Ok(left_out)
    }

    /// Somebody steps in where a supervisor is on leave, unless everybody has something else: that
    /// session still waits for somebody. For how many somebody did.
    fn cover(&self, seed: &Seed<'_>, left_out: &[LeftOut]) -> Result<usize, Refused> {
        let coordinator = self.staff.actor("asha.kaur")?;
        let wants_staff = |one: &&LeftOut| {
            let mut codes = one.reasons.iter().map(|reason| reason.code);
            codes.all(|code| code == "supervisor-away")
        };
        let mut for_want_of_staff: Vec<&LeftOut> = left_out.iter().filter(wants_staff).collect();
        // They come by their plans, whose ids are made by chance: it is to be the same one that waits.
        for_want_of_staff.sort_by_key(|one| (one.occurrence.day, one.occurrence.from));
        let mut covered = 0;
        for (one, first) in for_want_of_staff.into_iter().zip(1..) {
            // Whoever has something else that day is passed over for the next.
            for turn in first..first + ASKED {
                let Some(draft) = self.with_another(one, turn) else {
                    break;
                };
                if book_one(seed, &coordinator, (one.plan, &draft))? {
                    covered += 1;
                    break;
                }
            }
        }
        Ok(covered)
    }

    /// Families have one more session in that week, made up for another, until it has as many as the
    /// scripts count.
    fn makes_up(&mut self, seed: &Seed<'_>, week: Week, waiting: usize) -> Result<(), Refused> {
        let coordinator = self.staff.actor("asha.kaur")?;
        let booked = seed.does::<act::KeepHouse, _>(&Actor::System, |work| {
            let all = of_week(work, week)?;
            Ok(work.kept(all.len()))
        })?;
        let mut planned = booked + waiting;
        for one in &self.arranged {
            if planned >= PLANNED_NEXT {
                break;
            }
            let kept = self.settled.kept.get(&one.plan.id);
            let kept = kept.map_or(&[][..], Vec::as_slice);
            // What the scripts count on stays as it is.
            if !one.ask.keeps.is_empty() || !is_weekly(one.ask) {
                continue;
            }
            let more = one_more(seed, &mut self.diary, (one, kept), week)?;
            let Some(Single { plan, draft, .. }) = more else {
                continue;
            };
            if book_one(seed, &coordinator, (plan, &draft))? {
                planned += 1;
            }
        }
        Ok(())
    }

    /// The same session with a supervisor who is there.
    fn with_another(&self, one: &LeftOut, turn: usize) -> Option<Draft> {
        let plans = self.arranged.iter().map(|known| &known.plan);
        let plan = plans.into_iter().find(|plan| plan.id == one.plan)?;
        let (day, from) = (one.occurrence.day, one.occurrence.from);
        let weekday = DayName::of(day);
        let kept = self.settled.kept.get(&one.plan)?;
        let kept = kept
            .iter()
            .find(|slot| slot.weekday == weekday && slot.from == from)?;
        let slot = Slot::new(day, from, kept.to).ok()?;
        let span = (weekday, from.minute_of_day(), kept.to.minute_of_day());
        let venue = self.diary.venue(kept.room?)?;
        let instead = self.diary.who_can((turn, venue), slot, span)?;
        let with = StandingSlot {
            supervisors: [instead].into(),
            ..kept.clone()
        };
        Some(draft_of(plan, &with, slot))
    }

    /// Publishes a week; of each family that is left behind somebody says why.
    fn publish(&self, seed: &Seed<'_>, week: Week) -> Result<(), Refused> {
        let coordinator = self.staff.actor("asha.kaur")?;
        let reason = "Nothing is free that week. The social worker knows, and it is made up for."
            .parse()
            .map_err(wrong_text)?;
        seed.tries::<act::PublishRota, _>(&coordinator, |work| {
            let view = rota::queries::week(work, week)?;
            let readings: Vec<Reading> = view
                .concerns()
                .into_iter()
                .map(|concern| Reading {
                    concern,
                    reason: Clone::clone(&reason),
                })
                .collect();
            let as_seen = (week, view.fingerprint());
            let ahead = rota::commands::ahead_of_publishing(work, as_seen)?;
            rota::commands::publish(work, as_seen, &readings, &ahead)
        })?;
        Ok(())
    }
}

/// Books a session, unless something stands against it; whether it is booked.
fn book_one(
    seed: &Seed<'_>,
    coordinator: &Actor,
    (plan, draft): (PlanId, &Draft),
) -> Result<bool, Refused> {
    let booked = seed.tries::<act::BookSession, _>(coordinator, |work| book(work, plan, draft))?;
    Ok(booked.is_some())
}

/// The sessions of a week that people were told of.
pub(super) fn published(seed: &Seed<'_>, week: Week) -> Result<Vec<Session>, Refused> {
    let mut all = seed.does::<act::KeepHouse, _>(&Actor::System, |work| {
        let all = of_week(work, week)?;
        Ok(work.kept(all))
    })?;
    all.retain(|session| matches!(session.stage, Stage::Published(_)));
    Ok(all)
}

impl Seed<'_> {
    /// Sets the clock to a time of a day.
    pub(super) fn on(&self, day: LondonDay, time: &str) -> Result<Instant, Refused> {
        let fault = |cause| Refused::fault("reading the calendar", cause);
        let at = day.at(time.parse().map_err(fault)?).map_err(fault)?;
        self.clock.set(at);
        Ok(at)
    }

    /// Does one thing as somebody does it, unless the service has a reason against it: a bank
    /// holiday, where the demo opens in another year.
    pub(super) fn tries<A: law::access::Writes, T>(
        &self,
        who: &Actor,
        f: impl FnMut(&mut crate::storage::Work<'_, A>) -> Result<crate::storage::Done<T>, Refused>,
    ) -> Result<Option<T>, Refused> {
        match self.does::<A, T>(who, f) {
            Ok(done) => Ok(Some(done)),
            Err(Refused::Rule { .. } | Refused::Invalid(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }
}
