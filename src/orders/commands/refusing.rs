//! Contact is refused as a matter of urgency, and those concerned are told of it in writing.

use kernel::{
    change::Change,
    id::{PersonId, RefusalId, RefusalLetterId},
    refusal::{Kind, Reason, Refused},
    text::Narrative,
};
use law::{
    access::{Action, act},
    rule::Refusal,
};

use super::{mark, must_be_child, stranger};
use crate::{
    access::{Permit, queries::may},
    orders::{
        RefusalLetter, Sent, Tells, UrgentRefusal, queries,
        rules::{self, Refusing, Sending},
        store, traces,
    },
    people::queries::{door_of, homes_on, kin, permitted as permitted_person, subject_of_all},
    storage::{Claims, Done, Reads, Work},
};

/// Refuses contact between a child and a person as a matter of urgency, for seven days at most.
///
/// # Errors
/// `RuleRefuses` in the words of s.34(6) when it is longer, also by following another; when one is
/// running, or the caller may not.
pub fn refuse_contact(
    work: &mut Work<'_, act::RefuseContact>,
    child: PersonId,
    wanted: &Refusing,
) -> Result<Done<UrgentRefusal>, Refused> {
    let (person, reason) = (wanted.person, &wanted.reason);
    work.claim(Claims::of(child).and(person))?;
    let (record, permit) = permitted_person(work, child)?;
    must_be_child(&record)?;
    let family = queries::family(work, &[child].into())?;
    if person == child || !family.has(person) {
        return Err(stranger("/person"));
    }
    must_not_name_the_home(work, child, reason)?;
    let refusal = rules::urgent((child, person), wanted.from, wanted.until)?;
    let of_child = store::refusals(work, &[child].into())?;
    let earlier: Vec<Refusal> = of_child.iter().map(|one| one.refusal).collect();
    rules::may_refuse((refusal, wanted.again.as_ref()), &earlier, work.now())?;
    let new = UrgentRefusal {
        id: work.mint()?,
        refusal,
        reason: reason.clone(),
        again: wanted.again.clone(),
        decided: mark(work)?,
        lifted: None,
    };
    store::insert_refusal(work, &permit, &new)?;
    owes_letters(work, &permit, &new)?;
    work.changed(Change::RefusalChanged { child, person });
    let fact = traces::refused(new.id, child, person, reason.as_str());
    Ok(work.done(fact, new))
}

/// The reason stands in letters to the very people who are refused.
fn must_not_name_the_home(
    work: &mut Work<'_, act::RefuseContact>,
    child: PersonId,
    reason: &Narrative,
) -> Result<(), Refused> {
    let (children, today) = ([child].into(), work.now().london_day());
    let subject = subject_of_all(work, &children)?;
    for household in homes_on(work, &children, today)?.into_values() {
        let permit = may(work, &subject.clone().covering(household))?;
        let (address, postcode) = door_of(work, &permit, household)?;
        if rules::names_the_home(reason.as_str(), (address.as_ref(), postcode.as_ref())) {
            let words = "This says where the child lives, and those who are refused read it in their letter. Leave the address out";
            return Err(Refused::field("/reason", "names-the-home", words));
        }
    }
    Ok(())
}

/// Ends a refusal before its time.
///
/// # Errors
/// `WrongState` when it has ended; beside the reason when it says where the child lives; when the
/// caller may not.
pub fn lift_refusal(
    work: &mut Work<'_, act::RefuseContact>,
    id: RefusalId,
    reason: &Narrative,
) -> Result<Done<UrgentRefusal>, Refused> {
    let unclaimed = store::refusal(work, id)?.ok_or(Refused::Hidden)?.refusal;
    let (child, person) = (unclaimed.child(), unclaimed.person());
    work.claim(Claims::of(child).and(person))?;
    let (running, permit) = queries::permitted_refusal(work, id)?;
    must_not_name_the_home(work, child, reason)?;
    let lifted = mark(work)?;
    if running.refusal.ends().is_some_and(|ends| ends <= lifted.at) {
        return Err(Refused::because(
            Kind::WrongState,
            Reason::new("refusal-over", "This refusal has ended already."),
        ));
    }
    store::lift_refusal(work, &permit, &running, lifted, reason)?;
    let after = UrgentRefusal {
        refusal: running.refusal.lifted(lifted.at),
        lifted: Some((lifted.by, reason.clone())),
        ..running
    };
    for letter in store::letters_of(work, &[id].into())? {
        owes_the_end(work, &permit, &letter, &after)?;
    }
    work.changed(Change::RefusalChanged { child, person });
    let fact = traces::lifted(id, child, person, reason.as_str());
    Ok(work.done(fact, after))
}

/// Writes down to whom the decision must be told in writing: nobody is forgotten because somebody had
/// to think of them. Their letters are not messages: a person sends each of them.
fn owes_letters(
    work: &mut Work<'_, act::RefuseContact>,
    permit: &Permit<act::RefuseContact>,
    new: &UrgentRefusal,
) -> Result<(), Refused> {
    let family = kin(work, &[new.refusal.child()].into())?;
    let family = family.into_iter();
    let family = family.map(|one| (one.relative, one.relationship, one.responsibility));
    for to in rules::to_be_told(new.refusal, family) {
        let letter = RefusalLetter {
            id: work.mint()?,
            refusal: new.id,
            tells: Tells::Refusal,
            to,
            sent: None,
        };
        store::insert_letter(work, permit, new.refusal.child(), &letter)?;
    }
    Ok(())
}

/// Who has had a letter that could not say that the refusal has ended is owed a second one.
fn owes_the_end<A: Action>(
    work: &mut Work<'_, A>,
    permit: &Permit<A>,
    told: &RefusalLetter,
    refusal: &UrgentRefusal,
) -> Result<(), Refused> {
    if !rules::end_is_untold(told, refusal) {
        return Ok(());
    }
    let letter = RefusalLetter {
        id: work.mint()?,
        refusal: refusal.id,
        tells: Tells::End,
        to: told.to,
        sent: None,
    };
    store::insert_letter(work, permit, refusal.refusal.child(), &letter)
}

/// Records that a letter was sent, on which day and by which way, or why it was not.
///
/// # Errors
/// `WrongState` when that is recorded already; beside the day when it is before the decision or in the
/// future; when the caller may not.
pub fn send_letter(
    work: &mut Work<'_, act::SendRefusalLetter>,
    id: RefusalLetterId,
    sending: &Sending,
) -> Result<Done<RefusalLetter>, Refused> {
    let unclaimed = store::letter(work, id)?.ok_or(Refused::Hidden)?;
    let refusal = store::refusal(work, unclaimed.refusal)?.ok_or(Refused::Hidden)?;
    let child = refusal.refusal.child();
    work.claim(Claims::of(child))?;
    let (letter, refusal, permit) = queries::permitted_letter(work, id)?;
    let today = work.now().london_day();
    let decided = rules::decided(letter.tells, &refusal).at.london_day();
    rules::may_be_sent(&letter, sending, (decided, today))?;
    let sent = Sent {
        on: sending.on,
        way: sending.way,
        note: sending.note.clone(),
        recorded: mark(work)?,
    };
    store::set_sent(work, &permit, (child, id), &sent)?;
    let fact = traces::letter_sent(&letter, child, &sent);
    let after = RefusalLetter {
        sent: Some(sent),
        ..letter
    };
    owes_the_end(work, &permit, &after, &refusal)?;
    Ok(work.done(fact, after))
}
