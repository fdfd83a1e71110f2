//! Pages of people.

mod endings;
mod exclusions;
mod households;
mod kin;
mod person_form;
mod placement;
mod record;
mod whereabouts;

pub use endings::{end_placement, end_placement_form, unrelate, unrelate_form};
pub use exclusions::{end_exclusion, exclude, exclusions};
pub use households::{add_household, households, new_household};
pub use kin::{new_relative, relate};
pub use person_form::{add_person, edit_form, edit_person, new_person};
pub use placement::{new_placement, place_child};
pub use record::{list, show};
pub use whereabouts::{edit_whereabouts, whereabouts, whereabouts_form};

use kernel::refusal::Refused;
use law::access::Action;
use serde::Deserialize;
use validator::Validate;

use crate::{
    http::{Guarded, proof, shell},
    people::rules::ContactFields,
    web::{
        Errors, Shell,
        components::{Button, Control, FormProof, Input, Textarea},
    },
};

/// What stands around a form on a page of somebody.
pub(super) struct Frame {
    shell: Shell,
    proof: FormProof,
}

impl Frame {
    fn new<A: Action>(door: &Guarded<A>, title: &str) -> Result<Self, Refused> {
        Ok(Self {
            shell: shell(door, title),
            proof: proof(door)?,
        })
    }
}

/// How many people or households a form lists to choose from; of more, one is found by name.
const LISTED: u16 = 50;

/// The small form that narrows a list to choose from.
pub(super) struct Find {
    action: String,
    part: Input,
    /// Where who looks for somebody came from.
    then: String,
    button: Button,
    more: bool,
    /// What was looked for and is in no name.
    missed: Option<String>,
}

impl Find {
    /// Nothing where the whole list is short enough to look through.
    fn by_name(action: String, part: &str, (found, more): (usize, bool)) -> Option<Self> {
        let missed = (found == 0 && !part.is_empty()).then(|| part.to_owned());
        (more || !part.is_empty()).then(|| Self {
            action,
            part: Input::new("name", "Part of a name")
                .value(part)
                .autocomplete("off")
                .width(20),
            then: String::new(),
            button: Button::new("Find").secondary(),
            more,
            missed,
        })
    }

    /// Keeps in mind where who looks came from.
    fn then(self, then: &str) -> Self {
        Self {
            then: then.to_owned(),
            ..self
        }
    }
}

/// What a list to choose from is narrowed to.
#[derive(Debug, Clone, Default, Deserialize, Validate)]
#[serde(default)]
pub struct Narrowed {
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    name: String,
    #[validate(length(max = 30, message = "An id has 30 characters."))]
    then: String,
}

/// The questions on where somebody can be found, as they stand on every form that asks them.
pub(super) struct ContactQuestions {
    /// What may be left out.
    pub(super) optional: &'static str,
    pub(super) phone: Input,
    pub(super) email: Input,
    pub(super) address: Textarea,
    pub(super) postcode: Input,
}

impl ContactQuestions {
    fn new(contact: &ContactFields, errors: &Errors) -> Self {
        Self {
            optional: "All of it may be left out where it is not known.",
            phone: Input::new("contact-phone", "Telephone number")
                .hint("For example, 07700 900777.")
                .value(&contact.phone)
                .kind("tel")
                .autocomplete("off")
                .width(20)
                .error(errors.at("contact-phone")),
            email: Input::new("contact-email", "E-mail address")
                .value(&contact.email)
                .kind("email")
                .autocomplete("off")
                .error(errors.at("contact-email")),
            address: Textarea::new("contact-address", "Address")
                .value(&contact.address)
                .rows(4)
                .autocomplete("off")
                .error(errors.at("contact-address")),
            postcode: Input::new("contact-postcode", "Postcode")
                .value(&contact.postcode)
                .autocomplete("off")
                .width(10)
                .error(errors.at("contact-postcode")),
        }
    }

    /// The same for a household: carers are rung, and children are fetched from their door.
    fn of_household(self) -> Self {
        let optional = "Only the e-mail address may be left out: carers without one are rung.";
        Self { optional, ..self }
    }
}
