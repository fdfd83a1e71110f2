//! Claims: taken once, before anything; and transactions that lose a race without a loser.

use std::sync::{
    Barrier,
    atomic::{AtomicU32, Ordering},
};

use diesel::{RunQueryDsl, sql_query};
use kernel::{id::PersonId, refusal::Refused};
use kith::storage::{Claims, Reads};
use law::access::{Actor, act};

use crate::support::{On, TestHouse, tell};

fn keeps(
    house: &TestHouse,
    f: impl Fn(&mut kith::storage::Work<'_, act::KeepHouse>) -> Result<(), Refused>,
) -> Result<(), Refused> {
    let done = house
        .app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, |work| {
            f(work)?;
            Ok(work.kept(()))
        });
    done.map(kith::storage::Done::into_value)
}

story!(
    writing_under_a_record_that_was_not_claimed_is_a_fault,
    |house| {
        let (ava, noah) = (PersonId::from_parts(1, 1), PersonId::from_parts(1, 2));
        keeps(house, |work| {
            work.claim(Claims::of(ava))?;
            work.holds(ava)
        })
        .unwrap();
        for claimed in [None, Some(noah)] {
            let outcome = keeps(house, |work| {
                if let Some(other) = claimed {
                    work.claim(Claims::of(other))?;
                }
                work.holds(ava)
            });
            let Err(Refused::Fault(fault)) = outcome else {
                panic!("{outcome:?}")
            };
            assert!(fault.doing.contains("not claimed"), "{fault}");
        }
    }
);

story!(
    claiming_more_later_is_a_fault_and_claiming_the_same_is_none,
    |house| {
        let (ava, noah) = (PersonId::from_parts(1, 1), PersonId::from_parts(1, 2));
        keeps(house, |work| {
            work.claim(Claims::of(ava).and(noah))?;
            work.claim(Claims::of(ava))
        })
        .unwrap();
        let outcome = keeps(house, |work| {
            work.claim(Claims::of(ava))?;
            work.claim(Claims::of(ava).and(noah))
        });
        assert!(matches!(outcome, Err(Refused::Fault(_))), "{outcome:?}");
    }
);

#[test]
fn a_claim_that_is_held_too_long_by_another_is_busy_and_nothing_else() {
    tell(On::Postgres, |house| {
        let claims = Claims::new().and_name("the only room");
        let (taken, tried) = (Barrier::new(2), Barrier::new(2));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let held = keeps(house, |work| {
                    work.claim(claims.clone())?;
                    taken.wait();
                    tried.wait();
                    Ok(())
                });
                held.unwrap();
            });
            taken.wait();
            let outcome = keeps(house, |work| work.claim(claims.clone()));
            tried.wait();
            assert!(matches!(outcome, Err(Refused::Busy)), "{outcome:?}");
        });
        keeps(house, |work| work.claim(claims.clone())).unwrap();
    });
}

#[test]
fn of_two_in_a_deadlock_the_one_that_lost_runs_again() {
    tell(On::Postgres, |house| {
        house.sql(
            "create table scratch_pair (id bigint primary key, n bigint not null); \
             insert into scratch_pair values (1, 0), (2, 0)",
        );
        let (runs, both_hold_one) = (AtomicU32::new(0), Barrier::new(2));
        let adds = |first: i64, second: i64| {
            keeps(house, |work| {
                let add = |id: i64| format!("update scratch_pair set n = n + 1 where id = {id}");
                let run = runs.fetch_add(1, Ordering::SeqCst);
                sql_query(add(first)).execute(work.db())?;
                if run < 2 {
                    both_hold_one.wait();
                }
                sql_query(add(second)).execute(work.db())?;
                Ok(())
            })
        };
        std::thread::scope(|scope| {
            let one = scope.spawn(|| adds(1, 2));
            adds(2, 1).unwrap();
            one.join().unwrap().unwrap();
        });
        assert_eq!(runs.load(Ordering::SeqCst), 3, "one of them ran twice");
        assert_eq!(house.number("select sum(n)::bigint from scratch_pair"), 4);
    });
}

story!(a_write_that_is_refused_halfway_leaves_nothing, |house| {
    house.sql("create table scratch_mark (n bigint not null)");
    let outcome = keeps(house, |work| {
        sql_query("insert into scratch_mark values (1)").execute(work.db())?;
        Err(Refused::Hidden)
    });
    assert!(matches!(outcome, Err(Refused::Hidden)), "{outcome:?}");
    assert_eq!(house.number("select count(*) from scratch_mark"), 0);
});
