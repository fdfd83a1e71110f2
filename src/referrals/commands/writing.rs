//! Writing a referral: begin, answer, copy, send, reply, withdraw.

use std::collections::BTreeSet;

use kernel::{
    id::{PersonId, ReferralId},
    refusal::{Kind, Reason, Refused},
    text::Narrative,
};
use law::access::act;

use super::{author, claim, claims_of, reread, step};
use crate::{
    access::{
        Permit, Subject,
        queries::{known, may},
    },
    orders::queries::{family, statuses},
    people::{
        queries::{homes_on, permitted as permitted_person, subject_of},
        rules::full_name,
    },
    referrals::{
        Deed, Entry, Referral, ReferralKind, StateCode, queries,
        rules::{self, Answer, Answers, Event, Question, Replies, State, Topic},
        store, traces,
    },
    storage::{Claims, Done, Reads, Work},
};

/// What the policy is asked about children that somebody refers: each must be theirs.
fn subject_of_children(
    work: &mut Work<'_, act::WriteReferral>,
    children: &BTreeSet<PersonId>,
) -> Result<Subject, Refused> {
    let mut subject = Subject::new_record();
    for child in children {
        let found = known(permitted_person(work, *child))?;
        let (person, _) = found
            .filter(|(person, _)| person.details.is_child)
            .ok_or_else(|| Refused::field("/children", "not-found", "Choose from the list"))?;
        subject = subject.and(subject_of(work, &person)?);
    }
    Ok(subject)
}

fn new_draft(
    work: &mut Work<'_, act::WriteReferral>,
    id: ReferralId,
    kind: ReferralKind,
    children: &BTreeSet<PersonId>,
) -> Result<Referral, Refused> {
    Ok(Referral {
        id,
        number: None,
        kind,
        state: State::Draft,
        children: children.clone(),
        visitors: BTreeSet::new(),
        answers: Answers::default(),
        social_worker: author(work)?,
        renews: None,
        touched: work.now(),
        warned: None,
        version: 1,
    })
}

/// Begins a referral. One that changes an accepted one begins with its answers.
///
/// # Errors
/// When one of the children is not the caller's to refer, or the earlier one is not accepted.
pub fn begin(
    work: &mut Work<'_, act::WriteReferral>,
    kind: ReferralKind,
    children: &BTreeSet<PersonId>,
    renews: Option<ReferralId>,
) -> Result<Done<Referral>, Refused> {
    let id: ReferralId = work.mint()?;
    let earlier = match renews {
        Some(renews) => store::referral(work, renews)?,
        None => None,
    };
    let named = earlier.as_ref().map(Referral::persons).unwrap_or_default();
    let claims = Claims::of(id).and_all(children.iter().copied());
    work.claim(claims.and_all(named).and_all(renews))?;
    let subject = subject_of_children(work, children)?;
    let permit = may(work, &subject.covering(id))?;
    let mut draft = new_draft(work, id, kind, children)?;
    if let Some(renews) = renews {
        let found = known(queries::permitted(work, renews))?;
        let not_there = || {
            Refused::field(
                "/renews",
                "not-found",
                "Choose an accepted referral of these children",
            )
        };
        let (earlier, _) = found.ok_or_else(not_there)?;
        if earlier.state.code() != StateCode::Accepted || earlier.children.is_disjoint(children) {
            return Err(not_there());
        }
        draft.renews = Some(renews);
        let same = earlier.children == *children;
        draft.answers = if same {
            earlier.answers
        } else {
            earlier.answers.shared()
        };
        draft.visitors = earlier.visitors.difference(children).copied().collect();
    }
    store::insert_referral(work, &permit, &draft)?;
    Ok(work.done(traces::begun(&draft), draft))
}

