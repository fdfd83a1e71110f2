//! What is looked at of resources. What booking needs are plain values, asked without a permit of
//! this capability; what pages show goes through [`permitted`].

mod services;

pub use services::{
    AddressRecord, address_record, provider, provider_phone, provider_record, tasks,
};

use std::collections::BTreeSet;

use kernel::{
    id::{self, AbsenceId, ClosureId, Id, RoomId, SupervisorId, UserId, VenueId},
    page::{Page, Want},
    refusal::{Kind, Reason, Refused},
    text::Phone,
    time::{Instant, LondonDay, Slot},
};
use law::{
    access::{OnRecords, Role},
    requirement::RoomFeature,
};

use super::{
    Absence, Closure, HolidayList, Hours, Provider, Room, Span, Supervisor, Venue,
    rules::{self, VenueUse},
    store,
};
use crate::{
    access::{
        Account, Permit, Subject,
        queries::{accounts_in, may},
    },
    people::Contact,
    storage::{Acts, Reads, Vault, cursor},
};

/// The permit for a record of the service. Resources belong to no caseload, so there is no relation
/// to ask about.
///
/// # Errors
/// `Hidden` or `Forbidden`, as the policy says.
pub fn permitted<R: Acts, K: id::Kind>(
    reads: &mut R,
    id: Id<K>,
) -> Result<Permit<R::Action>, Refused>
where
    R::Action: OnRecords,
{
    may(reads, &Subject::new_record().covering(id))
}

/// The venue of an id.
///
/// # Errors
/// `Hidden` when there is none.
pub fn venue(reads: &mut dyn Reads, id: VenueId) -> Result<Venue, Refused> {
    store::venue(reads, id)?.ok_or(Refused::Hidden)
}

/// The room of an id.
///
/// # Errors
/// `Hidden` when there is none.
pub fn room(reads: &mut dyn Reads, id: RoomId) -> Result<Room, Refused> {
    store::room(reads, id)?.ok_or(Refused::Hidden)
}

/// The closure of an id.
///
/// # Errors
/// `Hidden` when there is none.
pub fn closure(reads: &mut dyn Reads, id: ClosureId) -> Result<Closure, Refused> {
    store::closure(reads, id)?.ok_or(Refused::Hidden)
}

/// Rooms in use that offer all of these, each with its venue, by the names of both.
///
/// # Errors
/// When the store is away.
pub fn rooms_with(
    reads: &mut dyn Reads,
    features: &BTreeSet<RoomFeature>,
) -> Result<Vec<(Venue, Room)>, Refused> {
    let mut rooms = store::rooms_in_use(reads)?;
    rooms.retain(|(_, room)| room.details.features.is_superset(features));
    Ok(rooms)
}

/// The closures of a venue and its rooms that share a moment with a span.
///
/// # Errors
/// When the store is away.
pub fn closures(
    reads: &mut dyn Reads,
    venue: VenueId,
    span: Span,
) -> Result<Vec<Closure>, Refused> {
    Ok(store::closures(reads, venue, span)?)
}

/// The bank holidays in force.
///
/// # Errors
/// When the store is away, or the stored list is damaged.
pub fn bank_holidays(reads: &mut dyn Reads) -> Result<HolidayList, Refused> {
    store::bank_holidays(reads)
}

/// Every reason why a venue as a whole is not open for a slot; none when it is. For one room, gather
/// the same values and ask [`rules::may_use_room`].
///
/// # Errors
/// `Hidden` when there is no such venue.
pub fn is_open(reads: &mut dyn Reads, id: VenueId, slot: Slot) -> Result<Vec<Reason>, Refused> {
    let venue = venue(reads, id)?;
    let closures = closures(reads, id, slot.into())?;
    let holidays = bank_holidays(reads)?;
    Ok(rules::is_open(&VenueUse {
        venue: &venue,
        closures: &closures,
        holidays: &holidays.days,
        slot,
    }))
}

