//! What a rota costs.

use super::Part;
use serde::{Deserialize, Serialize};

/// What each shortcoming costs. The steps between them are the order in which they give way.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// A session without a place, by its priority.
    pub unassigned: Vec<i64>,
    /// A supervisor the family does not know, where it knows one.
    pub not_preferred_supervisor: i64,
    /// Each slot away from the wished start, on the wished day.
    pub start_shift_per_slot: i64,
    /// Another day than the wished one.
    pub other_day: i64,
    /// Another venue than the first.
    pub second_venue: i64,
    /// Each minute from the supervisor's base to the venue.
    pub travel_from_base_per_min: i64,
    /// Each 15 minutes of overtime.
    pub overtime_per_15min: i64,
    /// A published session held at another time or venue.
    #[serde(default)]
    pub moved_session: i64,
    /// A supervisor of a published session who is not the published one.
    #[serde(default)]
    pub changed_supervisor: i64,
    /// A supervisor who works at all.
    #[serde(default)]
    pub staff_used: i64,
    /// Each slot by which a session starts after its latest start.
    #[serde(default)]
    pub late_per_slot: i64,
    /// Each slot by which the session that starts latest after its latest start does so.
    #[serde(default)]
    pub worst_late_per_slot: i64,
    /// Each 15 minutes of work beyond a fair share.
    #[serde(default)]
    pub unfair_per_15min: i64,
    /// Each session by which a case has fewer than its least.
    #[serde(default)]
    pub below_minimum: i64,
    /// Each 15 minutes of writing up that find no time on a supervisor's day.
    #[serde(default)]
    pub unwritten_per_15min: i64,
    /// Parts that are never traded for those of later tiers, the highest tier first; all that are not
    /// named are the last one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Vec<Part>>,
}
