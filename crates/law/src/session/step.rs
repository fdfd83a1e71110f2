//! The one way from stage to stage.

use kernel::time::{Instant, Slot};
use thiserror::Error;

use super::stage::{
    Booking, Cancellation, Ended, Handover, NotStarted, Opened, Over, Publication, Record, Running,
    Stage, Suspension, Went,
};
use super::{CountsAs, Effect, Event, NotHeld};

/// Why a step was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StepRefused {
    /// This cannot happen to a session in this stage.
    #[error("this cannot be done to a session that is {stage}")]
    WrongStage {
        /// The stage it is in.
        stage: &'static str,
    },
    /// It would happen before what went before.
    #[error("the time is before what has already happened")]
    Backwards,
    /// People arrive on the day of the session.
    #[error("the session is on another day")]
    AnotherDay,
    /// The child came, so somebody must have taken it back.
    #[error("say to whom the child was handed over, and when")]
    NoHandover,
    /// This can only be found at the door, not in advance.
    #[error("this reason is for a session that does not start; it cannot cancel one in advance")]
    OnlyAtTheDoor,
}

impl StepRefused {
    /// The code of the refusal, stable.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongStage { .. } => "wrong-stage",
            Self::Backwards => "time-backwards",
            Self::AnotherDay => "another-day",
            Self::NoHandover => "no-handover",
            Self::OnlyAtTheDoor => "only-at-the-door",
        }
    }
}

type Stepped = Result<(Stage, Vec<Effect>), StepRefused>;

/// The stage that follows when `event` happens to a session in `stage` at `at`, and what is to be
/// done about it.
///
/// Whether the person may do this is for the access policy; whether the law allows the session is
/// for `judge`.
pub fn step(stage: Stage, event: Event, at: Instant) -> Stepped {
    match event {
        Event::Void => void(stage),
        Event::Cancel { reason } => cancel(stage, reason, at),
        Event::Move { to } => rebook(stage, to),
        Event::Suspend | Event::Resume => suspend_or_resume(stage, event, at),
        Event::Plan | Event::Publish { .. } | Event::Confirm => prepare(stage, event, at),
        Event::Open | Event::Start | Event::DoNotStart { .. } => begin(stage, event, at),
        Event::Pause | Event::Continue | Event::End | Event::EndEarly { .. } => {
            run(stage, event, at)
        }
        Event::Close { .. } | Event::Sign | Event::PassCheck | Event::Share => {
            write_up(stage, event, at)
        }
    }
}

const fn wrong(stage: Stage) -> Stepped {
    Err(StepRefused::WrongStage {
        stage: stage.name(),
    })
}

fn not_before(earlier: Instant, at: Instant) -> Result<(), StepRefused> {
    if at < earlier {
        Err(StepRefused::Backwards)
    } else {
        Ok(())
    }
}

fn prepare(stage: Stage, event: Event, at: Instant) -> Stepped {
    match (stage, event) {
        (Stage::Proposed(booking), Event::Plan) => Ok((Stage::Planned(booking), vec![])),
        (Stage::Planned(booking), Event::Publish { rota, version }) => {
            let publication = Publication {
                booking,
                rota,
                version,
                published: at,
                confirmed: None,
            };
            Ok((Stage::Published(publication), vec![Effect::TellAll]))
        }
        (Stage::Published(publication), Event::Confirm) => {
            not_before(publication.published, at)?;
            Ok((
                Stage::Confirmed(Publication {
                    confirmed: Some(at),
                    ..publication
                }),
                vec![],
            ))
        }
        _ => wrong(stage),
    }
}

fn rebook(stage: Stage, to: Slot) -> Stepped {
    let booking = Booking { slot: to };
    match stage {
        Stage::Proposed(_) => Ok((Stage::Proposed(booking), vec![])),
        Stage::Planned(_) => Ok((Stage::Planned(booking), vec![Effect::FreeResources])),
        Stage::Published(_) | Stage::Confirmed(_) => Ok((
            Stage::Planned(booking),
            vec![Effect::FreeResources, Effect::TellChange],
        )),
        _ => wrong(stage),
    }
}

fn cancel(stage: Stage, reason: NotHeld, at: Instant) -> Stepped {
    if reason.is_found_at_the_door() {
        return Err(StepRefused::OnlyAtTheDoor);
    }
    let mut effects = match stage {
        Stage::Proposed(_) => vec![],
        Stage::Planned(_) | Stage::Suspended(_) => vec![Effect::FreeResources],
        Stage::Published(_) | Stage::Confirmed(_) => {
            vec![
                Effect::FreeResources,
                Effect::TellCancelled,
                Effect::TellSocialWorker,
                Effect::ConsiderNotice,
            ]
        }
        _ => return wrong(stage),
    };
    if reason.counts_as() == CountsAs::ServiceFailure {
        effects.push(Effect::OfferReplacement);
    }
    Ok((
        Stage::Cancelled(Cancellation {
            booking: stage.booking(),
            reason,
            decided: at,
        }),
        effects,
    ))
}

fn suspend_or_resume(stage: Stage, event: Event, at: Instant) -> Stepped {
    match (stage, event) {
        (Stage::Proposed(booking) | Stage::Planned(booking), Event::Suspend) => {
            Ok((Stage::Suspended(Suspension { booking, since: at }), vec![]))
        }
        (Stage::Published(publication) | Stage::Confirmed(publication), Event::Suspend) => {
            let suspension = Suspension {
                booking: publication.booking,
                since: at,
            };
            Ok((
                Stage::Suspended(suspension),
                vec![Effect::TellCarerAndDriver, Effect::LetterToFamily],
            ))
        }
        (Stage::Suspended(suspension), Event::Resume) => {
            not_before(suspension.since, at)?;
            // Nothing is published silently: somebody decides.
            Ok((
                Stage::Planned(suspension.booking),
                vec![Effect::DecideToday, Effect::TellLegal],
            ))
        }
        _ => wrong(stage),
    }
}

