//! S10: how long a refused sign-in takes says nothing of whether there is such an account. Told in the
//! gate alone (the stage `timed`): it takes minutes, and a machine that does nothing else.

use std::time::{Duration, Instant};

use kith::access::commands::password;

use super::sign_in::{asks_for_tokens, is_disabled};
use crate::support::{Chance, On, PASSWORD, TestHouse, sized, tell, tell_alone};

/// Tries of each sort before anybody has failed too often: then the clock goes on.
const TRIES: usize = 3;
/// What the medians of two sorts may differ by.
const APART: Duration = Duration::from_millis(2);
/// What Welch's t may come to, either way.
const T: f64 = 4.5;

/// How long each try took, in seconds: of a known account, an unknown name, a disabled account.
fn tries(house: &TestHouse, number: usize) -> [Vec<f64>; 3] {
    let [priya, danny] = ["Priya", "Danny"].map(|name| house.social_worker(name));
    // As costly as everybody's outside of stories.
    let hash = password::hash(PASSWORD).unwrap();
    house.sql(&format!("update user_account set password_hash = '{hash}'"));
    is_disabled(house, &danny);
    let emails = [
        priya.email.as_str(),
        "nobod.7@example.org",
        danny.email.as_str(),
    ];
    let (mut took, mut chance) = ([(); 3].map(|()| Vec::new()), Chance::new());
    for turn in 0..number {
        if turn % TRIES == 0 {
            house.real_clock.advance(Duration::from_mins(6));
        }
        let first = usize::try_from(chance.below(3)).unwrap();
        for sort in (0..3).map(|nth| (first + nth) % 3) {
            let began = Instant::now();
            let answer = asks_for_tokens(house, emails[sort], "three plain wordz");
            took[sort].push(began.elapsed().as_secs_f64());
            answer.expect(401);
        }
    }
    took
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Welch's t of two samples: how sure one may be that they are not of one kind.
fn welch(one: &[f64], other: &[f64]) -> f64 {
    let spread = |times: &[f64]| {
        let number = f64::from(u32::try_from(times.len()).unwrap());
        let mean = times.iter().sum::<f64>() / number;
        let squares = times.iter().map(|time| (time - mean).powi(2));
        (mean, squares.sum::<f64>() / (number - 1.0) / number)
    };
    let ((mean, spreads), (others, other_spreads)) = (spread(one), spread(other));
    (mean - others) / (spreads + other_spreads).sqrt()
}

/// What tells a sort of account from a known one.
fn betrayed(house: &TestHouse, number: usize) -> Vec<String> {
    let [known, unknown, disabled] = tries(house, number);
    let held = [
        ("an unknown name", unknown),
        ("a disabled account", disabled),
    ];
    let told = held.map(|(sort, times)| {
        let apart = (median(&known) - median(&times)).abs();
        let t = welch(&known, &times);
        let says = format!("{sort}: medians {:.3} ms apart, t = {t:.2}", apart * 1000.0);
        println!("{says}");
        (apart >= APART.as_secs_f64() || t.abs() >= T).then_some(says)
    });
    told.into_iter().flatten().collect()
}

fn nobody_is_betrayed(house: &TestHouse) {
    let told = betrayed(house, sized("KITH_GATE_SIGN_INS", 2_000));
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
#[ignore = "by the clock: the stage timed"]
fn a_refused_sign_in_takes_as_long_for_everybody_on_sqlite() {
    tell(On::Sqlite, nobody_is_betrayed);
}

#[test]
#[ignore = "by the clock: the stage timed"]
fn a_refused_sign_in_takes_as_long_for_everybody_on_postgres() {
    tell(On::Postgres, nobody_is_betrayed);
}

#[test]
#[ignore = "by the clock: the stage timed"]
fn a_house_that_is_quick_about_nobody_is_found() {
    use kith::storage::faults::NOBODY_IS_CHEAP;
    tell_alone(On::Sqlite, |house| {
        NOBODY_IS_CHEAP.set(true);
        let told = betrayed(house, 30);
        NOBODY_IS_CHEAP.set(false);
        let found = told.iter().any(|says| says.starts_with("an unknown name"));
        assert!(found, "a test that cannot fail proves nothing: {told:?}");
    });
}
