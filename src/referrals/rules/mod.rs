//! Pure decisions about referrals: what is asked and when it must be known, how a referral lives,
//! its number, what a plan may be.

mod acceptance;
mod answers;
mod choices;
mod drafts;
mod life;
mod number;
mod plan_fields;
mod questions;
mod typed;

pub use acceptance::{PlanPeople, is_of_referral, may_accept, takes_place_of, which_plan};
pub use answers::{
    Answer, Answers, Missing, Progress, may_say_recorded, may_send, progress, unknown_yet,
};
pub use drafts::{deleted_on, untouched_since, warned_since};
pub use life::{Call, Event, Sent, State};
pub use number::Number;
pub use plan_fields::{PlanFields, farthest_end};
pub use questions::{Asks, Need, Question, Supplier, Topic};
pub use typed::{
    CallFields, Called, ChangeFields, CopyFields, EndFields, NewFields, Replies, ReplyFields,
    SayFields, TopicFields,
};
