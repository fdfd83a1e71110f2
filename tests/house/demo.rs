//! The demo fills its own database once, and leaves anybody else's alone.
//!
//! Told here and not beside the code: what reaches the whole program would make the unit tests
//! compile all of it a second time.

use std::{collections::BTreeMap, path::Path};

use kernel::time::Instant;
use kith::{
    access::commands::add_team,
    app::{ATTESTED, App, Parts},
    config::Config,
    demo::{Size, Wanted, is_a_demo, opens_at, prepare},
    keys::Keys,
    storage::{migrate, put_note, verify},
};
use law::access::{Actor, act};

/// A folder of its own that goes with the test.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kith-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
    fn config(&self) -> Config {
        let at = |file: &str| Path::new(&self.0).join(file).display().to_string();
        let set = BTreeMap::from([
            ("KITH_DATABASE_URL", format!("sqlite:{}", at("demo.db"))),
            ("KITH_KEYS_FILE", at("keys.json")),
        ]);
        Config::from_settings(&set, &[]).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SMALL: Wanted = Wanted {
    size: None,
    now: None,
};

fn refused(config: &Config, wanted: &Wanted) -> String {
    prepare(config, wanted).map_or_else(|no| no.to_string(), |_| String::new())
}

#[test]
fn a_demo_is_filled_once_and_goes_on() {
    let folder = Folder::new("goes-on");
    let config = folder.config();
    let facts = |app: &App| {
        let verified = verify(
            &config.database,
            ATTESTED,
            &[],
            &app.checkpoint_key.public(),
        )
        .unwrap();
        assert_eq!(verified.findings, []);
        verified.facts
    };
    let app = prepare(&config, &SMALL).unwrap();
    let before = facts(&app);
    assert!(before > 150, "{before} facts");
    assert_eq!(app.store.clock().now(), opens_at().unwrap());
    drop(app);
    let again = prepare(&config, &SMALL).unwrap();
    assert_eq!(facts(&again), before, "nothing is filled twice");
    let larger = Wanted {
        size: Some(Size::County),
        ..SMALL
    };
    let said = refused(&config, &larger);
    assert!(said.contains("of size small"), "{said}");
    assert!(
        is_a_demo(&config).unwrap(),
        "and nobody serves it in earnest"
    );
}

#[test]
fn the_demo_can_open_in_another_year() {
    let folder = Folder::new("another-year");
    let now: Instant = "2031-06-03T07:20:00Z".parse().unwrap();
    let wanted = Wanted {
        now: Some(now),
        ..SMALL
    };
    let app = prepare(&folder.config(), &wanted).unwrap();
    assert_eq!(app.store.clock().now(), now);
}

#[test]
fn what_is_half_filled_is_not_served() {
    let folder = Folder::new("half-filled");
    let config = folder.config();
    migrate(&config.database).unwrap();
    let keys = Keys::parse(&Keys::generate().unwrap()).unwrap();
    let app = App::new(Parts::in_earnest(config.clone(), keys)).unwrap();
    let begun = app
        .store
        .write::<act::KeepHouse, _>(&Actor::System, |work| {
            put_note(work, "demo", "being filled")?;
            Ok(work.kept(()))
        });
    begun.unwrap().into_value();
    let said = refused(&config, &SMALL);
    assert!(
        said.contains("half filled") && said.contains("demo.db"),
        "{said}"
    );
}

#[test]
fn a_database_of_somebody_else_is_left_alone() {
    let folder = Folder::new("not-ours");
    let config = folder.config();
    migrate(&config.database).unwrap();
    let keys = Keys::parse(&Keys::generate().unwrap()).unwrap();
    let app = App::new(Parts::in_earnest(config.clone(), keys)).unwrap();
    let name = "A real team".parse().unwrap();
    let done = app
        .store
        .write::<act::KeepTeams, _>(&Actor::System, |work| add_team(work, &name))
        .unwrap();
    done.into_value();
    let said = refused(&config, &SMALL);
    assert!(said.contains("was not made by the demo"), "{said}");
    assert!(!is_a_demo(&config).unwrap());
    assert!(!config.keys_file.exists(), "nothing is written beside it");
}
