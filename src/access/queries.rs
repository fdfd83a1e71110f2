//! How somebody stands to what they ask for, and whether they may.

pub use super::store::ATTESTED;
use std::{collections::BTreeSet, marker::PhantomData, time::Duration};

use kernel::{
    id::{PersonId, UserId},
    page::{Page, Want},
    refusal::Refused,
    text::Name,
};
use law::access::{
    Act, Action, Actor, Decision, OnRecords, RecordState, Relation, Role, about, act, decide,
};

use super::{
    Account, AccountState, Exclusion, Permit, Scope, Subject, Task,
    rules::{self, Standing},
    store,
};
use crate::storage::{Acts, Look, Reads};

/// Asks the policy whether the action of this transaction may be done to `subject`.
///
/// # Errors
/// `Hidden` when the record must look as if it did not exist, `Forbidden` with the reason when it
/// is known of but not theirs to do.
pub fn may<R: Acts>(reads: &mut R, subject: &Subject) -> Result<Permit<R::Action>, Refused>
where
    R::Action: OnRecords,
{
    let decision = decision(reads, R::Action::ACT, subject)?;
    let refused = decision != Decision::Allow;
    reads.tries(subject.persons().filter(|_| refused).collect());
    match decision {
        Decision::Allow => Ok(Permit {
            covers: subject.records.clone(),
            action: PhantomData,
        }),
        #[cfg(feature = "faults")]
        Decision::Hide if crate::storage::faults::TELLS_APART.is_on() => Err(Refused::Forbidden(
            kernel::refusal::Reason::new("not-yours", "This is not yours."),
        )),
        Decision::Hide => Err(Refused::Hidden),
        Decision::Forbid(reason) => Err(Refused::Forbidden(reason)),
    }
}

/// Whether the caller might do `act` to `subject`: for the links of a page. What is done is asked
/// again when it is done.
///
/// # Errors
/// When the store is away.
pub fn allows(reads: &mut dyn Reads, act: Act, subject: &Subject) -> Result<bool, Refused> {
    Ok(decision(reads, act, subject)? == Decision::Allow)
}

