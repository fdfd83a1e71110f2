//! The API of referrals and contact plans.

mod deciding;
mod plans;
mod referrals;
mod views;

pub use deciding::*;
pub use plans::*;
pub use referrals::*;
pub use views::*;

use crate::{http::Versioned, referrals::Referral};

fn versioned(one: &Referral) -> Versioned<ReferralView> {
    Versioned {
        version: one.version,
        body: ReferralView::from(one),
    }
}
