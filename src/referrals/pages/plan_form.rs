//! The form of a contact plan: to accept a referral, and to change what was accepted.

use kernel::{
    fact::Fact,
    id::{PlanId, ReferralId},
    refusal::Refused,
    text::capital,
};
use law::{
    access::act,
    proposal::{Level, Mode, PlaceKind},
    rule::Period,
    standing::Agreed,
};

use super::{
    FormPage, Frame, Parts, Typed, caption, in_full, link, paragraph, placed, record::missing, said,
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    referrals::{
        Basis, Bringing, Recording, Referral, ReferralKind, commands,
        queries::{self, Family},
        rules::{ChangeFields, PlanFields},
        traces,
    },
    storage::{Look, Reads},
    web::{
        Errors,
        components::{Button, Checkboxes, Content, Control, Input, Radios, Textarea},
    },
};

fn fields(typed: &Typed) -> PlanFields {
    PlanFields {
        children: typed.all("children"),
        visitors: typed.all("visitors"),
        times: typed.one("times"),
        per: typed.one("per"),
        minutes: typed.one("minutes"),
        mode: typed.one("mode"),
        level: typed.one("level"),
        place: typed.one("place"),
        bringing: typed.one("bringing"),
        returning: typed.one("returning"),
        recording: typed.one("recording"),
        interpreter: typed.one("interpreter"),
        from: typed.day("from"),
        review_by: typed.day("review_by"),
        until: typed.day("until"),
        basis: typed.one("basis"),
        agreed: typed.one("agreed"),
        agency_allows: typed.one("agency_allows") == "yes",
        notes: typed.one("notes"),
    }
}

fn typed_of(fields: &PlanFields) -> Typed {
    Typed::default()
        .with_all("children", &fields.children)
        .with_all("visitors", &fields.visitors)
        .with("times", &fields.times)
        .with("per", &fields.per)
        .with("minutes", &fields.minutes)
        .with("mode", &fields.mode)
        .with("level", &fields.level)
        .with("place", &fields.place)
        .with("bringing", &fields.bringing)
        .with("returning", &fields.returning)
        .with("recording", &fields.recording)
        .with("interpreter", &fields.interpreter)
        .with_day("from", &fields.from)
        .with_day("review_by", &fields.review_by)
        .with_day("until", &fields.until)
        .with("basis", &fields.basis)
        .with("agreed", &fields.agreed)
        .with(
            "agency_allows",
            if fields.agency_allows { "yes" } else { "no" },
        )
        .with("notes", &fields.notes)
}

const fn agreed(one: Agreed) -> &'static str {
    match one {
        Agreed::No => "Not yet",
        Agreed::Signed => "Yes, signed",
        Agreed::Withdrawn => "Withdrawn",
    }
}

/// Codes and words of a list.
type List = Vec<(&'static str, &'static str)>;

macro_rules! list {
    ($codes:ty) => {
        <$codes>::ALL
            .iter()
            .map(|one| (one.as_str(), one.label()))
            .collect::<List>()
    };
}

/// Asks, with what was typed and what is wrong with it.
struct Asking<'a> {
    typed: &'a Typed,
    errors: &'a Errors,
}

