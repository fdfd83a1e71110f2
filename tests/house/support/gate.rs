//! The gate before a release (`make gate`) tells the same stories at their full size, and holds them to
//! the clock.

use std::{fmt::Debug, str::FromStr, time::Duration};

#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment how large it is"
)]
fn told(variable: &str) -> Option<String> {
    std::env::var(variable).ok()
}

/// How large a story is: as here in CI, or what the variable says.
pub fn sized<N: FromStr<Err: Debug>>(variable: &str, in_ci: N) -> N {
    let read = |number: String| match number.parse() {
        Ok(number) => number,
        Err(cause) => panic!("{variable}={number}: {cause:?}"),
    };
    told(variable).map_or(in_ci, read)
}

/// Holds a time to its bar in the gate, where `KITH_GATE_TIMED` is set. Anywhere else it is only
/// printed: a machine that does other things besides tells nothing by its clock.
pub fn in_the_gate(what: &str, took: Duration, bar: Duration) {
    println!("{what}: {took:?}, at most {bar:?}");
    assert!(
        took <= bar || told("KITH_GATE_TIMED").is_none(),
        "{what}: {took:?}, at most {bar:?}"
    );
}

/// The time within which so many of a hundred were done.
pub fn within(share: usize, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let nth = (times.len() * share).div_ceil(100).saturating_sub(1);
    times.get(nth).copied().unwrap_or_default()
}
