//! How a referral lives: its states, each with what belongs to it, and what leads from one to
//! another.

use std::collections::BTreeSet;

use kernel::{
    id::{PlanId, ReferralId, UserId},
    refusal::{Kind, Reason, Refused},
    text::{Line, Narrative, Phone},
    time::Instant,
};
use serde::{Deserialize, Serialize};

use crate::referrals::{ReferralKind, StateCode};

/// The telephone call that verifies a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Who called.
    pub by: UserId,
    /// When.
    pub at: Instant,
    /// To whom they spoke.
    pub spoke_to: Line,
    /// The number they called: one from the authority's list, never one from the referral.
    pub number: Phone,
    /// What was confirmed.
    pub confirmed: Narrative,
}

/// What belongs to a referral once it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Who sent it.
    pub by: UserId,
    /// When it was sent for the first time.
    pub at: Instant,
    /// The call that verified it.
    pub call: Option<Call>,
    /// Who wrote in it while it was returned, or sent it again: none of them has only read it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub rewritten_by: BTreeSet<UserId>,
}

impl Sent {
    fn rewritten(mut self, by: UserId) -> Self {
        self.rewritten_by.insert(by);
        self
    }

    /// With the call that verifies it. What came before it was sent cannot have confirmed it, and
    /// nobody confirms to themselves what they sent. A call is known to the minute.
    fn verified(self, call: Call) -> Result<Self, Refused> {
        if call.by == self.by {
            let words = "You sent this referral, so somebody else must make the call.";
            let reason = Reason::new("own-referral", words);
            return Err(Refused::because(Kind::SecondPerson, reason));
        }
        if call.at.plus_minutes(1) <= self.at {
            let message = format!(
                "The referral was sent on {}: call after that",
                self.at.in_full()
            );
            return Err(Refused::field("/on", "before-sent", message));
        }
        Ok(Self {
            call: Some(call),
            ..self
        })
    }
}

/// Where a referral is. Stored sealed: a question or a reason may name people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum State {
    /// It is being written.
    Draft,
    /// It waits for the coordinator.
    Sent(Sent),
    /// It is back with the social worker, with one question.
    Returned {
        /// What was sent.
        sent: Sent,
        /// What the coordinator asks.
        question: Narrative,
    },
    /// A contact plan was made of it.
    Accepted {
        /// What was sent.
        sent: Sent,
        /// Who accepted it.
        by: UserId,
        /// The plan.
        plan: PlanId,
        /// When the call that verifies it is due, where an emergency was accepted without.
        call_due: Option<Instant>,
    },
    /// The service will not arrange it.
    Declined {
        /// What was sent.
        sent: Sent,
        /// Why.
        reason: Narrative,
    },
    /// The social worker took it back.
    Withdrawn {
        /// What was sent, if it was.
        sent: Option<Sent>,
        /// Why.
        reason: Narrative,
    },
    /// Another has taken its place.
    Superseded {
        /// What was sent.
        sent: Sent,
        /// Which.
        by: ReferralId,
    },
}

/// What happens to a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It is sent.
    Send {
        /// By whom.
        by: UserId,
        /// When.
        at: Instant,
    },
    /// The coordinator asks a question.
    Return(Narrative),
    /// An answer, or somebody in it, is changed while it is returned.
    Rewrite {
        /// By whom.
        by: UserId,
    },
    /// The question is answered and the referral sent again.
    Reply {
        /// By whom.
        by: UserId,
    },
    /// The call that verifies it was made.
    Call(Call),
    /// A plan was made of it.
    Accept {
        /// By whom.
        by: UserId,
        /// The plan.
        plan: PlanId,
        /// When the call is due, where there was none.
        call_due: Instant,
    },
    /// The service will not arrange it.
    Decline(Narrative),
    /// The social worker takes it back.
    Withdraw(Narrative),
    /// Another took its place.
    Supersede(ReferralId),
}

impl State {
    /// Its code.
    pub const fn code(&self) -> StateCode {
        match self {
            Self::Draft => StateCode::Draft,
            Self::Sent(_) => StateCode::Sent,
            Self::Returned { .. } => StateCode::Returned,
            Self::Accepted { .. } => StateCode::Accepted,
            Self::Declined { .. } => StateCode::Declined,
            Self::Withdrawn { .. } => StateCode::Withdrawn,
            Self::Superseded { .. } => StateCode::Superseded,
        }
    }