fn begin(stage: Stage, event: Event, at: Instant) -> Stepped {
    let booking = stage.booking();
    match (stage, event) {
        (Stage::Published(_) | Stage::Confirmed(_), Event::Open) => {
            if at.london_day() != booking.slot.day() {
                return Err(StepRefused::AnotherDay);
            }
            Ok((
                Stage::Open(Opened {
                    booking,
                    opened: at,
                }),
                vec![],
            ))
        }
        (Stage::Open(opened), Event::Start) => {
            not_before(opened.opened, at)?;
            Ok((
                Stage::Running(Running {
                    booking,
                    started: at,
                    paused: None,
                }),
                vec![],
            ))
        }
        (
            Stage::Open(Opened {
                opened: earlier, ..
            }),
            Event::DoNotStart { reason },
        ) => {
            not_before(earlier, at)?;
            Ok(not_started(booking, reason, at))
        }
        (
            Stage::Published(publication) | Stage::Confirmed(publication),
            Event::DoNotStart { reason },
        ) => {
            not_before(publication.published, at)?;
            Ok(not_started(booking, reason, at))
        }
        _ => wrong(stage),
    }
}

fn not_started(booking: Booking, reason: NotHeld, at: Instant) -> (Stage, Vec<Effect>) {
    let went = Went::NotStarted(NotStarted {
        reason,
        decided: at,
    });
    let mut effects = vec![Effect::TellCarerAndDriver, Effect::TellSocialWorker];
    if reason.counts_as() == CountsAs::ServiceFailure {
        effects.push(Effect::OfferReplacement);
    }
    (Stage::Over(Over { booking, went }), effects)
}

/// A session of which the end was written down wrongly runs on until it is written down again.
fn had_not_ended(stage: Stage, event: Event) -> Option<Stage> {
    match (stage, event) {
        (
            Stage::Over(Over {
                booking,
                went:
                    Went::Held(Ended {
                        started,
                        early: None,
                        ..
                    }),
            }),
            Event::Continue,
        ) => Some(Stage::Running(Running {
            booking,
            started,
            paused: None,
        })),
        _ => None,
    }
}

fn run(stage: Stage, event: Event, at: Instant) -> Stepped {
    if let Some(running) = had_not_ended(stage, event) {
        return Ok((running, vec![]));
    }
    let (Stage::Running(running) | Stage::Paused(running)) = stage else {
        return wrong(stage);
    };
    not_before(running.paused.unwrap_or(running.started), at)?;
    let ended = |early| {
        let went = Went::Held(Ended {
            started: running.started,
            ended: at,
            early,
        });
        Stage::Over(Over {
            booking: running.booking,
            went,
        })
    };
    match (stage, event) {
        (Stage::Running(_), Event::Pause) => Ok((
            Stage::Paused(Running {
                paused: Some(at),
                ..running
            }),
            vec![],
        )),
        (Stage::Paused(_), Event::Continue) => Ok((
            Stage::Running(Running {
                paused: None,
                ..running
            }),
            vec![],
        )),
        (_, Event::End) => Ok((ended(None), vec![])),
        (_, Event::EndEarly { reason }) => {
            let mut effects = vec![Effect::TellCarerAndDriver, Effect::TellSocialWorker];
            if reason.counts_as() == CountsAs::ServiceFailure {
                effects.push(Effect::OfferReplacement);
            }
            Ok((ended(Some(reason)), effects))
        }
        _ => wrong(stage),
    }
}

fn write_up(stage: Stage, event: Event, at: Instant) -> Stepped {
    match (stage, event) {
        (Stage::Over(over), Event::Close { handover }) => close(over, handover, at),
        (Stage::Closed(record), Event::Sign) => {
            not_before(record.closed, at)?;
            Ok((
                Stage::Recorded(Record {
                    signed: Some(at),
                    ..record
                }),
                vec![Effect::StartSharing, Effect::TellSocialWorker],
            ))
        }
        (Stage::Recorded(record), Event::PassCheck) => Ok((
            Stage::Checked(Record {
                checked: Some(at),
                ..record
            }),
            vec![],
        )),
        (Stage::Recorded(record) | Stage::Checked(record), Event::Share) => Ok((
            Stage::Shared(Record {
                shared: Some(at),
                ..record
            }),
            vec![],
        )),
        _ => wrong(stage),
    }
}

fn close(over: Over, handover: Option<Handover>, at: Instant) -> Stepped {
    let Over { booking, went } = over;
    not_before(went.over_since(), at)?;
    if handover.is_none() && matches!(went, Went::Held(_)) {
        return Err(StepRefused::NoHandover);
    }
    if handover.is_some_and(|handover| at < handover.at) {
        return Err(StepRefused::Backwards);
    }
    let record = Record {
        booking,
        went,
        handover,
        closed: at,
        signed: None,
        checked: None,
        shared: None,
    };
    Ok((Stage::Closed(record), vec![Effect::StartWriteUp]))
}

fn void(stage: Stage) -> Stepped {
    let effects = match stage {
        Stage::Void(_) => return wrong(stage),
        Stage::Published(_) | Stage::Confirmed(_) => {
            vec![Effect::FreeResources, Effect::TellCancelled]
        }
        Stage::Planned(_) | Stage::Suspended(_) => vec![Effect::FreeResources],
        _ => vec![],
    };
    Ok((Stage::Void(stage.booking()), effects))
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
