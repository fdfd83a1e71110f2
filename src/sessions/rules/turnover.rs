//! What lies between two sessions of one room or one supervisor: cleaning, and time before and after
//! that controls ask for. Pure.

use kernel::time::Slot;

use crate::sessions::{Busy, Occupation, Part};

/// That two sessions leave too little time between them, and how much it takes; nothing where they are
/// at the same time.
pub(super) fn too_close(
    what: &str,
    slot: Slot,
    (one, busy): (&Occupation, &Busy),
) -> Option<String> {
    if slot.minutes_apart(busy.slot) < 0 || !matches!(one.part, Part::Room | Part::Supervisor) {
        return None;
    }
    let (mine, theirs) = ((slot, one.span), (busy.slot, busy.span));
    let comes_first = slot.ends() <= busy.slot.starts();
    let (first, second) = if comes_first {
        (mine, theirs)
    } else {
        (theirs, mine)
    };
    let minutes = first.0.ends().minutes_until(first.1.until)
        + second.1.from.minutes_until(second.0.starts());
    let free = if comes_first {
        let until = busy.slot.starts().plus_minutes(-minutes);
        format!("until {}", until.london_time())
    } else {
        format!(
            "from {}",
            busy.slot.ends().plus_minutes(minutes).london_time()
        )
    };
    Some(format!(
        "{what} is already taken {}, and needs {minutes} minutes of turnover between two sessions: free {free}.",
        busy.slot.hours()
    ))
}
