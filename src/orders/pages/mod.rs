//! Pages of orders.

mod child;
mod ending;
mod letters;
mod order;
mod order_form;
mod refusal_form;
mod rule_form;
mod scan_form;
mod status_form;
mod to_check;

pub use child::of_child;
pub use ending::{discharge, discharge_form};
pub use letters::{letter, letter_sent, letters};
pub use order::{check, download, remove_rule, show};
pub use order_form::{enter, new_order};
pub use refusal_form::{lift, lift_form, new_refusal, refuse};
pub use rule_form::{add_rule, new_rule};
pub use scan_form::{add_scan, new_scan};
pub use status_form::{new_status, record_status};
pub use to_check::to_check;

use kernel::{id::PersonId, refusal::Refused, time::LondonDay};
use law::access::{Act, Action, Actor, could_ever};

use super::{Order, queries::Names};
use crate::{
    http::{Guarded, proof, shell},
    web::{
        Shell,
        components::{FormProof, Standing, Status},
    },
};

/// What stands around a form.
struct Frame {
    shell: Shell,
    proof: FormProof,
    actor: Actor,
}

impl Frame {
    fn new<A: Action>(door: &Guarded<A>, title: &str) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, title),
            proof: proof(door)?,
            actor: door.admitted().actor.clone(),
        })
    }
}

/// Whether somebody may do this to some record; the command asks again about the one at hand.
fn may(actor: &Actor, act: Act) -> bool {
    could_ever(actor, act)
}

fn no_longer(from: LondonDay) -> Status {
    let words = format!("No longer in force from {}", from.in_short());
    Status::new(Standing::Away, words)
}

/// The first day an order has no force for a child any more, where it has ended before its time.
fn ended_for(order: &Order, child: PersonId) -> Option<LondonDay> {
    let alone = order.ended_for.get(&child).copied();
    alone.or(order.ended.map(|ended| ended.on))
}

/// How an order stands, in words: who checked it and when, or what it means that nobody has.
fn standing(order: &Order, names: &Names) -> Status {
    if let Some(ended) = order.ended {
        return no_longer(ended.on);
    }
    match order.checked {
        Some(mark) => {
            let (who, when) = (names.staff(mark.by), mark.at.london_day().in_short());
            Status::new(Standing::Ok, format!("Checked by {who} on {when}"))
        }
        None => Status::new(
            Standing::Attention,
            "Not checked yet: what it forbids and the least it gives count already, what it allows does not",
        ),
    }
}