impl Asking<'_> {
    fn people(
        &self,
        name: &'static str,
        legend: &'static str,
        people: Vec<(String, String)>,
    ) -> Content {
        let boxes = Checkboxes::new(name, legend);
        let boxes = people
            .into_iter()
            .fold(boxes, |boxes, (id, words)| boxes.option(id, words));
        Content::of(
            boxes
                .values(self.typed.all(name))
                .error(self.errors.at(name)),
        )
    }

    fn one_of(&self, name: &'static str, legend: &'static str, list: List) -> Content {
        let radios = Radios::new(name, legend);
        let radios = list.into_iter().fold(radios, |radios, (code, words)| {
            radios.option(code, capital(words))
        });
        Content::of(
            radios
                .value(self.typed.one(name))
                .error(self.errors.at(name)),
        )
    }

    fn short(&self, name: &'static str, label: &'static str, hint: &'static str) -> Content {
        let input = Input::new(name, label)
            .hint(hint)
            .value(self.typed.one(name))
            .width(10);
        Content::of(input.error(self.errors.at(name)))
    }

    fn day(&self, name: &'static str, legend: &'static str) -> Content {
        Content::of(self.typed.date_input(name, legend).errors(self.errors))
    }

    fn words(&self, name: &'static str, label: &'static str) -> Content {
        let area = Textarea::new(name, label)
            .value(self.typed.one(name))
            .rows(4);
        Content::of(area.error(self.errors.at(name)))
    }

    fn who(&self, family: &Family) -> [Content; 2] {
        let children = family.children.iter();
        let children = children.map(|one| (one.id.to_string(), in_full(one)));
        let visitors = family.relatives.iter().map(|one| {
            let what = one.relationship.label().to_lowercase();
            (
                one.person.id.to_string(),
                format!("{}, {what}", in_full(&one.person)),
            )
        });
        [
            self.people("children", "Which children?", children.collect()),
            self.people("visitors", "Who comes?", visitors.collect()),
        ]
    }

    fn how(&self) -> [Content; 10] {
        [
            self.short("times", "How many sessions?", "1 to 31."),
            self.one_of("per", "In each what?", list!(Period)),
            self.short(
                "minutes",
                "How many minutes does a session last?",
                "15 to 480, in steps of 5.",
            ),
            self.one_of("mode", "How do they meet?", list!(Mode)),
            self.one_of("level", "How closely is it watched?", list!(Level)),
            self.one_of("place", "In what sort of place?", list!(PlaceKind)),
            self.one_of("bringing", "Who brings the children?", list!(Bringing)),
            self.one_of("returning", "Who takes them home?", list!(Bringing)),
            self.one_of("recording", "How much is written down?", list!(Recording)),
            self.short(
                "interpreter",
                "Interpreter for which language?",
                "Leave empty if none is needed.",
            ),
        ]
    }

    fn when_and_why(&self) -> [Content; 7] {
        let answers = Agreed::ALL
            .iter()
            .map(|one| (one.as_str(), agreed(*one)))
            .collect();
        let agency = vec![("yes", "Yes"), ("no", "No, or there is no placement order")];
        [
            self.day("from", "From which day?"),
            self.day(
                "review_by",
                "By which day is it reviewed? Within three months",
            ),
            self.day("until", "Its last day, if one is known"),
            self.one_of("basis", "What does it rest on?", list!(Basis)),
            self.one_of(
                "agreed",
                "Did those with parental responsibility agree?",
                answers,
            ),
            self.one_of(
                "agency_allows",
                "After a placement order: did the adoption agency decide to allow it?",
                agency,
            ),
            self.words("notes", "Considerations"),
        ]
    }
}

fn questions(family: &Family, typed: &Typed, errors: &Errors) -> Vec<Content> {
    let asking = Asking { typed, errors };
    let (who, how, rest) = (asking.who(family), asking.how(), asking.when_and_why());
    who.into_iter().chain(how).chain(rest).collect()
}

const ACCEPT: &str = "Accept and make the plan";

fn accept_page(
    frame: Frame,
    look: &mut Look<'_, act::DecideReferral>,
    id: ReferralId,
    typed: Option<&Typed>,
    errors: &Errors,
) -> Result<(FormPage, Referral), Refused> {
    let record = queries::referral_record(look, id)?;
    let family = queries::family_referred(look, &record.referral)?;
    let begun = typed_of(&PlanFields::of_referral(
        &record.referral,
        look.now().london_day(),
    ));
    let one = &record.referral;
    let mut facts = owed(one);
    // What was typed before somebody pressed is shown again, whatever is missing.
    let asks = facts.is_empty() || typed.is_some();
    if asks {
        facts.push(Content::of(said(one)));
    }
    let parts = Parts {
        back: format!("/referrals/{id}"),
        action: format!("/referrals/{id}/accept"),
        version: one.version,
        caption: caption(&record),
        heading: ACCEPT.to_owned(),
        facts,
        questions: if asks {
            questions(&family, typed.unwrap_or(&begun), errors)
        } else {
            Vec::new()
        },
        buttons: Vec::from_iter(asks.then(|| Button::new("Accept"))),
    };
    Ok((frame.form(parts, errors), record.referral))
}

