//! Rows of `referrals`.

mod plans;

pub use plans::*;

kernel::codes! {
    /// The part a person has in a referral or a plan.
    pub enum Part {
        /// A child.
        Child = "child",
        /// A family member who comes.
        Visitor = "visitor",
    }
}
