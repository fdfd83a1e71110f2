//! Off the event loop and back: what waits for a database or counts long runs on a thread, and a refusal
//! that must be remembered is.

use std::sync::Arc;

use actix_web::web;
use kernel::refusal::Refused;
use law::access::{Act, Actor};

use super::door::Door;

/// Work for a thread. Boxed, like whatever passes the door below: so the machinery of a thread and of
/// a transaction is compiled once for each kind of answer or action, and not for each handler, which
/// made it the largest part of the program by far.
type Job<T> = Box<dyn FnOnce() -> Result<T, Refused> + Send>;
pub(super) type Inside<T> = Box<dyn FnOnce(&Door, &Actor) -> Result<T, Refused> + Send>;

/// The one way off the event loop.
pub(super) fn on_a_thread<T: Send + 'static>(
    f: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> impl Future<Output = Result<T, Refused>> {
    run(Box::new(f))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that leaves the event loop"
)]
async fn run<T: Send + 'static>(job: Job<T>) -> Result<T, Refused> {
    web::block(job)
        .await
        .map_err(|cause| Refused::fault("running on a thread", cause))?
}

pub(super) async fn inside<T: Send + 'static>(
    (door, actor): (Arc<Door>, Actor),
    f: Inside<T>,
) -> Result<T, Refused> {
    on_a_thread(move || f(&door, &actor)).await
}

/// The same refusal at the door, remembered under the persons of the records that were asked for.
pub(super) async fn refuse(
    (door, actor, act): (&Arc<Door>, &Actor, Act),
    refused: Refused,
    ids: Vec<String>,
) -> Refused {
    let (door, actor) = (Arc::clone(door), actor.clone());
    let remembered = on_a_thread(move || {
        door.store.remember_at_door((&actor, act), &refused, &ids)?;
        Ok(refused)
    });
    remembered.await.unwrap_or_else(|busy| busy)
}
