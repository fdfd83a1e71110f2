//! What is one tap away while a session is held: the telephone of whoever is on duty, and an incident.

use askama::Template;
use askama::filters::HtmlSafe;
use kernel::text::Phone;

/// The strip with both. It stands at the top of its page, far from what saves.
#[derive(Template)]
#[template(path = "observations/at_hand.html")]
pub(super) struct AtHand {
    /// Where a tap leads, and the number as it is written.
    phone: Option<(String, String)>,
    incident: Option<String>,
}

impl HtmlSafe for AtHand {}

impl AtHand {
    /// With the number of the service, and where an incident is told.
    pub(super) fn new(phone: Option<&Phone>, incident: Option<String>) -> Self {
        Self {
            phone: phone.map(|phone| (dialled(phone), phone.to_string())),
            incident,
        }
    }
}

/// Where a tap on a number leads.
pub(super) fn dialled(phone: &Phone) -> String {
    let signs = phone.as_str().chars();
    let digits = signs.filter(|sign| sign.is_ascii_digit() || *sign == '+');
    format!("tel:{}", digits.collect::<String>())
}
