//! What the API shows of resources.

use kernel::{
    id::{AbsenceId, ClosureId, ProviderId, RoomId, SupervisorId, UserId, VenueId},
    refusal::Refused,
    time::{Instant, LondonDay},
};
use law::{
    access::OnRecords,
    proposal::PlaceKind,
    requirement::{Gender, RoomFeature},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    people::{Contact, rules::ContactFields},
    resources::{
        Absence, AbsenceKind, AddressStanding, Closure, DbsOutcome, HolidayList, Provider,
        ProviderKind, Room, Span, Supervisor, Venue, WeekHours,
        queries::{self, SupervisorRecord, VenueRecord},
        rules::{AgreementFields, CallFields, ProviderFields, SkillFields, SupervisorFields},
    },
    storage::Acts,
};

/// A venue.
#[derive(Debug, Serialize, ToSchema)]
pub struct VenueView {
    /// Its id.
    id: VenueId,
    /// What it is called.
    name: String,
    /// What sort of place it is.
    kind: PlaceKind,
    /// When it is open, by day.
    hours: WeekHours,
    /// Whether its Sunday hours count.
    opens_sundays: bool,
    /// Whether it is open on bank holidays.
    opens_bank_holidays: bool,
    /// Minutes between two sessions in one room.
    cleaning_minutes: u16,
    /// Where to leave a car.
    #[serde(skip_serializing_if = "Option::is_none")]
    parking: Option<String>,
    /// How to find it, as messages tell those who come.
    #[serde(skip_serializing_if = "Option::is_none")]
    directions: Option<String>,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Venue> for VenueView {
    fn from(venue: &Venue) -> Self {
        let details = &venue.details;
        Self {
            id: venue.id,
            name: details.name.to_string(),
            kind: details.kind,
            hours: details.hours.clone(),
            opens_sundays: details.opens_sundays,
            opens_bank_holidays: details.opens_bank_holidays,
            cleaning_minutes: details.cleaning_minutes,
            parking: details.parking.as_ref().map(ToString::to_string),
            directions: details.directions.as_ref().map(ToString::to_string),
            version: venue.version,
        }
    }
}

/// A room.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoomView {
    /// Its id.
    id: RoomId,
    /// Whose room it is.
    venue: VenueId,
    /// What it is called.
    name: String,
    /// How many people it holds, staff included.
    capacity: u16,
    /// What it, or its venue, offers.
    features: Vec<RoomFeature>,
    /// Whether it is used.
    in_use: bool,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Room> for RoomView {
    fn from(room: &Room) -> Self {
        Self {
            id: room.id,
            venue: room.venue,
            name: room.details.name.to_string(),
            capacity: room.details.capacity,
            features: room.details.features.iter().copied().collect(),
            in_use: room.details.in_use,
            version: room.version,
        }
    }
}

/// A closure.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosureView {
    /// Its id.
    id: ClosureId,
    /// The venue.
    venue: VenueId,
    /// The room, where it is only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<RoomId>,
    /// When.
    span: Span,
    /// Why.
    reason: String,
}

impl From<&Closure> for ClosureView {
    fn from(closure: &Closure) -> Self {
        Self {
            id: closure.id,
            venue: closure.venue,
            room: closure.room,
            span: closure.span,
            reason: closure.reason.to_string(),
        }
    }
}

/// A venue with its address, rooms and closures.
#[derive(Debug, Serialize, ToSchema)]
pub struct VenueRecordView {
    /// The venue.
    venue: VenueView,
    /// Where it is.
    contact: ContactFields,
    /// Its rooms by name.
    rooms: Vec<RoomView>,
    /// Its closures that are not over.
    closures: Vec<ClosureView>,
}

impl From<&VenueRecord> for VenueRecordView {
    fn from(record: &VenueRecord) -> Self {
        Self {
            venue: (&record.venue).into(),
            contact: (&record.contact).into(),
            rooms: record.rooms.iter().map(RoomView::from).collect(),
            closures: record.closures.iter().map(ClosureView::from).collect(),
        }
    }
}

/// A supervisor.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisorView {
    /// Their id.
    id: SupervisorId,
    /// Their account.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<UserId>,
    /// What they are called.
    name: String,
    /// Minutes a week of their contract.
    contract_minutes: u16,
    /// Whether they agreed to work more than 48 hours a week.
    opted_out: bool,
    /// When they work, by day.
    hours: WeekHours,
    /// What they are trained for, and until when.
    skills: Vec<SkillFields>,
    /// When the DBS check was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    dbs_checked_on: Option<LondonDay>,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    dbs_outcome: Option<DbsOutcome>,
    /// Languages besides English.
    languages: Vec<String>,
    /// For families and controls that ask for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<Gender>,
    /// Whether they work here.
    in_use: bool,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Supervisor> for SupervisorView {
    fn from(supervisor: &Supervisor) -> Self {
        let details = &supervisor.details;
        Self {
            id: supervisor.id,
            user: details.user,
            name: details.name.to_string(),
            contract_minutes: details.contract_minutes,
            opted_out: details.opted_out,
            hours: details.hours.clone(),
            skills: SupervisorFields::of(details, None).skills,
            dbs_checked_on: details.dbs.map(|dbs| dbs.checked_on),
            dbs_outcome: details.dbs.map(|dbs| dbs.outcome),
            languages: details.languages.iter().map(ToString::to_string).collect(),
            gender: details.gender,
            in_use: details.in_use,
            version: supervisor.version,
        }
    }
}