/// The supervisor of an id.
///
/// # Errors
/// `Hidden` when there is none.
pub fn supervisor(reads: &mut dyn Reads, id: SupervisorId) -> Result<Supervisor, Refused> {
    store::supervisor(reads, id)?.ok_or(Refused::Hidden)
}

/// Everybody who ever supervised, by name.
///
/// # Errors
/// When the store is away.
pub fn all_supervisors(reads: &mut dyn Reads) -> Result<Vec<Supervisor>, Refused> {
    store::supervisors(reads, None, i64::MAX)
}

/// The closures of all venues and rooms that share a moment with a span.
///
/// # Errors
/// When the store is away.
pub fn all_closures(reads: &mut dyn Reads, span: Span) -> Result<Vec<Closure>, Refused> {
    Ok(store::all_closures(reads, span)?)
}

/// Every supervisor in use.
///
/// # Errors
/// When the store is away.
pub fn every_supervisor(reads: &mut dyn Reads) -> Result<Vec<Supervisor>, Refused> {
    store::supervisors_in_use(reads)
}

/// The supervisor an account is linked to, if it is linked to one. Asks nobody's permission.
///
/// # Errors
/// When the store is away.
pub fn supervisor_of(reads: &mut dyn Reads, user: UserId) -> Result<Option<Supervisor>, Refused> {
    store::supervisor_of(reads, user)
}

/// The absences of supervisors that share a moment with a span.
///
/// # Errors
/// When the store is away.
pub fn absences(
    reads: &mut dyn Reads,
    supervisors: &[SupervisorId],
    span: Span,
) -> Result<Vec<Absence>, Refused> {
    Ok(store::absences(reads, supervisors, span)?)
}

/// The absence of an id.
///
/// # Errors
/// `Hidden` when there is none.
pub fn absence(reads: &mut dyn Reads, id: AbsenceId) -> Result<Absence, Refused> {
    store::absence(reads, id)?.ok_or(Refused::Hidden)
}

/// When a supervisor works on a day: their usual hours, and what takes them away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// Their usual hours, if they work that day of the week.
    pub hours: Option<Hours>,
    /// Absences that touch the day.
    pub absences: Vec<Absence>,
}

/// When a supervisor works on a day.
///
/// # Errors
/// When the store is away.
pub fn availability(
    reads: &mut dyn Reads,
    supervisor: &Supervisor,
    day: LondonDay,
) -> Result<Availability, Refused> {
    Ok(Availability {
        hours: supervisor.details.hours.on(day),
        absences: absences(reads, &[supervisor.id], Span::of_days(day, day))?,
    })
}

/// A venue with what stands on its page.
#[derive(Debug)]
pub struct VenueRecord {
    /// The venue.
    pub venue: Venue,
    /// Where it is.
    pub contact: Contact,
    /// Its rooms.
    pub rooms: Vec<Room>,
    /// Its closures that are not over.
    pub closures: Vec<Closure>,
}

/// The record of a venue.
///
/// # Errors
/// When the caller may not; `Hidden` when there is none.
pub fn venue_record<R: Acts>(reads: &mut R, id: VenueId) -> Result<VenueRecord, Refused>
where
    R::Action: OnRecords,
{
    let permit = permitted(reads, id)?;
    let venue = venue(reads, id)?;
    let ahead = from_now_on(reads);
    Ok(VenueRecord {
        venue,
        contact: store::venue_contact(reads, &permit, id)?,
        rooms: store::rooms_of(reads, id)?,
        closures: closures(reads, id, ahead)?,
    })
}

fn from_now_on(reads: &mut dyn Reads) -> Span {
    Span {
        from: reads.now(),
        until: Instant::LATEST,
    }
}

/// A supervisor with what stands on their page.
#[derive(Debug)]
pub struct SupervisorRecord {
    /// The supervisor.
    pub supervisor: Supervisor,
    /// The number to call when they work alone.
    pub phone: Option<Phone>,
    /// Absences that are not over.
    pub absences: Vec<Absence>,
}

