//! The forms that ask for a few words: the question, the reply, the reason.

use kernel::{id::ReferralId, refusal::Refused, text::Narrative, time::LondonDay};
use law::access::{Action, OnRecords, about, act};

use super::{
    FormPage, Frame, Parts, Typed, asked, caption,
    check::{summary, to_put_right},
    link, paragraph,
};
use crate::{
    http::{At, Form, Goto, Guarded, Page, Shown, Turned, turn},
    referrals::{Referral, commands, queries, rules::SayFields, traces},
    storage::{Done, Look, Reads as _, Work},
    web::{
        Errors,
        components::{Button, Content, Control, Textarea},
    },
};

/// What one of these forms says.
#[derive(Clone, Copy)]
struct Words {
    heading: &'static str,
    question: &'static str,
    hint: &'static str,
    what: &'static str,
    button: &'static str,
    path: &'static str,
}

const RETURN: Words = Words {
    heading: "Return with a question",
    question: "What do you ask?",
    hint: "One question. The social worker answers it and sends the referral again.",
    what: "question",
    button: "Return",
    path: "return",
};
const DECLINE: Words = Words {
    heading: "Decline this referral",
    question: "Why can it not be arranged?",
    hint: "The social worker reads this.",
    what: "reason",
    button: "Decline",
    path: "decline",
};
const REPLY: Words = Words {
    heading: "Reply and send again",
    question: "Your reply",
    hint: "Change the sections first, if the question asks for it.",
    what: "reply",
    button: "Send again",
    path: "reply",
};
const WITHDRAW: Words = Words {
    heading: "Withdraw this referral",
    question: "Why is it no longer needed?",
    hint: "It stays readable, and cannot be sent again.",
    what: "reason",
    button: "Withdraw",
    path: "withdraw",
};

fn page<A>(
    frame: Frame,
    look: &mut Look<'_, A>,
    (id, words): (ReferralId, Words),
    typed: &Typed,
    errors: &Errors,
) -> Result<(FormPage, Referral), Refused>
where
    A: Action<About = about::Cases> + OnRecords,
{
    let record = queries::referral_record(look, id)?;
    let facts = if words.path == REPLY.path {
        before_a_reply(&record.referral, look.now().london_day())
    } else {
        Vec::new()
    };
    let said = Textarea::new("words", words.question)
        .hint(words.hint)
        .value(typed.one("words"))
        .rows(5)
        .error(errors.at("words"));
    let parts = Parts {
        back: format!("/referrals/{id}"),
        action: format!("/referrals/{id}/{}", words.path),
        version: record.referral.version,
        caption: caption(&record),
        heading: words.heading.to_owned(),
        facts,
        questions: vec![Content::of(said)],
        buttons: vec![Button::new(words.button)],
    };
    let page = FormPage {
        // What is missing is answered in another section: the link leads there.
        summary: summary(id, errors),
        ..frame.form(parts, errors)
    };
    Ok((page, record.referral))
}

/// What was asked, and what must be put right first: told before anybody types a reply.
fn before_a_reply(one: &Referral, today: LondonDay) -> Vec<Content> {
    let asked = asked(one).map(|asked| paragraph(format!("The coordinator asks: “{asked}”")));
    let mut facts = Vec::from_iter(asked);
    for (topic, words) in to_put_right(one, today) {
        facts.push(paragraph(format!("{words}.")));
        let section = format!("/referrals/{}/{topic}", one.id);
        facts.push(link(
            format!("Put it right first: {}", topic.label()),
            section,
        ));
    }
    facts
}

async fn opened<A>(door: Guarded<A>, id: ReferralId, words: Words) -> Shown
where
    A: Action<Caller = law::access::Staff, About = about::Cases> + OnRecords,
{
    let frame = Frame::new(&door, words.heading)?;
    door.look(move |look| {
        let (page, one) = page(frame, look, (id, words), &Typed::default(), &Errors::none())?;
        Ok(look.seen(traces::seen(&one, words.heading), Page(page)))
    })
    .await
}

type Saying<A> =
    fn(&mut Work<'_, A>, (ReferralId, i64), &Narrative) -> Result<Done<Referral>, Refused>;

async fn said<A>(
    door: Guarded<A>,
    id: ReferralId,
    typed: Typed,
    (words, command): (Words, Saying<A>),
) -> Turned
where
    A: Action<Caller = law::access::Staff, About = about::Cases> + OnRecords + law::access::Writes,
{
    let version = typed.version();
    let fields = SayFields {
        words: typed.one("words"),
    };
    let saved = door.save(fields.read(words.what), move |work, words| {
        let done = command(work, (id, version), words)?;
        Ok(done.map(|one| Goto(format!("/referrals/{}", one.id))))
    });
    let (saved, frame) = (saved.await, Frame::new(&door, words.heading)?);
    turn(&door, saved, move |look, errors| {
        Ok(page(frame, look, (id, words), &typed, &errors)?.0)
    })
    .await
}

/// The form that returns a referral.
///
/// # Errors
/// As a problem page.
pub async fn return_form(door: Guarded<act::DecideReferral>, id: At<ReferralId>) -> Shown {
    opened(door, id.0, RETURN).await
}

/// Returns a referral with a question.
///
/// # Errors
/// As a problem page.
pub async fn give_back(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    said(door, id.0, form.0, (RETURN, commands::give_back)).await
}

/// The form that declines a referral.
///
/// # Errors
/// As a problem page.
pub async fn decline_form(door: Guarded<act::DecideReferral>, id: At<ReferralId>) -> Shown {
    opened(door, id.0, DECLINE).await
}

/// Declines a referral.
///
/// # Errors
/// As a problem page.
pub async fn decline(
    door: Guarded<act::DecideReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    said(door, id.0, form.0, (DECLINE, commands::decline)).await
}

/// The form that answers the coordinator's question.
///
/// # Errors
/// As a problem page.
pub async fn reply_form(door: Guarded<act::WriteReferral>, id: At<ReferralId>) -> Shown {
    opened(door, id.0, REPLY).await
}

/// Answers the coordinator's question and sends the referral again.
///
/// # Errors
/// As a problem page.
pub async fn reply(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    said(door, id.0, form.0, (REPLY, commands::reply)).await
}

/// The form that withdraws a referral.
///
/// # Errors
/// As a problem page.
pub async fn withdraw_form(door: Guarded<act::WriteReferral>, id: At<ReferralId>) -> Shown {
    opened(door, id.0, WITHDRAW).await
}

/// Withdraws a referral.
///
/// # Errors
/// As a problem page.
pub async fn withdraw(
    door: Guarded<act::WriteReferral>,
    id: At<ReferralId>,
    form: Form<Typed>,
) -> Turned {
    said(door, id.0, form.0, (WITHDRAW, commands::withdraw)).await
}