/// Writes a section of a referral, or supplies what was not known when it was sent.
///
/// # Errors
/// `Stale` when it was written since `version`; when somebody named is no child or no relative,
/// what is said to be recorded is not, or goes against a record, the answer was sent already, or the caller may not.
pub fn answer(
    work: &mut Work<'_, act::WriteReferral>,
    (id, version): (ReferralId, i64),
    topic: Topic,
    replies: &Replies,
) -> Result<Done<Referral>, Refused> {
    let unclaimed = store::referral(work, id)?.ok_or(Refused::Hidden)?;
    work.claim(claims_of(&unclaimed).and_all(replies.persons.iter().copied()))?;
    let (mut one, permit) = queries::permitted(work, id)?;
    if one.version != version {
        return Err(Refused::Stale);
    }
    match topic {
        Topic::Children => {
            may_name(&one)?;
            subject_of_children(work, &replies.persons)?;
            if replies.persons.is_empty() {
                let message = "Choose at least one child";
                return Err(Refused::field("/children", "blank", message));
            }
            if !replies.persons.is_subset(&one.children) {
                one.answers = one.answers.but_what_is_recorded();
            }
            one.children.clone_from(&replies.persons);
            one.visitors.retain(|one| !replies.persons.contains(one));
        }
        Topic::Meeting => {
            may_name(&one)?;
            let family = family(work, &one.children)?;
            let fits = |person: &PersonId| family.has(*person) && !one.children.contains(person);
            if !replies.persons.iter().all(fits) {
                let message = "Choose people who are recorded as family of the children";
                return Err(Refused::field("/visitors", "not-family", message));
            }
            one.visitors.clone_from(&replies.persons);
        }
        _ => {
            is_recorded(work, &one, replies)?;
            goes_with_records(work, &one, replies)?;
            one.answers = one.answers.with(replies, &one.state)?;
        }
    }
    if one.state.code() == StateCode::Returned {
        let by = author(work)?;
        one.state = one.state.after(one.kind, Event::Rewrite { by })?;
    }
    store::update_referral(work, &permit, &one)?;
    if !matches!(one.state.code(), StateCode::Draft | StateCode::Returned) {
        note_supplied(work, &permit, id)?;
    }
    let one = reread(work, id)?;
    Ok(work.done(traces::answered(&one, topic), one))
}

/// Whether what is said to be recorded is there for each child.
fn is_recorded(
    work: &mut Work<'_, act::WriteReferral>,
    one: &Referral,
    replies: &Replies,
) -> Result<(), Refused> {
    let now = work.now();
    let statuses = statuses(work, &one.children)?;
    let homes = homes_on(work, &one.children, now.london_day())?;
    let has_status = |child: &PersonId| {
        let mut periods = statuses.get(child).into_iter().flatten();
        periods.any(|period| period.covers(now))
    };
    rules::may_say_recorded(&one.answers, replies, |question| match question {
        Question::LegalRecorded => one.children.iter().all(has_status),
        Question::PlacementRecorded => one.children.iter().all(|child| homes.contains_key(child)),
        _ => true,
    })
}

/// Whether that no interpreter is needed goes with the records of those who come.
fn goes_with_records(
    work: &mut Work<'_, act::WriteReferral>,
    one: &Referral,
    replies: &Replies,
) -> Result<(), Refused> {
    let said = replies.answers.get(&Question::Interpreter);
    let said = said.and_then(Option::as_ref);
    if !matches!(said, Some(Answer::Known(answer)) if answer == "no") {
        return Ok(());
    }
    let family = family(work, &one.children)?;
    let met = family.relatives.iter().map(|relative| &relative.person);
    let met = met.filter(|person| one.visitors.contains(&person.id));
    let all = family.children.iter().chain(met);
    let who = all.filter(|person| person.details.interpreter);
    let names: Vec<String> = who.map(|one| full_name(&one.details)).collect();
    if names.is_empty() {
        return Ok(());
    }
    let message = format!(
        "By the record an interpreter is needed for {}. Answer yes, or put the record right",
        names.join(" and ")
    );
    Err(Refused::field(
        "/interpreter",
        "against-the-record",
        message,
    ))
}

fn may_name(one: &Referral) -> Result<(), Refused> {
    if matches!(one.state.code(), StateCode::Draft | StateCode::Returned) {
        return Ok(());
    }
    let words = "The people of a referral cannot be changed once it was sent. Ask the coordinator to return it, or refer the change.";
    Err(Refused::because(
        Kind::WrongState,
        Reason::new("people-were-sent", words),
    ))
}

fn note_supplied(
    work: &mut Work<'_, act::WriteReferral>,
    permit: &Permit<act::WriteReferral>,
    id: ReferralId,
) -> Result<(), Refused> {
    let entry = Entry {
        deed: Deed::Supplied,
        by: author(work)?,
        at: work.now(),
        said: None,
    };
    store::add_entry(work, permit, id, &entry)
}