/// The record of a supervisor.
///
/// # Errors
/// When the caller may not; `Hidden` when there is none.
pub fn supervisor_record<R: Acts>(
    reads: &mut R,
    id: SupervisorId,
) -> Result<SupervisorRecord, Refused>
where
    R::Action: OnRecords,
{
    let permit = permitted(reads, id)?;
    let supervisor = supervisor(reads, id)?;
    let ahead = from_now_on(reads);
    Ok(SupervisorRecord {
        supervisor,
        phone: store::supervisor_phone(reads, &permit, id)?,
        absences: absences(reads, &[id], ahead)?,
    })
}

/// The caller's own record as a supervisor.
///
/// # Errors
/// When the caller may not; a reason where their account is linked to none.
pub fn own_record<R: Acts>(reads: &mut R, user: UserId) -> Result<SupervisorRecord, Refused>
where
    R::Action: OnRecords,
{
    let supervisor = store::supervisor_of(reads, user)?.ok_or_else(not_linked)?;
    supervisor_record(reads, supervisor.id)
}

fn not_linked() -> Refused {
    let words = "Your account is not linked to a supervisor yet. Ask the coordinator to link it.";
    Refused::because(Kind::WrongState, Reason::new("not-linked", words))
}

/// Venues by name.
///
/// # Errors
/// When the caller may not.
pub fn venues<R: Acts>(reads: &mut R, want: &Want) -> Result<Page<Venue>, Refused>
where
    R::Action: OnRecords,
{
    may(reads, &Subject::new_record())?;
    let vault = reads.vault();
    let after = place(&vault, "venues", want)?;
    let rows = store::venues(reads, after, i64::from(want.limit) + 1)?;
    Page::cut(rows, want, |venue| {
        let place = (venue.details.name.to_string(), venue.id);
        cursor::seal(&vault, "venues", &place)
    })
}

/// Supervisors by name.
///
/// # Errors
/// When the caller may not.
pub fn supervisors<R: Acts>(reads: &mut R, want: &Want) -> Result<Page<Supervisor>, Refused>
where
    R::Action: OnRecords,
{
    may(reads, &Subject::new_record())?;
    let vault = reads.vault();
    let after = place(&vault, "supervisors", want)?;
    let rows = store::supervisors(reads, after, i64::from(want.limit) + 1)?;
    Page::cut(rows, want, |supervisor| {
        let place = (supervisor.details.name.to_string(), supervisor.id);
        cursor::seal(&vault, "supervisors", &place)
    })
}

/// Outside services by name.
///
/// # Errors
/// When the caller may not.
pub fn providers<R: Acts>(reads: &mut R, want: &Want) -> Result<Page<Provider>, Refused>
where
    R::Action: OnRecords,
{
    may(reads, &Subject::new_record())?;
    let vault = reads.vault();
    let after = place(&vault, "providers", want)?;
    let rows = store::providers(reads, after, i64::from(want.limit) + 1)?;
    Page::cut(rows, want, |provider| {
        let place = (provider.details.name.to_string(), provider.id);
        cursor::seal(&vault, "providers", &place)
    })
}

fn place<K: id::Kind>(
    vault: &Vault,
    list: &str,
    want: &Want,
) -> Result<Option<(String, Id<K>)>, Refused> {
    let after = want.after.as_deref();
    after
        .map(|after| cursor::open(vault, list, after))
        .transpose()
}

/// Accounts of supervisors, to link one to the record.
///
/// # Errors
/// When the caller may not.
pub fn accounts_to_link<R: Acts>(reads: &mut R) -> Result<Vec<Account>, Refused>
where
    R::Action: OnRecords,
{
    may(reads, &Subject::new_record())?;
    accounts_in(reads, Role::Supervisor)
}
