//! Background work: a table of jobs. Of several workers one does a job at a time, by lease; what
//! fails is logged and tried again the next time.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use kernel::refusal::Refused;
use law::access::{Actor, act};

use super::{VerbFault, audit::parse_checkpoints, system};
use crate::{
    access,
    app::App,
    config::Config,
    referrals, sessions,
    storage::{
        checkpoints_after, forget_old_answers, hand_back_lease, hold_lease, random_hex,
        write_checkpoint,
    },
};

/// One job.
struct Job {
    /// Its name, also of its lease.
    name: &'static str,
    /// How often.
    every: Duration,
    /// What is done.
    run: fn(&Config, &App) -> Result<(), VerbFault>,
}

const JOBS: &[Job] = &[
    Job {
        name: "send notices",
        every: Duration::from_secs(2),
        run: send_notices,
    },
    Job {
        name: "audit checkpoint",
        // What was written since the last one is held by its chain alone: its end could be cut.
        every: Duration::from_mins(1),
        run: hand_out_checkpoint,
    },
    Job {
        name: "forget answers",
        every: Duration::from_hours(1),
        run: forget_answers,
    },
    Job {
        name: "keep seats",
        every: Duration::from_hours(1),
        run: keep_seats,
    },
    Job {
        name: "end what passed",
        every: Duration::from_mins(15),
        run: end_what_passed,
    },
    Job {
        name: "forget attempts",
        every: Duration::from_hours(1),
        run: forget_attempts,
    },
    Job {
        name: "old drafts of referrals",
        every: Duration::from_hours(6),
        run: keep_drafts,
    },
];

/// Does the jobs until the application is closing, each in a thread of its own: a mail server that
/// makes the sender wait keeps no checkpoint from being handed out.
pub(super) fn work_until_closing(config: &Config, app: &App) {
    let Ok(holder) = random_hex::<16>() else {
        tracing::error!("no randomness to name this worker");
        return;
    };
    thread::scope(|scope| {
        for job in JOBS {
            let holder = &holder;
            scope.spawn(move || {
                let mut due = Instant::now();
                while !app.is_closing() {
                    if due <= Instant::now() {
                        due = Instant::now() + job.every;
                        once(job, holder, config, app);
                    }
                    thread::sleep(Duration::from_millis(200));
                }
                hand_back(job, holder, app);
            });
        }
    });
}

/// The next process has its turn at once. If the database is away, the lease runs out by itself.
fn hand_back(job: &Job, holder: &str, app: &App) {
    #[cfg(feature = "faults")]
    if crate::storage::faults::LEASES_ARE_KEPT.is_on() {
        return;
    }
    if hand_back_lease(&app.store, job.name, holder).is_err() {
        tracing::warn!(job = job.name, "a lease was not handed back: it runs out");
    }
}

fn once(job: &Job, holder: &str, config: &Config, app: &App) {
    // Longer than the pause between two turns, so that the same worker keeps what it has.
    let lease = hold_lease(
        &app.store,
        job.name,
        holder,
        job.every + Duration::from_mins(1),
    );
    let done = match lease {
        Ok(false) => Ok(()),
        Ok(true) => (job.run)(config, app),
        Err(refused) => Err(refused.into()),
    };
    match done {
        Ok(()) => {}
        Err(VerbFault::Refused(Refused::Busy)) => put_off(job),
        Err(cause) => failed(job, &cause),
    }
}

/// The database was taken or away: the job's next turn does what this one could not.
fn put_off(job: &Job) {
    tracing::warn!(
        job = job.name,
        "the database is busy: left to the next turn"
    );
}

fn failed(job: &Job, cause: &VerbFault) {
    tracing::error!(job = job.name, %cause, "a job failed");
}

/// Makes a checkpoint, and appends to the file outside the database whatever it does not hold yet:
/// also what a crash kept from it the last time.
fn hand_out_checkpoint(config: &Config, app: &App) -> Result<(), VerbFault> {
    write_checkpoint(&app.store, &app.checkpoint_key)?;
    let path = &config.checkpoint_file;
    let last = if path.exists() {
        last_handed_out(path).map_err(system(&format!("reading {}", path.display())))?
    } else {
        String::new()
    };
    let last = parse_checkpoints(&last)?
        .last()
        .map_or(0, |checkpoint| checkpoint.seq);
    let missing = checkpoints_after(&app.store, last)?;
    if missing.is_empty() {
        return Ok(());
    }
    let mut lines = String::new();
    for checkpoint in &missing {
        let line = serde_json::to_string(checkpoint)
            .map_err(|cause| Refused::fault("writing a checkpoint", cause))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    let doing = format!("appending to {}", path.display());
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)
        .map_err(system(&doing))?;
    file.write_all(lines.as_bytes()).map_err(system(&doing))?;
    file.sync_all().map_err(system(&doing))
}

/// The last line of the file: it grows by one a minute, for years.
fn last_handed_out(path: &Path) -> io::Result<String> {
    // Longer than a checkpoint is.
    const END: u64 = 4 << 10;
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
    let mut end = String::new();
    file.read_to_string(&mut end)?;
    Ok(end.lines().next_back().unwrap_or_default().to_owned())
}

fn send_notices(_: &Config, app: &App) -> Result<(), VerbFault> {
    app.deliver_notices()?;
    Ok(())
}

fn forget_answers(_: &Config, app: &App) -> Result<(), VerbFault> {
    app.store
        .write::<act::KeepHouse, _>(&Actor::System, forget_old_answers)?
        .into_value();
    Ok(())
}

fn keep_drafts(_: &Config, app: &App) -> Result<(), VerbFault> {
    for keep in [
        referrals::commands::warn_of_old_drafts,
        referrals::commands::delete_old_drafts,
    ] {
        app.store
            .write::<act::KeepHouse, _>(&Actor::System, keep)?
            .into_value();
    }
    Ok(())
}

/// Time alone brings sessions near and leaves them behind: so does whom a supervisor knows.
fn keep_seats(_: &Config, app: &App) -> Result<(), VerbFault> {
    app.store
        .write::<act::KeepHouse, _>(&Actor::System, sessions::commands::keep_all_seats)?
        .into_value();
    Ok(())
}

/// A session that was put aside ends with its time: it was not held because contact was refused.
fn end_what_passed(_: &Config, app: &App) -> Result<(), VerbFault> {
    app.end_what_passed()?;
    Ok(())
}

fn forget_attempts(_: &Config, app: &App) -> Result<(), VerbFault> {
    let forgotten = app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, access::commands::forget_old_attempts)?;
    forgotten.into_value();
    Ok(())
}
