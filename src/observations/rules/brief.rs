//! The brief: what a supervisor must know before a session, on one page, with a version that
//! changes when a word of it does.

use kernel::{id::PersonId, refusal::Refused};
use law::{
    judge::RuleInForce,
    rule::{Condition, Other, Read},
    session::{Stage, Went},
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::{people::PersonDetails, sessions::Found};

/// Something that must be kept, with the words it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Must {
    /// In plain words.
    pub words: String,
    /// Where it stands: "Contact order, made on 3 November 2026".
    pub source: String,
    /// The words of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// Somebody who is expected, or must not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Somebody {
    /// Who.
    pub person: PersonId,
    /// First name and initial.
    pub name: String,
    /// What they are to the children.
    pub relation: String,
    /// What they speak, where it is not English or an interpreter is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether they may come in.
    pub may_come: bool,
    /// Why not, in plain words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// A child, with what must be known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BriefChild {
    /// Who.
    pub person: PersonId,
    /// First name and initial.
    pub name: String,
    /// Age on the day, where it is known: in years, under two in months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<String>,
    /// First language.
    pub language: String,
    /// The legal status, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// A brief. Never with where somebody can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Brief {
    /// When, in words.
    pub when: String,
    /// Where: venue and room, in words.
    pub place: String,
    /// How it is held and watched.
    pub level: String,
    /// What must be kept.
    pub must: Vec<Must>,
    /// Who comes, and who must not.
    pub who: Vec<Somebody>,
    /// The children.
    pub children: Vec<BriefChild>,
    /// Allergies, diet, medication and access needs, as the referral has them, or who is to be asked.
    pub needs: Vec<String>,
    /// What is to be considered, in the words of the plan and of who booked the session.
    pub notes: Vec<String>,
    /// Who brings the children and takes them home; who interprets.
    pub coming: Vec<String>,
    /// What is ordered of how often and how long, and what is for information.
    pub ordered: Vec<Must>,
    /// What is done about risks.
    pub controls: Vec<String>,
    /// How the session before this one went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

impl Brief {
    /// What the children are called, in one line.
    pub fn called(&self) -> String {
        let names = self.children.iter().map(|child| child.name.as_str());
        names.collect::<Vec<_>>().join(" and ")
    }

    /// The version: 64 hexadecimal digits that are others when a word of the brief is another.
    ///
    /// # Errors
    /// A fault when it cannot be written.
    pub fn version(&self) -> Result<String, Refused> {
        let text = serde_json::to_string(self)
            .map_err(|cause| Refused::fault("writing a brief", cause))?;
        let digest = Sha256::digest(text);
        let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(digits.concat())
    }
}

/// Whether a rule is kept in the room. How often and how long is kept by whoever plans, and what
/// was marked for information stops nothing: a loud alarm for it would make the others quieter.
pub const fn is_kept_in_the_room(condition: &Condition) -> bool {
    !matches!(
        condition,
        Condition::MinFrequency(_)
            | Condition::MaxFrequency(_)
            | Condition::MinGap(_)
            | Condition::Duration(_)
            | Condition::Other(Other {
                read: Read::ForInformation
            })
    )
}

/// A rule in force, as it stands in a brief.
pub fn must_of(found: &RuleInForce<'_>) -> Must {
    let checked = if found.order.checked {
        ""
    } else {
        " (not yet checked by a second person)"
    };
    Must {
        words: found.rule.condition.in_words(),
        source: format!(
            "{}, made on {}{checked}",
            found.order.source.label(),
            found.order.made_on.in_words()
        ),
        quote: Some(found.rule.quote.words().to_owned()),
    }
}

/// What stands against the session and comes from no order, as it stands in a brief, with the decision
/// that it goes ahead and the name of who took it. What the rules of orders say is told with the rules.
pub fn must_of_found(found: &Found, by: Option<&str>) -> Option<Must> {
    let check = &found.check;
    let weighs = check.blocks() || check.holds();
    let explanation = check.told().explanation;
    let (words, source) = match (&found.decision, &check.reason.decided_by) {
        // Said with the words themselves: they stand alone at the head of the record.
        (Some(decision), _) => (
            format!(
                "{explanation} It goes ahead: decided by {}.",
                by.unwrap_or("a person whose account is closed")
            ),
            format!("{}: {}", decision.at.in_short(), decision.reason),
        ),
        (None, Some(who)) => (explanation, format!("To be decided: {who}")),
        (None, None) => (
            explanation,
            "Nobody in the service may decide otherwise".to_owned(),
        ),
    };
    (weighs && check.order.is_none()).then(|| Must {
        words,
        source,
        quote: check.reason.quote.clone(),
    })
}

/// Whether a language is the one everybody in the service speaks.
pub fn is_english(language: &str) -> bool {
    language.eq_ignore_ascii_case("English")
}

/// What somebody speaks, and whether an interpreter is needed.
pub fn language_of(details: &PersonDetails) -> String {
    if details.interpreter {
        format!("{}, needs an interpreter", details.first_language)
    } else {
        details.first_language.to_string()
    }
}

/// How a session went, in a few words; nothing while it is to come.
pub fn went_in_words(stage: &Stage) -> Option<String> {
    Some(match stage.went()? {
        Went::Held(held) => held.early.map_or_else(
            || "held".to_owned(),
            |reason| format!("ended early: {}", reason.label()),
        ),
        Went::NotStarted(not) => format!("did not start: {}", not.reason.label()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief() -> Brief {
        Brief {
            when: "Tuesday 24 November 2026, 10:00 to 11:30".to_owned(),
            place: "Hill House, Oak".to_owned(),
            level: "in person, supervised throughout".to_owned(),
            must: vec![Must {
                words: "Partner J. must not be present.".to_owned(),
                source: "Contact order".to_owned(),
                quote: Some("Partner J. shall not be present".to_owned()),
            }],
            who: Vec::new(),
            children: Vec::new(),
            needs: Vec::new(),
            notes: Vec::new(),
            coming: Vec::new(),
            ordered: Vec::new(),
            controls: vec!["Two supervisors throughout.".to_owned()],
            last: None,
        }
    }

    #[test]
    fn what_is_for_information_is_no_alarm() {
        for (read, is_kept) in [(Read::ForInformation, false), (Read::NotYet, true)] {
            let condition = Condition::Other(Other { read });
            assert_eq!(is_kept_in_the_room(&condition), is_kept, "{read}");
        }
        assert!(is_kept_in_the_room(&Condition::RefusalAuthorised));
    }

    #[test]
    fn the_version_changes_with_every_word() {
        let version = brief().version().unwrap();
        assert_eq!(version.len(), 64);
        assert_eq!(brief().version().unwrap(), version, "and with nothing else");
        let mut more = brief();
        more.controls.push("Security on the site.".to_owned());
        assert_ne!(more.version().unwrap(), version);
        let mut other = brief();
        other.must[0].quote = None;
        assert_ne!(other.version().unwrap(), version);
    }
}
