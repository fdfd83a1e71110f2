//! What can happen to a session, and what follows from it.

use kernel::id::RotaId;
use kernel::time::Slot;
use serde::{Deserialize, Serialize};

use super::{EarlyEnd, Handover, NotHeld};

/// Something that happens to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It is given its room and staff.
    Plan,
    /// A rota is published with it.
    Publish {
        /// The rota.
        rota: RotaId,
        /// Its version.
        version: u32,
    },
    /// Everybody has confirmed, or a person decides to go ahead without.
    Confirm,
    /// It is moved to another time.
    Move {
        /// To when.
        to: Slot,
    },
    /// It is called off.
    Cancel {
        /// Why.
        reason: NotHeld,
    },
    /// A refusal of contact puts it aside.
    Suspend,
    /// The refusal is over.
    Resume,
    /// The first person arrives.
    Open,
    /// Child and family member meet.
    Start,
    /// It will not start.
    DoNotStart {
        /// Why.
        reason: NotHeld,
    },
    /// It is interrupted.
    Pause,
    /// It goes on: after an interruption, or because it had not ended.
    Continue,
    /// It ends as promised.
    End,
    /// It ends early.
    EndEarly {
        /// Why.
        reason: EarlyEnd,
    },
    /// Everybody has gone home.
    Close {
        /// To whom the child went, or the last of several; none where no child came.
        handover: Option<Handover>,
    },
    /// The supervisor signs the record.
    Sign,
    /// The record passes the quality check.
    PassCheck,
    /// The record is shared.
    Share,
    /// It was made in error.
    Void,
}

kernel::codes! {
    /// What follows from a step, for the layers outside to carry out.
    pub enum Effect {
        /// Its room, staff, transport and interpreter are free again.
        FreeResources = "free_resources",
        /// Everybody concerned is told of it.
        TellAll = "tell_all",
        /// Everybody who was told is told that it changed.
        TellChange = "tell_change",
        /// Everybody who was told is told that it is off.
        TellCancelled = "tell_cancelled",
        /// The carer and the driver are told when the child comes back, or that it stays.
        TellCarerAndDriver = "tell_carer_and_driver",
        /// The social worker is told the same day.
        TellSocialWorker = "tell_social_worker",
        /// Legal is told.
        TellLegal = "tell_legal",
        /// A letter to the family becomes a person's task; nothing is sent by itself.
        LetterToFamily = "letter_to_family",
        /// Somebody must decide about it today.
        DecideToday = "decide_today",
        /// A replacement is offered, since the service failed the family.
        OfferReplacement = "offer_replacement",
        /// Somebody looks whether notice under reg 8 is due.
        ConsiderNotice = "consider_notice",
        /// The limit for writing it up begins to run.
        StartWriteUp = "start_write_up",
        /// The limit for sharing the record begins to run.
        StartSharing = "start_sharing",
    }
}
