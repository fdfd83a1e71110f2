//! What a database error means to the house. SQLite names no constraint, so unique columns are
//! found by `table.column` there and by constraint name on PostgreSQL; triggers and exclusion
//! constraints speak the same words on both.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind as Kind, Error};
use kernel::refusal::{Kind as No, Reason, Refused};

/// What to do about a failed transaction.
#[derive(Debug)]
pub enum Verdict {
    /// Run it again: it lost a race that has no loser in principle.
    Retry,
    /// Tell the caller this.
    Refuse(Refused),
}

/// Reads a refusal that came out of a transaction. Anything but a database error passes through.
pub fn classify(refused: Refused) -> Verdict {
    let Refused::Fault(fault) = refused else {
        return Verdict::Refuse(refused);
    };
    let Some(error) = fault
        .cause
        .as_ref()
        .and_then(|cause| cause.downcast_ref::<Error>())
    else {
        return Verdict::Refuse(Refused::Fault(fault));
    };
    match meaning(error) {
        Some(verdict) => verdict,
        None => Verdict::Refuse(Refused::Fault(fault)),
    }
}

fn meaning(error: &Error) -> Option<Verdict> {
    let Error::DatabaseError(kind, information) = error else {
        return matches!(error, Error::BrokenTransactionManager)
            .then_some(Verdict::Refuse(Refused::Busy));
    };
    let message = information.message();
    match kind {
        Kind::SerializationFailure => Some(Verdict::Retry),
        Kind::UniqueViolation if names(&**information, "audit_fact") => Some(Verdict::Retry),
        Kind::UniqueViolation => Some(Verdict::Refuse(exists())),
        Kind::ExclusionViolation => Some(Verdict::Refuse(clash())),
        Kind::ClosedConnection => Some(Verdict::Refuse(Refused::Busy)),
        _ if message.starts_with("exclusion:") => Some(Verdict::Refuse(clash())),
        _ if message.contains("deadlock detected") => Some(Verdict::Retry),
        _ if message.contains("invalid byte sequence for encoding") => {
            Some(Verdict::Refuse(unstorable()))
        }
        _ if is_waiting_in_vain(message) => Some(Verdict::Refuse(Refused::Busy)),
        _ => None,
    }
}

fn names(information: &dyn DatabaseErrorInformation, table: &str) -> bool {
    information
        .constraint_name()
        .is_some_and(|name| name.starts_with(table))
        || information.table_name() == Some(table)
        || information.message().contains(&format!("{table}."))
}

fn is_waiting_in_vain(message: &str) -> bool {
    [
        "lock timeout",
        "database is locked",
        "statement timeout",
        "terminating connection",
        "server closed the connection",
        "connection to server",
        "no connection to the server",
        "the database system is",
        "database or disk is full",
        "could not extend file",
    ]
    .iter()
    .any(|sign| message.contains(sign))
}

/// PostgreSQL keeps no NUL in a text. Bounded texts refuse it before; this is the fence behind.
fn unstorable() -> Refused {
    Refused::because(
        No::Malformed,
        Reason::new(
            "unstorable-text",
            "Something in the request is not text. Leave out control characters.",
        ),
    )
}

fn exists() -> Refused {
    Refused::because(
        No::Exists,
        Reason::new(
            "already-exists",
            "There is one of these already. Nothing was saved; look for the one that is there.",
        ),
    )
}

fn clash() -> Refused {
    Refused::because(
        No::Clash,
        Reason::new(
            "clash",
            "Somebody or something is already booked then. Nothing was saved; choose another time.",
        ),
    )
}