/// Begins a referral for a brother or sister with what the two share. Whoever is to be met and is
/// no recorded family of the other child is left out.
///
/// # Errors
/// When they are no recorded family of the children, or the caller may not refer them.
pub fn copy_for(
    work: &mut Work<'_, act::WriteReferral>,
    from: ReferralId,
    child: PersonId,
) -> Result<Done<Referral>, Refused> {
    let unclaimed = store::referral(work, from)?.ok_or(Refused::Hidden)?;
    let id: ReferralId = work.mint()?;
    work.claim(claims_of(&unclaimed).and(id).and(child))?;
    let (source, _) = queries::permitted(work, from)?;
    let related = family(work, &source.children)?.has(child);
    if !related || source.children.contains(&child) {
        let message = "Choose a brother or sister from the list";
        return Err(Refused::field("/child", "not-found", message));
    }
    let children = BTreeSet::from([child]);
    let subject = subject_of_children(work, &children)?.covering(id);
    let permit = may(work, &subject)?;
    let kind = match source.kind {
        ReferralKind::Change => ReferralKind::New,
        other => other,
    };
    let mut draft = new_draft(work, id, kind, &children)?;
    let own = family(work, &children)?;
    let theirs = source
        .visitors
        .iter()
        .filter(|one| own.has(**one) && **one != child);
    draft.visitors = theirs.copied().collect();
    draft.answers = source.answers.shared();
    store::insert_referral(work, &permit, &draft)?;
    Ok(work.done(traces::copied(&draft, from), draft))
}

/// Sends a referral: it gets its number.
///
/// # Errors
/// `Invalid` with each answer that is missing; `Stale`; when it is no draft, or the caller may not.
pub fn send(
    work: &mut Work<'_, act::WriteReferral>,
    (id, version): (ReferralId, i64),
) -> Result<Done<Referral>, Refused> {
    let unclaimed = store::referral(work, id)?.ok_or(Refused::Hidden)?;
    let today = work.now().london_day();
    let numbers = format!("numbers of referrals of {}", today.year());
    work.claim(claims_of(&unclaimed).and_name(&numbers))?;
    let (mut one, permit) = queries::permitted(work, id)?;
    if one.version != version {
        return Err(Refused::Stale);
    }
    rules::may_send(&one, today)?;
    one.number = Some(store::next_number(work, today.year())?);
    let event = Event::Send {
        by: author(work)?,
        at: work.now(),
    };
    let one = step(work, &permit, one, (event, Deed::Sent, None))?;
    Ok(work.done(traces::done(&one, Deed::Sent), one))
}

/// Answers the coordinator's question and sends the referral again.
///
/// # Errors
/// As [`send`]; when it was not returned.
pub fn reply(
    work: &mut Work<'_, act::WriteReferral>,
    (id, version): (ReferralId, i64),
    words: &Narrative,
) -> Result<Done<Referral>, Refused> {
    claim(work, id)?;
    let (one, permit) = queries::permitted(work, id)?;
    if one.version != version {
        return Err(Refused::Stale);
    }
    rules::may_send(&one, work.now().london_day())?;
    let event = Event::Reply { by: author(work)? };
    let said = Some(words.clone());
    let one = step(work, &permit, one, (event, Deed::Answered, said))?;
    Ok(work.done(traces::done(&one, Deed::Answered), one))
}

/// Takes a referral back.
///
/// # Errors
/// `Stale`; when it was decided already, or the caller may not.
pub fn withdraw(
    work: &mut Work<'_, act::WriteReferral>,
    (id, version): (ReferralId, i64),
    reason: &Narrative,
) -> Result<Done<Referral>, Refused> {
    claim(work, id)?;
    let (one, permit) = queries::permitted(work, id)?;
    if one.version != version {
        return Err(Refused::Stale);
    }
    let event = Event::Withdraw(reason.clone());
    let one = step(
        work,
        &permit,
        one,
        (event, Deed::Withdrawn, Some(reason.clone())),
    )?;
    Ok(work.done(traces::done(&one, Deed::Withdrawn), one))
}