/// An absence.
#[derive(Debug, Serialize, ToSchema)]
pub struct AbsenceView {
    /// Its id.
    id: AbsenceId,
    /// Who.
    supervisor: SupervisorId,
    /// Why, by class.
    kind: AbsenceKind,
    /// When.
    span: Span,
}

impl From<&Absence> for AbsenceView {
    fn from(absence: &Absence) -> Self {
        Self {
            id: absence.id,
            supervisor: absence.supervisor,
            kind: absence.kind,
            span: absence.span,
        }
    }
}

/// A supervisor with their number and absences.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisorRecordView {
    /// The supervisor.
    supervisor: SupervisorView,
    /// The number to call when they work alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Absences that are not over.
    absences: Vec<AbsenceView>,
}

impl From<&SupervisorRecord> for SupervisorRecordView {
    fn from(record: &SupervisorRecord) -> Self {
        Self {
            supervisor: (&record.supervisor).into(),
            phone: record.phone.as_ref().map(ToString::to_string),
            absences: record.absences.iter().map(AbsenceView::from).collect(),
        }
    }
}

/// An outside service.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProviderView {
    /// Its id.
    id: ProviderId,
    /// What it is called.
    name: String,
    /// What it does.
    kind: ProviderKind,
    /// The last day its insurance holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    insured_until: Option<LondonDay>,
    /// The last day the checks of its staff hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    dbs_until: Option<LondonDay>,
    /// The information-sharing agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<AgreementFields>,
    /// How many sessions it serves at the same time; absent where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    at_once: Option<u16>,
    /// Whether it is used.
    in_use: bool,
    /// Whether messages go to its e-mail address: not before a second person has confirmed it.
    address: AddressStanding,
    /// The version, also in `ETag`.
    version: i64,
}

impl From<&Provider> for ProviderView {
    fn from(provider: &Provider) -> Self {
        let details = &provider.details;
        let typed = ProviderFields::of(details, &Contact::default());
        Self {
            id: provider.id,
            name: details.name.to_string(),
            kind: details.kind,
            insured_until: details.insured_until,
            dbs_until: details.dbs_until,
            agreement: details.agreement.as_ref().map(|_| typed.agreement),
            at_once: details.at_once,
            in_use: details.in_use,
            address: provider.address_standing(),
            version: provider.version,
        }
    }
}

/// Who answers for the e-mail address of an outside service.
#[derive(Debug, Serialize, ToSchema)]
pub struct AddressView {
    /// The account of who entered it.
    entered_by: UserId,
    /// When.
    entered_at: Instant,
    /// The account of who confirmed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<UserId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<Instant>,
    /// With whom they spoke, and at which number.
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<CallFields>,
}

impl AddressView {
    /// Of a service that has an address.
    pub(super) fn of<R: Acts>(provider: &Provider, reads: &mut R) -> Result<Option<Self>, Refused>
    where
        R::Action: OnRecords,
    {
        let record = queries::address_record(reads, provider)?;
        let call = record
            .and_then(|record| record.confirmed)
            .map(|(_, call)| call);
        Ok(provider.address.map(|entered| Self {
            entered_by: entered.by,
            entered_at: entered.at,
            confirmed_by: entered.confirmed.map(|confirmed| confirmed.by),
            confirmed_at: entered.confirmed.map(|confirmed| confirmed.at),
            call: call.map(|call| CallFields {
                who: call.who.to_string(),
                number: call.number.to_string(),
            }),
        }))
    }
}

/// An outside service with where it can be reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProviderRecordView {
    /// The service.
    pub(super) provider: ProviderView,
    /// Where it can be reached.
    pub(super) contact: ContactFields,
    /// Who answers for its e-mail address; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<AddressView>,
}

/// A bank holiday.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolidayView {
    /// The day.
    day: LondonDay,
    /// What it is called.
    title: String,
}

/// The bank holidays in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolidaysView {
    /// The days in order.
    days: Vec<HolidayView>,
    /// When an administrator last replaced the list; absent while it is the one that comes with the
    /// program.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_at: Option<Instant>,
}

impl From<&HolidayList> for HolidaysView {
    fn from(list: &HolidayList) -> Self {
        let days = list.days.days().map(|(day, title)| HolidayView {
            day,
            title: title.to_owned(),
        });
        Self {
            days: days.collect(),
            replaced_at: list.replaced_at,
        }
    }
}