/// What is missing before this referral can be accepted, with where it is supplied. An emergency waits
/// for neither.
fn owed(one: &Referral) -> Vec<Content> {
    if one.kind == ReferralKind::Emergency {
        return Vec::new();
    }
    let verified = one.state.sent().is_some_and(|sent| sent.call.is_some());
    let mut owed = Vec::new();
    if !verified {
        owed.push(paragraph(
            "The verification call is not logged: call the social worker on a number from the authority’s own list first.",
        ));
        let call = format!("/referrals/{}/call", one.id);
        owed.push(link("Log the verification call", call));
    }
    let unknown = missing(one, false).into_iter();
    owed.extend(unknown.map(|(question, _, who)| paragraph(format!("{question}: {who}."))));
    if !owed.is_empty() {
        let words = "This referral cannot be accepted yet. Still missing:";
        owed.insert(0, paragraph(words));
    }
    owed
}

/// The form of the plan, with what was answered.
///
/// # Errors
/// As a problem page.
pub async fn accept_form(door: Guarded<act::DecideReferral>, id: At<ReferralId>) -> Shown {
    let frame = Frame::new(&door, ACCEPT)?;
    door.look(move |look| {
        let (page, one) = accept_page(frame, look, id.0, None, &Errors::none())?;
        Ok(look.seen(traces::seen(&one, "form of a plan"), Page(page)))
    })
    .await
}

/// Accepts a referral.
///
/// # Errors
/// As a problem page.
pub async fn accept(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    let typed = form.0;
    let version = typed.version();
    let saved = door.save(fields(&typed).read(), move |work, details| {
        let accepted = commands::accept(work, (id.0, version), details)?;
        Ok(accepted.map(|(_, plan)| Goto(format!("/plans/{}", plan.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, ACCEPT)?);
    turn(&door, saved, move |look, errors| {
        Ok(accept_page(frame, look, id.0, Some(&typed), &placed(errors))?.0)
    })
    .await
}

const CHANGE: &str = "Change this plan";

fn change_page(
    frame: Frame,
    look: &mut Look<'_, act::KeepPlan>,
    id: PlanId,
    typed: Option<&Typed>,
    errors: &Errors,
) -> Result<(FormPage, Fact), Refused> {
    let record = queries::plan_record(look, id)?;
    let family = queries::family_referred(look, &record.referral)?;
    let begun = typed_of(&PlanFields::of(&record.plan.details));
    let typed = typed.unwrap_or(&begun);
    let mut questions = questions(&family, typed, errors);
    let reason = Textarea::new("reason", "Why is it changed?")
        .value(typed.one("reason"))
        .rows(3);
    questions.push(Content::of(reason.error(errors.at("reason"))));
    let parts = Parts {
        back: format!("/plans/{id}"),
        action: format!("/plans/{id}/change"),
        version: record.plan.version,
        caption: record.names.list(&record.plan.details.children),
        heading: CHANGE.to_owned(),
        facts: vec![paragraph(
            "What is planned under it is judged again at once. Somebody whom the referral does not name needs another referral.",
        )],
        questions,
        buttons: vec![Button::new("Save")],
    };
    let seen = traces::plan_seen(&record.plan, "plan to change").subjects(family.subjects());
    Ok((frame.form(parts, errors), seen))
}

/// The form that changes a plan.
///
/// # Errors
/// As a problem page.
pub async fn change_form(door: Guarded<act::KeepPlan>, id: At<PlanId>) -> Shown {
    let frame = Frame::new(&door, CHANGE)?;
    door.look(move |look| {
        let (page, seen) = change_page(frame, look, id.0, None, &Errors::none())?;
        Ok(look.seen(seen, Page(page)))
    })
    .await
}

/// Changes a plan.
///
/// # Errors
/// As a problem page.
pub async fn change(door: Guarded<act::KeepPlan>, id: At<PlanId>, form: Form<Typed>) -> Turned {
    let typed = form.0;
    let version = typed.version();
    let change = ChangeFields {
        plan: fields(&typed),
        reason: typed.one("reason"),
    };
    let saved = door.save(change.read(), move |work, (details, reason)| {
        let changed = commands::change_plan(work, (id.0, version), details, reason)?;
        Ok(changed.map(|plan| Goto(format!("/plans/{}", plan.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, CHANGE)?);
    turn(&door, saved, move |look, errors| {
        Ok(change_page(frame, look, id.0, Some(&typed), &placed(errors))?.0)
    })
    .await
}