/// What may be known of something, where not knowing it is an answer: `None` for what is hidden
/// or forbidden. Any other refusal stays one; a store that is away must not look like an empty
/// record.
///
/// # Errors
/// Those that are not about what may be known.
pub fn known<T>(result: Result<T, Refused>) -> Result<Option<T>, Refused> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Refused::Hidden | Refused::Forbidden(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn decision(reads: &mut dyn Reads, act: Act, subject: &Subject) -> Result<Decision, Refused> {
    let actor = reads.actor();
    let groups = relations_to(reads, &actor, subject)?;
    let decisions = groups.iter().map(|relations| {
        let by_relation = relations
            .iter()
            .map(|relation| decide(&actor, act, *relation, subject.state));
        by_relation.min_by_key(strictness).unwrap_or(Decision::Hide)
    });
    Ok(decisions.max_by_key(strictness).unwrap_or(Decision::Hide))
}

const fn strictness(decision: &Decision) -> u8 {
    match decision {
        Decision::Allow => 0,
        Decision::Forbid(_) => 1,
        Decision::Hide => 2,
    }
}

/// For each group, every relation the actor has to somebody in it: what one of them allows, the
/// others do not take away (a supervisor on the rota for a colleague's child). An exclusion from
/// anybody in a group leaves no other.
fn relations_to(
    reads: &mut dyn Reads,
    actor: &Actor,
    subject: &Subject,
) -> Result<Vec<BTreeSet<Relation>>, Refused> {
    let Some(user) = actor.user().filter(|_| !subject.groups.is_empty()) else {
        let relation = match actor {
            // The bearer of a link owns the notice it came in; of persons they know nobody.
            Actor::Link { notice }
                if subject.groups.is_empty() && subject.records.contains(notice.as_str()) =>
            {
                Relation::Own
            }
            _ => Relation::None,
        };
        return Ok(vec![BTreeSet::from([relation])]);
    };
    let known = Relations::of(reads, user)?;
    let groups = subject.groups.iter().map(|group| {
        let mut relations = known.to_group(group);
        if !subject.by_seat {
            relations.remove(&Relation::Assigned);
        }
        relations
    });
    Ok(groups.collect())
}

struct Relations {
    excluded: BTreeSet<PersonId>,
    own: BTreeSet<PersonId>,
    team: BTreeSet<PersonId>,
    assigned: BTreeSet<PersonId>,
}

impl Relations {
    fn of(reads: &mut dyn Reads, user: UserId) -> Result<Self, Refused> {
        let mut caseloads = store::caseloads_of(reads, user)?;
        Ok(Self {
            excluded: store::excluded_from(reads, user)?,
            own: caseloads.remove(&Relation::Own).unwrap_or_default(),
            team: store::team_caseload_of(reads, user)?,
            assigned: caseloads.remove(&Relation::Assigned).unwrap_or_default(),
        })
    }

    fn to_group(&self, group: &[PersonId]) -> BTreeSet<Relation> {
        let is_any_of =
            |persons: &BTreeSet<PersonId>| group.iter().any(|person| persons.contains(person));
        if is_any_of(&self.excluded) {
            return BTreeSet::from([Relation::Excluded]);
        }
        let held = [
            (Relation::Own, &self.own),
            (Relation::Team, &self.team),
            (Relation::Assigned, &self.assigned),
        ];
        let held = held.into_iter().filter(|(_, persons)| is_any_of(persons));
        let held = held.map(|(relation, _)| relation);
        held.chain([Relation::None]).collect()
    }
}

/// The scope of the action of this transaction, read off the policy.
///
/// # Errors
/// `Hidden` when there is nothing this caller may see whatever their relation.
pub fn scope<R: Acts>(reads: &mut R) -> Result<Scope, Refused>
where
    R::Action: OnRecords,
{
    scope_of(reads, R::Action::ACT)?.ok_or(Refused::Hidden)
}

/// To which records the caller may do `act`: for counting what waits for them. None when to none,
/// whatever their relation.
///
/// # Errors
/// When the store is away.
pub fn scope_of(reads: &mut dyn Reads, act: Act) -> Result<Option<Scope>, Refused> {
    let actor = reads.actor();
    let states = |relation| -> Vec<RecordState> {
        let may = |state: &RecordState| decide(&actor, act, relation, *state) == Decision::Allow;
        RecordState::ALL.iter().copied().filter(may).collect()
    };
    let anybody = states(Relation::None);
    let by_relation = [
        states(Relation::Own),
        states(Relation::Team),
        states(Relation::Assigned),
    ];
    if anybody.is_empty() && by_relation.iter().all(Vec::is_empty) {
        return Ok(None);
    }
    let Some(user) = actor.user() else {
        return Ok(Some(Scope {
            excluded: BTreeSet::new(),
            anybody,
            related: Vec::new(),
        }));
    };
    let known = Relations::of(reads, user)?;
    let related = [known.own, known.team, known.assigned]
        .into_iter()
        .zip(by_relation);
    let related = related
        .filter(|(persons, states)| !persons.is_empty() && !states.is_empty())
        .collect();
    Ok(Some(Scope {
        excluded: known.excluded,
        anybody,
        related,
    }))
}

/// The persons of whom the caller must not know, whatever their roles.
///
/// # Errors
/// When the store is away.
pub fn kept_from_caller(reads: &mut dyn Reads) -> Result<BTreeSet<PersonId>, Refused> {
    match reads.actor().user() {
        Some(user) => Ok(store::excluded_from(reads, user)?),
        None => Ok(BTreeSet::new()),
    }
}

/// The members of staff who are excluded from any of these persons, whoever asks: none of them is
/// given a part in what is arranged for them.
///
/// # Errors
/// When the store is away.
pub fn excluded_workers(
    reads: &mut dyn Reads,
    persons: &BTreeSet<PersonId>,
) -> Result<BTreeSet<UserId>, Refused> {
    Ok(store::excluded_workers(reads, persons)?)
}

/// Who must not know of a person, since when and why, whoever asks: the oldest first.
///
/// # Errors
/// When the store is away.
pub fn exclusions_of(reads: &mut dyn Reads, person: PersonId) -> Result<Vec<Exclusion>, Refused> {
    let mut exclusions = Vec::new();
    for (user, since, reason) in store::exclusions_of(reads, person)? {
        exclusions.push(Exclusion {
            worker: user,
            name: account(reads, user)?.name,
            since,
            reason,
        });
    }
    Ok(exclusions)
}

/// The members of staff by name, for a form of another action to choose from.
///
/// # Errors
/// When the store is away.
pub fn staff(reads: &mut dyn Reads) -> Result<Vec<(UserId, Name)>, Refused> {
    Ok(store::staff(reads)?)
}

/// Asks one capability what waits for the caller.
pub type TaskSource = fn(&mut Look<'_, act::OpenHome>) -> Result<Vec<Task>, Refused>;

/// Every capability that has something to decide, the most pressing first.
pub struct TaskSources(pub Vec<TaskSource>);

/// What waits for the caller: what is about today first, what has time last.
///
/// # Errors
/// When the store is away.
pub fn tasks(
    look: &mut Look<'_, act::OpenHome>,
    sources: &TaskSources,
) -> Result<Vec<Task>, Refused> {
    let mut tasks = Vec::new();
    for source in &sources.0 {
        tasks.extend(source(look)?);
    }
    tasks.sort_by_key(|task| task.due);
    Ok(tasks)
}

/// An account.
///
/// # Errors
/// `Hidden` when there is none.
pub fn account(reads: &mut dyn Reads, id: UserId) -> Result<Account, Refused> {
    store::account(reads, id)?.ok_or(Refused::Hidden)
}

/// Accounts, oldest first.
///
/// # Errors
/// When the caller may not see accounts.
pub fn accounts<R: Acts>(reads: &mut R, want: &Want) -> Result<Page<Account>, Refused>
where
    R::Action: Action<About = about::Accounts>,
    R::Action: OnRecords,
{
    may(reads, &Subject::new_record())?;
    let rows = store::accounts(reads, want.after.as_deref(), i64::from(want.limit) + 1)?;
    Page::cut(rows, want, |account| Ok(account.id.to_string()))
}

/// Active accounts with a role, by name, for a form of another action to choose from.
///
/// # Errors
/// When the store is away.
pub fn accounts_in(reads: &mut dyn Reads, role: Role) -> Result<Vec<Account>, Refused> {
    let mut accounts = store::accounts_in(reads, role)?;
    accounts.retain(|account| account.state == AccountState::Active);
    Ok(accounts)
}

/// Whose browser session this is, how long it can still last, and whether its sign of life is
/// worth writing down; nobody's when it is over or the account is disabled.
///
/// # Errors
/// When the store is away.
pub fn of_session(
    reads: &mut dyn Reads,
    token_hash: &str,
) -> Result<Option<(Account, Duration, bool)>, Refused> {
    let Some(row) = store::session(reads, token_hash)? else {
        return Ok(None);
    };
    let now = reads.real_now();
    let Standing::Live {
        absolute_left,
        touch,
    } = rules::standing(row.created_at, row.seen_at, row.ended_at, now)
    else {
        return Ok(None);
    };
    Ok(active(reads, row.user)?.map(|account| (account, absolute_left, touch)))
}

/// Whose session this was, also where it is over; nobody's when the account is disabled.
///
/// # Errors
/// When the store is away.
pub fn owner_of_session(
    reads: &mut dyn Reads,
    token_hash: &str,
) -> Result<Option<UserId>, Refused> {
    let Some(row) = store::session(reads, token_hash)? else {
        return Ok(None);
    };
    Ok(active(reads, row.user)?.map(|account| account.id))
}

/// Whose tokens these are; nobody's when they were revoked or the account is disabled.
///
/// # Errors
/// When the store is away.
pub fn of_family(
    reads: &mut dyn Reads,
    family: &str,
    user: UserId,
) -> Result<Option<Account>, Refused> {
    if store::family_user(reads, family)? == Some(user) {
        active(reads, user)
    } else {
        Ok(None)
    }
}

fn active(reads: &mut dyn Reads, user: UserId) -> Result<Option<Account>, Refused> {
    Ok(store::account(reads, user)?.filter(|account| account.state == AccountState::Active))
}