    /// What was sent, once it was.
    pub const fn sent(&self) -> Option<&Sent> {
        match self {
            Self::Draft => None,
            Self::Withdrawn { sent, .. } => sent.as_ref(),
            Self::Sent(sent)
            | Self::Returned { sent, .. }
            | Self::Accepted { sent, .. }
            | Self::Declined { sent, .. }
            | Self::Superseded { sent, .. } => Some(sent),
        }
    }

    /// When the call that verifies it is due, where it was accepted without.
    pub const fn call_due(&self) -> Option<Instant> {
        match self {
            Self::Accepted { call_due, .. } => *call_due,
            _ => None,
        }
    }

    /// Where it is after an event.
    ///
    /// # Errors
    /// `WrongState` when the event does not fit; `RuleRefuses` when it would be accepted without
    /// the call and is no emergency; `SecondPerson` when whoever sent or rewrote it would accept
    /// it, or whoever sent it would make the call; `Invalid` for a call from before it was sent.
    pub fn after(self, kind: ReferralKind, event: Event) -> Result<Self, Refused> {
        match (self, event) {
            (Self::Draft, Event::Send { by, at }) => Ok(Self::Sent(Sent {
                by,
                at,
                call: None,
                rewritten_by: BTreeSet::new(),
            })),
            (Self::Sent(sent), Event::Return(question)) => Ok(Self::Returned { sent, question }),
            (Self::Returned { sent, question }, Event::Rewrite { by }) => Ok(Self::Returned {
                sent: sent.rewritten(by),
                question,
            }),
            (Self::Returned { sent, .. }, Event::Reply { by }) => {
                Ok(Self::Sent(sent.rewritten(by)))
            }
            (Self::Sent(sent), Event::Call(call)) if sent.call.is_none() => {
                Ok(Self::Sent(sent.verified(call)?))
            }
            (
                Self::Accepted {
                    sent,
                    by,
                    plan,
                    call_due: Some(_),
                },
                Event::Call(call),
            ) => Ok(Self::Accepted {
                sent: sent.verified(call)?,
                by,
                plan,
                call_due: None,
            }),
            (Self::Sent(sent), Event::Accept { by, plan, call_due }) => {
                accepted(sent, kind, (by, plan, call_due))
            }
            (Self::Sent(sent) | Self::Returned { sent, .. }, Event::Decline(reason)) => {
                Ok(Self::Declined { sent, reason })
            }
            (Self::Draft, Event::Withdraw(reason)) => Ok(Self::Withdrawn { sent: None, reason }),
            (Self::Sent(sent) | Self::Returned { sent, .. }, Event::Withdraw(reason)) => {
                Ok(Self::Withdrawn {
                    sent: Some(sent),
                    reason,
                })
            }
            (Self::Accepted { sent, .. }, Event::Supersede(by)) => {
                Ok(Self::Superseded { sent, by })
            }
            (state, _) => Err(wrong(state.code())),
        }
    }
}

fn accepted(
    sent: Sent,
    kind: ReferralKind,
    (by, plan, call_due): (UserId, PlanId, Instant),
) -> Result<State, Refused> {
    let own = if sent.by == by {
        Some("You sent this referral, so somebody else must accept it.")
    } else if sent.rewritten_by.contains(&by) {
        Some("You rewrote this referral or replied for it, so somebody else must accept it.")
    } else {
        None
    };
    if let Some(words) = own {
        let reason = Reason::new("own-referral", words);
        return Err(Refused::because(Kind::SecondPerson, reason));
    }
    let call_due = match (&sent.call, kind) {
        (Some(_), _) => None,
        (None, ReferralKind::Emergency) => Some(call_due),
        (None, _) => {
            return Err(Refused::because(
                Kind::RuleRefuses,
                Reason::new(
                    "no-verification-call",
                    "The verification call is not logged. Call the social worker on a number from the authority’s own list, log the call, then accept.",
                ),
            ));
        }
    };
    Ok(State::Accepted {
        sent,
        by,
        plan,
        call_due,
    })
}

fn wrong(state: StateCode) -> Refused {
    let words = format!(
        "This referral is {}, so this cannot be done now.",
        state.label()
    );
    Refused::because(Kind::WrongState, Reason::new("not-in-this-state", words))
}

#[cfg(test)]
#[path = "life_tests.rs"]
mod tests;
