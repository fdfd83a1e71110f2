//! The door: a handler's only way to data. Its type names the action; the extractor admits the
//! caller; each of its methods is one transaction.

use std::{future::Future, marker::PhantomData, pin::Pin, sync::Arc};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::Method, web};
use kernel::{
    refusal::{Kind, Reason, Refused},
    sensitive::Sensitive,
};
use law::access::{Act, Action, Actor, Caller, Decision, Impersonal, Writes, at_door};

use super::{
    answer::Answer,
    body::Sent,
    door::{Admitted, Credential, Door, Site},
    forged::{comes_from_our_own_page, forged},
    forwarded::last_hop,
    mask::unmasked,
    problem::Problem,
    threads::{inside, on_a_thread, refuse},
};
use crate::storage::{Ahead, Done, Look, Once, Open, PATIENCE, Prepared, Seen, Work};

/// The door of action `A`, with somebody standing in it.
pub struct Guarded<A: Action> {
    door: Arc<Door>,
    admitted: Admitted,
    caller: A::Caller,
    ambient: bool,
    request: HttpRequest,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> FromRequest for Guarded<A> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            admit(&request)
                .await
                .map_err(|refused| Problem::from(refused).facing(&request))
        })
    }
}

async fn admit<A: Action>(request: &HttpRequest) -> Result<Guarded<A>, Refused> {
    let arrived = arrive(request).await?;
    let caller = A::Caller::admit(&arrived.admitted.actor).ok_or_else(|| arrived.stranger())?;
    arrived.decide(A::ACT).await?;
    request.extensions_mut().insert(Standing {
        site: arrived.door.site.clone(),
        admitted: arrived.admitted.clone(),
    });
    Ok(Guarded {
        door: arrived.door,
        admitted: arrived.admitted,
        caller,
        ambient: arrived.ambient,
        request: request.clone(),
        action: PhantomData,
    })
}

/// Somebody at the door, before it is asked what for: compiled once, not for each action.
struct Arrived {
    door: Arc<Door>,
    admitted: Admitted,
    ambient: bool,
    by_link: bool,
    names_a_record: bool,
    /// The ids of the address: of the records that are asked for.
    ids: Vec<String>,
}

async fn arrive(request: &HttpRequest) -> Result<Arrived, Refused> {
    let door = request
        .app_data::<web::Data<Door>>()
        .map(|door| Arc::clone(door))
        .ok_or_else(|| Refused::broken("looking for the door"))?;
    let credential = Credential::of(request);
    let ambient = credential.is_ambient();
    let by_link = matches!(credential, Credential::Link(_));
    if ambient && changes_something(request.method()) {
        comes_from_our_own_page(request, &door.site)?;
    }
    let admitted = if matches!(credential, Credential::None) {
        Admitted::nobody()
    } else {
        let keeper = Arc::clone(&door);
        on_a_thread(move || keeper.doorkeeper.admit(&keeper.store, &credential)).await?
    };
    Ok(Arrived {
        door,
        admitted,
        ambient,
        by_link,
        names_a_record: !request.match_info().is_empty(),
        ids: request
            .match_info()
            .iter()
            .map(|(_, part)| part.to_owned())
            .collect(),
    })
}

impl Arrived {
    /// What is said to who is nobody an action is for.
    fn stranger(&self) -> Refused {
        if self.by_link {
            // Who bears a link that is none has no account to sign in with.
            return Refused::Hidden;
        }
        Refused::because(
            Kind::NotSignedIn,
            Reason::new("not-signed-in", "Sign in, then try again."),
        )
    }

    async fn decide(&self, act: Act) -> Result<(), Refused> {
        let actor = &self.admitted.actor;
        let refused = match at_door(actor, act, self.names_a_record) {
            Decision::Allow => return Ok(()),
            Decision::Forbid(reason) => Refused::Forbidden(reason),
            Decision::Hide => Refused::Hidden,
        };
        let ids = self.ids.clone();
        Err(refuse((&self.door, actor, act), refused, ids).await)
    }
}

/// What stands around a page for whoever was let in: also around a problem.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) site: Site,
    pub(super) admitted: Admitted,
}

const fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// What is done in one transaction, boxed: see `threads`.
type Looks<A, T> = Box<dyn FnOnce(&mut Look<'_, A>) -> Result<T, Refused> + Send>;
type Works<A, T> = Box<dyn FnMut(&mut Work<'_, A>) -> Result<Done<T>, Refused> + Send>;

impl<A: Action> Guarded<A> {
    /// Who stands here.
    pub const fn caller(&self) -> &A::Caller {
        &self.caller
    }
    /// What is known of them.
    pub const fn admitted(&self) -> &Admitted {
        &self.admitted
    }
    /// What the pages of this installation say about themselves.
    pub fn site(&self) -> &Site {
        &self.door.site
    }
    /// The path that was asked for.
    pub fn path(&self) -> &str {
        self.request.path()
    }
    /// The address of the page that was asked for, with its query; none where a form was sent.
    pub fn page_address(&self) -> Option<String> {
        (*self.request.method() == Method::GET).then(|| self.request.uri().to_string())
    }
    /// The token of the browser session this came from; none from a program.
    pub fn session_token(&self) -> Option<Sensitive<String>> {
        match Credential::of(&self.request) {
            Credential::Session(token) => Some(token),
            _ => None,
        }
    }
    /// What the browser keeps under a name of ours.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookie = self.request.cookie(name)?;
        Some(cookie.value().to_owned())
    }
    /// The clock of the house.
    pub fn now(&self) -> kernel::time::Instant {
        self.door.clock().now()
    }
    /// Where the request comes from, as the connection knows it. A forwarding header counts only
    /// from the proxy the operator named, because anyone can send one; and of it only the last
    /// entry, which that proxy wrote.
    pub fn source(&self) -> String {
        let peer = self.request.peer_addr().map(|peer| peer.ip());
        let by_proxy = peer.is_some() && peer == self.door.site.proxy;
        let forwarded = by_proxy.then(|| last_hop(self.request.headers()));
        let source = forwarded.flatten().or(peer);
        source.map_or_else(|| "unknown".to_owned(), |source| source.to_string())
    }

    /// Shows personal data; the look leaves its fact before the answer leaves.
    ///
    /// # Errors
    /// Whatever the closure refused.
    pub fn look<T: Answer>(
        &self,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Seen<T>, Refused> + Send + 'static,
    ) -> impl Future<Output = Result<Seen<Prepared>, Refused>> {
        let f: Looks<A, Seen<Prepared>> = Box::new(|look| f(look)?.try_map(Answer::prepare));
        self.inside(move |door, actor| door.store.look::<A, _>(actor, f))
    }

    /// Shows what is not personal.
    ///
    /// # Errors
    /// Whatever the closure refused.
    pub fn open<T: Answer>(
        &self,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Open<T>, Refused> + Send + 'static,
    ) -> impl Future<Output = Result<Open<Prepared>, Refused>>
    where
        A: Impersonal,
    {
        let f: Looks<A, Open<Prepared>> = Box::new(|look| f(look)?.try_map(Answer::prepare));
        self.inside(move |door, actor| door.store.open::<A, _>(actor, f))
    }

    /// Changes something. With an idempotency key, sending it again gives the same answer.
    ///
    /// # Errors
    /// Whatever the closure refused; `ForgedRequest` when the form did not carry its proof.
    pub fn write<T: Answer>(
        &self,
        mut f: impl FnMut(&mut Work<'_, A>) -> Result<Done<T>, Refused> + Send + 'static,
    ) -> impl Future<Output = Result<Done<Prepared>, Refused>>
    where
        A: Writes,
    {
        let f = move |work: &mut Work<'_, A>| f(work)?.try_map(Answer::prepare);
        self.write_read(Ok(Box::new(f)))
    }

    /// Saves what a form said, if it could be read at all.
    ///
    /// # Errors
    /// What was wrong with the form, or as [`Guarded::write`].
    pub fn save<F: Send + 'static, T: Answer>(
        &self,
        read: Result<F, Refused>,
        mut f: impl FnMut(&mut Work<'_, A>, &F) -> Result<Done<T>, Refused> + Send + 'static,
    ) -> impl Future<Output = Result<Done<Prepared>, Refused>>
    where
        A: Writes,
    {
        let read = read.map(|form| {
            let f = move |work: &mut Work<'_, A>| f(work, &form)?.try_map(Answer::prepare);
            let f: Works<A, Prepared> = Box::new(f);
            f
        });
        self.write_read(read)
    }

    async fn write_read(
        &self,
        read: Result<Works<A, Prepared>, Refused>,
    ) -> Result<Done<Prepared>, Refused>
    where
        A: Writes,
    {
        let f = read?;
        let once = self.proven()?;
        self.inside(move |door, actor| match &once {
            Some(once) => door.store.write_once::<A>(actor, once, f),
            None => door.store.write::<A, _>(actor, f),
        })
        .await
    }

    /// Changes something on the way to an answer: one step of several, such as counting an
    /// attempt before the password is looked at.
    ///
    /// # Errors
    /// As [`Guarded::write`].
    pub async fn step<T: Send + 'static>(
        &self,
        f: impl FnMut(&mut Work<'_, A>) -> Result<Done<T>, Refused> + Send + 'static,
    ) -> Result<Done<T>, Refused>
    where
        A: Writes,
    {
        self.proven()?;
        let f: Works<A, T> = Box::new(f);
        self.inside(move |door, actor| door.store.write::<A, _>(actor, f))
            .await
    }

    /// Reads ahead of a long write; the write, with its fact, follows.
    ///
    /// # Errors
    /// Whatever the closure refused.
    pub async fn ahead(
        &self,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Ahead, Refused> + Send + 'static,
    ) -> Result<Ahead, Refused>
    where
        A: Writes,
    {
        self.inside(move |door, actor| door.store.ahead::<A>(actor, f))
            .await
    }

    /// Computes something heavy (a password hash) on a bounded pool, outside any transaction.
    ///
    /// # Errors
    /// `Busy` when the pool is closed.
    pub async fn compute<T: Send + 'static>(
        &self,
        f: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let permit = tokio::time::timeout(PATIENCE, self.door.heavy.acquire());
        let _permit = permit
            .await
            .map_err(|_too_long| Refused::Busy)?
            .map_err(|_closed| Refused::Busy)?;
        on_a_thread(move || Ok(f())).await
    }

    /// A change by cookie needs the proof that its form was ours; the body extractors check it
    /// and leave word here.
    fn proven(&self) -> Result<Option<Once>, Refused> {
        let extensions = self.request.extensions();
        let sent = extensions.get::<Sent>();
        if A::ACT.for_anyone() {
            // Where it came from was asked at the door; and its answer may hold tokens, so it is
            // never kept.
            return Ok(None);
        }
        let sent = match sent {
            Some(sent) => sent.clone(),
            None => Sent::bare(&self.request)?,
        };
        self.carries_proof(Some(&sent))?;
        if sent.again {
            return Err(Refused::because(
                Kind::WrongState,
                Reason::new(
                    "signed-in-again",
                    "You had been signed out, so this was not saved. Look over what you typed, then save it.",
                ),
            ));
        }
        Ok(sent.once(&self.request))
    }

    /// Leaves word of what was sent, for the write that follows.
    pub(super) fn was_sent(&self, sent: Sent) {
        self.request.extensions_mut().insert(sent);
    }

    /// Whether a change by cookie carries the proof that its form was ours.
    pub(super) fn carries_proof(&self, sent: Option<&Sent>) -> Result<(), Refused> {
        #[cfg(feature = "faults")]
        if crate::storage::faults::PROOF_UNMINDED.is_on() {
            return Ok(());
        }
        if self.ambient {
            let token = sent.and_then(|sent| unmasked(sent.csrf.as_deref()?));
            let ours = unmasked(self.admitted.csrf.reveal());
            let same = token.zip(ours).is_some_and(|(token, ours)| {
                bool::from(subtle::ConstantTimeEq::ct_eq(
                    token.as_bytes(),
                    ours.as_bytes(),
                ))
            });
            if !same {
                return Err(forged());
            }
        }
        Ok(())
    }

    pub(super) fn inside<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Door, &Actor) -> Result<T, Refused> + Send + 'static,
    ) -> impl Future<Output = Result<T, Refused>> {
        let as_whom = (Arc::clone(&self.door), self.admitted.actor.clone());
        inside(as_whom, Box::new(f))
    }
}
