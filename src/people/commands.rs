//! What changes people: claim, load, permit, rule, save, news, fact.

use kernel::{
    change::Change,
    id::{HouseholdId, PersonId, UserId},
    refusal::{Kind, Reason, Refused},
    text::{Name, Narrative},
    time::LondonDay,
};
use law::access::{RecordState, Role, act};

use super::{
    Contact, Household, Person, PersonDetails, Placement, Relationship, Responsibility,
    may_be_responsible,
    queries::{closed_to_caller, permitted},
    rules, store, traces,
};
use crate::{
    access::{
        self, Subject,
        commands::{exclude_worker, keep_for_author},
        queries::{account, known, may},
    },
    storage::{Claims, Done, Reads, Work},
};

/// Adds a person. Whoever adds them can open them.
///
/// # Errors
/// When the caller may not.
pub fn add_person(
    work: &mut Work<'_, act::AddPerson>,
    details: &PersonDetails,
    contact: &Contact,
) -> Result<Done<Person>, Refused> {
    let id: PersonId = work.mint()?;
    work.claim(Claims::of(id))?;
    let permit = may(work, &Subject::new_record().covering(id))?;
    store::insert_person(work, &permit, id, details, contact)?;
    keep_for_author(work, id)?;
    let person =
        store::person(work, id)?.ok_or_else(|| Refused::broken("reading a person just added"))?;
    Ok(work.done(traces::added(id), person))
}

/// Changes a person, if nobody else did since `version`.
///
/// # Errors
/// `Stale` when somebody did; when they live in a placement and would no longer be a child; when
/// the caller may not.
pub fn edit_person(
    work: &mut Work<'_, act::EditPerson>,
    (id, version): (PersonId, i64),
    details: &PersonDetails,
) -> Result<Done<Person>, Refused> {
    work.claim(Claims::of(id))?;
    let (before, permit) = permitted(work, id)?;
    if before.details.is_child && !details.is_child && store::open_placement(work, id)?.is_some() {
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new(
                "lives-in-a-placement",
                "This child lives in a placement. End it before they stop being a looked-after child.",
            ),
        ));
    }
    store::update_person(work, &permit, (id, version), details)?;
    let changed = traces::changed_fields(&before.details, details);
    let person = Person {
        details: details.clone(),
        version: version + 1,
        ..before
    };
    Ok(work.done(traces::edited(id, version, &changed), person))
}

/// Changes where somebody can be found.
///
/// # Errors
/// `Stale` when somebody else changed the record since `version`; when the caller may not.
pub fn edit_whereabouts(
    work: &mut Work<'_, act::EditWhereabouts>,
    (id, version): (PersonId, i64),
    contact: &Contact,
) -> Result<Done<i64>, Refused> {
    work.claim(Claims::of(id))?;
    let (_, permit) = permitted(work, id)?;
    store::update_contact(work, &permit, (id, version), contact)?;
    Ok(work.done(traces::edited(id, version, &["contact"]), version + 1))
}

/// Protects a record more or less closely, and keeps it unchanged or not. What may be known of it
/// changes with the next request.
///
/// # Errors
/// `Stale` when somebody else changed the record since `version`; when the caller may not.
pub fn protect(
    work: &mut Work<'_, act::ProtectPerson>,
    (id, version): (PersonId, i64),
    state: RecordState,
    reason: &Narrative,
) -> Result<Done<Person>, Refused> {
    work.claim(Claims::of(id))?;
    let (before, permit) = permitted(work, id)?;
    store::set_state(work, &permit, (id, version), state)?;
    let after = Person {
        state,
        version: version + 1,
        ..before
    };
    Ok(work.done(traces::protected(&after, reason.as_str()), after))
}

/// Keeps a member of staff from knowing of somebody, from the next request on; where they have a seat
/// in a session, it is put in question.
///
/// # Errors
/// When the caller may not; beside the worker when there is none, or when it is a data protection officer,
/// whom only another one keeps from what they answer for.
pub fn exclude(
    work: &mut Work<'_, act::ExcludeWorker>,
    (id, worker): (PersonId, UserId),
    reason: &Narrative,
) -> Result<Done<()>, Refused> {
    // Whether they may know of the person is asked before whether there is such a worker.
    permitted(work, id)?;
    let Some(other) = known(account(work, worker))? else {
        let words = "Choose a member of staff";
        return Err(Refused::field("/worker", "not-found", words));
    };
    if other.roles.contains(&Role::Dpo) && !work.actor().is(Role::Dpo) {
        let words = "Only another data protection officer keeps one from a record";
        return Err(Refused::field("/worker", "answers-for-privacy", words));
    }
    exclude_worker(work, worker, id, reason)
}

/// Lets a member of staff know of somebody again, as far as their roles go.
///
/// # Errors
/// When the caller may not; beside the worker when nothing keeps them.
pub fn end_exclusion(
    work: &mut Work<'_, act::ExcludeWorker>,
    (id, worker): (PersonId, UserId),
    reason: &Narrative,
) -> Result<Done<()>, Refused> {
    permitted(work, id)?;
    access::commands::end_exclusion(work, worker, id, reason)
}

