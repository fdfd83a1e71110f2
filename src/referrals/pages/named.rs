//! Whom a referral names: its children, and the people they are to meet.

use std::collections::BTreeSet;

use kernel::refusal::Refused;
use law::access::act;

use super::{Typed, in_full};
use crate::{
    referrals::{
        queries::{self, ReferralRecord},
        rules::Topic,
    },
    storage::Look,
    web::{
        Errors,
        components::{Checkboxes, Content, Control},
    },
};

/// The question whom the referral names, where a section asks it.
pub(super) fn persons(
    look: &mut Look<'_, act::WriteReferral>,
    record: &ReferralRecord,
    topic: Topic,
    (typed, errors): (&Typed, &Errors),
) -> Result<Option<Content>, Refused> {
    let relatives = record.family.relatives.iter();
    match topic {
        Topic::Children => {
            let siblings = relatives
                .map(|one| &one.person)
                .filter(|one| one.details.is_child);
            let chosen = typed.all("children");
            let others = queries::children_beside(look, &record.family, &chosen)?;
            look.shows(others.iter().map(|person| person.id));
            let mut seen = BTreeSet::new();
            let all = record.family.children.iter().chain(siblings).chain(&others);
            let boxes = all.filter(|one| seen.insert(one.id)).fold(
                Checkboxes::new("children", "Which children come together?"),
                |boxes, one| boxes.option(one.id.to_string(), in_full(one)),
            );
            let boxes = boxes
                .values(typed.all("children"))
                .error(errors.at("children"));
            Ok(Some(Content::of(boxes)))
        }
        Topic::Meeting => {
            let others = relatives.filter(|one| !record.referral.children.contains(&one.person.id));
            let boxes = others.fold(
                Checkboxes::new("visitors", "Whom are they to meet?")
                    .hint("Nobody else is admitted."),
                |boxes, one| {
                    let relation = one.relationship.label().to_lowercase();
                    let words = format!("{}, {relation}", in_full(&one.person));
                    let words = if one.may_be_responsible() {
                        let answer = one.responsibility.label().to_lowercase();
                        format!("{words}. Parental responsibility: {answer}")
                    } else {
                        words
                    };
                    boxes.option(one.person.id.to_string(), words)
                },
            );
            let boxes = boxes
                .values(typed.all("visitors"))
                .error(errors.at("visitors"));
            Ok(Some(Content::of(boxes)))
        }
        _ => Ok(None),
    }
}
