//! A form that could not be saved is shown again, with everything that was typed and what to do.

use actix_web::http::StatusCode;
use askama::Template;
use kernel::{
    fact::{Fact, Stream},
    refusal::{FieldError, Kind, Reason, Refused},
};
use law::access::{Action, Staff};

use super::{
    answer::{Page, Status},
    evidence::Turn,
    guard::Guarded,
    problem::statuses,
};
use crate::{
    storage::{Done, Look, Prepared},
    web::Errors,
};

/// What a form post comes to: saved, or shown again if what was refused can be mended in it. Any
/// other refusal goes on as it is.
///
/// # Errors
/// The refusal itself, or one that came up while the page was made.
pub async fn turn<A: Action<Caller = Staff>, T: Template + Send + 'static>(
    door: &Guarded<A>,
    saved: Result<Done<Prepared>, Refused>,
    page: impl FnOnce(&mut Look<'_, A>, Errors) -> Result<T, Refused> + Send + 'static,
) -> Result<Turn, Refused> {
    let (status, errors) = match saved {
        Ok(done) => return Ok(Turn::Saved(done)),
        Err(refused) => mendable(refused)?,
    };
    let user = door.caller().0;
    let seen = door
        .look(move |look| {
            let page = page(look, errors)?;
            let fact =
                Fact::on(Stream::of(user)).details(serde_json::json!({ "form": "not saved" }));
            Ok(look.seen(fact, Status(status, Page(page))))
        })
        .await?;
    Ok(Turn::Again(seen))
}

/// What a person can do something about, as errors of the form.
fn mendable(refused: Refused) -> Result<(StatusCode, Errors), Refused> {
    match refused {
        Refused::Invalid(errors) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Errors::from(errors))),
        Refused::Rule { kind, reasons } if is_about_the_matter(kind) => {
            let errors: Vec<FieldError> = reasons
                .into_iter()
                .map(|reason| FieldError::new("", reason.code, in_full(&reason)))
                .collect();
            Ok((StatusCode::CONFLICT, Errors::from(errors)))
        }
        // Of an upload: what is wrong with the file stands beside the question for it.
        Refused::Rule {
            kind: kind @ (Kind::TooLarge | Kind::UnsupportedType),
            reasons,
        } => {
            let errors: Vec<FieldError> = reasons
                .into_iter()
                .map(|reason| FieldError::new("/file", reason.code, reason.explanation))
                .collect();
            Ok((statuses(kind).0, Errors::from(errors)))
        }
        Refused::Stale => {
            let words = "Somebody else changed this since you opened it. Open it in a second window to see what changed, then save again there.";
            Ok((
                StatusCode::CONFLICT,
                Errors::from(vec![FieldError::new("", "stale", words)]),
            ))
        }
        Refused::Busy => {
            let words = "The service is busy, so nothing was saved. What you typed is still here: save it again in a moment.";
            Ok((
                StatusCode::SERVICE_UNAVAILABLE,
                Errors::from(vec![FieldError::new("", "busy", words)]),
            ))
        }
        other => Err(other),
    }
}

/// A reason with the words it comes from and who may decide otherwise.
fn in_full(reason: &Reason) -> String {
    let mut words = reason.explanation.clone();
    if let Some(quote) = &reason.quote {
        words = format!("{words} It says: “{quote}”.");
    }
    match &reason.decided_by {
        Some(who) => format!("{words} To decide: {who}."),
        None => words,
    }
}

const fn is_about_the_matter(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Exists | Kind::Clash | Kind::WrongState | Kind::RuleRefuses | Kind::SecondPerson
    )
}