/// Says what somebody is to a child. Both must be visible to the caller.
///
/// # Errors
/// When the first is no child, or the caller may not; beside the answer where it is missing of an adult or
/// a parent.
pub fn relate(
    work: &mut Work<'_, act::RelatePeople>,
    (child, relative): (PersonId, PersonId),
    relationship: Relationship,
    responsibility: Option<Responsibility>,
) -> Result<Done<()>, Refused> {
    work.claim(Claims::of(child).and(relative))?;
    let (child_record, permit) = permitted(work, child)?;
    if !child_record.details.is_child {
        return Err(not_a_child());
    }
    let (other, _) = known(permitted(work, relative))?.ok_or_else(no_such_relative)?;
    let is_asked = may_be_responsible(other.details.is_child, relationship);
    let responsibility = match responsibility {
        _ if !is_asked => Responsibility::No,
        Some(answer) => answer,
        None => {
            let words = "Say whether they hold parental responsibility";
            return Err(Refused::field("/responsibility", "not-chosen", words));
        }
    };
    store::put_kinship(
        work,
        &permit,
        (child, relative),
        relationship,
        responsibility,
    )?;
    work.changed(Change::KinChanged { child });
    Ok(work.done(traces::related(child, relative), ()))
}

/// Takes back what somebody is to a child: it was recorded in error.
///
/// # Errors
/// When nothing of the kind is recorded, or the caller may not.
pub fn unrelate(
    work: &mut Work<'_, act::RelatePeople>,
    (child, relative): (PersonId, PersonId),
) -> Result<Done<()>, Refused> {
    work.claim(Claims::of(child).and(relative))?;
    let (_, permit) = permitted(work, child)?;
    known(permitted(work, relative))?.ok_or_else(no_such_relative)?;
    if !store::delete_kinship(work, &permit, (child, relative))? {
        return Err(no_such_relative());
    }
    work.changed(Change::KinChanged { child });
    Ok(work.done(traces::unrelated(child, relative), ()))
}

fn not_a_child() -> Refused {
    Refused::because(
        Kind::WrongState,
        Reason::new(
            "not-a-child",
            "This person is not held as a looked-after child. Change their record first.",
        ),
    )
}

fn no_such_relative() -> Refused {
    Refused::field("/relative", "not-found", "Choose somebody from the list")
}

/// Adds a carer household.
///
/// # Errors
/// When the caller may not.
pub fn add_household(
    work: &mut Work<'_, act::AddHousehold>,
    name: &Name,
    contact: &Contact,
) -> Result<Done<Household>, Refused> {
    let id: HouseholdId = work.mint()?;
    work.claim(Claims::of(id))?;
    let permit = may(work, &Subject::new_record().covering(id))?;
    store::insert_household(work, &permit, id, name, contact)?;
    Ok(work.done(
        traces::household_added(id),
        Household {
            id,
            name: name.clone(),
            version: 1,
        },
    ))
}

/// Says where a child lives from a day on; the placement before ends the day before, and one that has
/// not begun is replaced: a day typed wrong is put right so.
///
/// # Errors
/// When there is no such household the caller may know of, the day does not follow, or the caller may
/// not.
pub fn place_child(
    work: &mut Work<'_, act::PlaceChild>,
    child: PersonId,
    household: HouseholdId,
    from: LondonDay,
) -> Result<Done<Placement>, Refused> {
    work.claim(Claims::of(child).and(household))?;
    let (record, permit) = permitted(work, child)?;
    if !record.details.is_child {
        return Err(not_a_child());
    }
    let closed = closed_to_caller(work)?;
    let household = store::household(work, household)?;
    let household = household
        .filter(|one| !closed.contains(&one.id))
        .ok_or_else(|| {
            Refused::field(
                "/household",
                "not-found",
                "Choose a household from the list",
            )
        })?;
    let last = store::last_placements(work, child)?;
    let today = work.now().london_day();
    let rules::Placing { replaces, ends } = rules::place(&last, household.id, (from, today))?;
    if let Some(coming) = &replaces {
        store::replace_placement(work, &permit, coming)?;
    }
    if let Some((before, until)) = &ends {
        store::end_placement(work, &permit, before, *until)?;
    }
    let new = Placement {
        id: work.mint()?,
        child,
        household,
        from,
        until: None,
    };
    store::insert_placement(work, &permit, &new)?;
    work.changed(Change::PlacementMoved { child });
    Ok(work.done(traces::placed(&new, replaces.as_ref()), new))
}

/// Says on which day the present placement ended, where the child has not moved to another: home,
/// to hospital, or missing.
///
/// # Errors
/// When the child is not placed, the day does not fit, or the caller may not.
pub fn end_placement(
    work: &mut Work<'_, act::PlaceChild>,
    child: PersonId,
    until: LondonDay,
) -> Result<Done<Placement>, Refused> {
    work.claim(Claims::of(child))?;
    let (_, permit) = permitted(work, child)?;
    let open = store::open_placement(work, child)?.ok_or_else(|| {
        Refused::because(
            Kind::WrongState,
            Reason::new("not-placed", "No placement is recorded that has not ended."),
        )
    })?;
    rules::may_end(&open, (until, work.now().london_day()))?;
    store::end_placement(work, &permit, &open, until)?;
    work.changed(Change::PlacementMoved { child });
    let ended = Placement {
        until: Some(until),
        ..open
    };
    Ok(work.done(traces::placement_ended(&ended), ended))
}
