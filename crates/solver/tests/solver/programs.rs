//! The three commands, run as people run them: what they print, how they end, and what they write.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SOLVE: &str = env!("CARGO_BIN_EXE_rota-solve");
const CHECK: &str = env!("CARGO_BIN_EXE_rota-check");
const GENERATE: &str = env!("CARGO_BIN_EXE_rota-gen");

/// A folder of its own for each story, gone with it.
struct Desk(PathBuf);

impl Desk {
    fn new(story: &str) -> Self {
        let name = format!("rota-{story}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn run(&self, program: &str, words: &str) -> Output {
        let mut command = Command::new(program);
        command.current_dir(&self.0).args(words.split_whitespace());
        command.output().unwrap()
    }

    fn ends(&self, program: &str, words: &str, code: i32) -> String {
        let output = self.run(program, words);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            output.status.code(),
            Some(code),
            "{program} {words}: {told}"
        );
        told + &String::from_utf8(output.stdout).unwrap()
    }

    fn read(&self, file: &str) -> Value {
        serde_json::from_slice(&std::fs::read(self.0.join(file)).unwrap()).unwrap()
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(file), text).unwrap();
    }

    fn judge(&self, words: &str, code: i32) -> Value {
        let output = self.run(CHECK, words);
        assert_eq!(output.status.code(), Some(code), "rota-check {words}");
        let line = String::from_utf8(output.stdout).unwrap();
        assert_eq!(line.matches('\n').count(), 1, "one line of JSON");
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_week_is_invented_planned_proved_judged_and_mended() {
    let desk = Desk::new("thread");
    desk.ends(GENERATE, "--size s --seed 1 -o week.json", 0);
    let plan = "week.json -o rota.json --iterations 3000 --prices 50 --staffing 5 --threads 2";
    desk.ends(SOLVE, plan, 0);
    let verdict = desk.judge("week.json rota.json", 0);
    assert_eq!(verdict["valid"], true);
    assert_eq!(verdict["certificate_ok"], true);
    assert_eq!(verdict["staffing_ok"], true);
    assert!(verdict["bound"].as_i64() <= verdict["cost"].as_i64());
    for part in [
        "cost",
        "parts",
        "unassigned",
        "bound",
        "gap",
        "certificate_ok",
        "violations",
    ] {
        assert!(!verdict[part].is_null(), "{part}");
    }

    let away = json!({"supervisor-away": {"supervisor": 6, "from": [1, 510], "to": [1, 1440]}});
    let event = json!({"format": "rota-event/1", "now": [1, 510], "event": away});
    desk.write("event.json", event.to_string());
    let mend =
        "week.json --published rota.json --repair event.json -o mended.json --iterations 500";
    desk.ends(SOLVE, mend, 0);
    let judged = "week.json --published rota.json --repair event.json mended.json";
    assert_eq!(desk.judge(judged, 0)["valid"], true);

    // As a plan of the same week it says of changes what is not so.
    let mut rota = desk.read("rota.json");
    rota["cost"] = json!(1);
    desk.write("wrong.json", rota.to_string());
    let verdict = desk.judge("week.json wrong.json", 1);
    assert_eq!(verdict["valid"], false);
    assert_eq!(verdict["violations"][0]["rule"], "cost");
}

#[test]
fn what_happens_next_happens_to_the_mended_week() {
    let desk = Desk::new("next");
    desk.ends(GENERATE, "--size S --seed 1 -o week.json", 0);
    desk.ends(SOLVE, "week.json -o rota.json --iterations 3000", 0);
    let mut another = desk.read("week.json")["sessions"][3].clone();
    another["id"] = json!("another");
    another["case"] = json!("another-case");
    another["persons"] = json!([]);
    let case = json!({"id": "another-case", "sessions": ["another"], "min_per_week": 0, "max_per_week": 1,
        "min_gap_days": 0});
    let added = json!({"session-added": {"session": another, "case": case}});
    let event = json!({"format": "rota-event/1", "now": [0, 510], "event": added});
    desk.write("first.json", event.to_string());
    let first = "week.json --published rota.json --repair first.json -o one.json --after next.json --iterations 300";
    desk.ends(SOLVE, first, 0);

    let away = json!({"supervisor-away": {"supervisor": 6, "from": [1, 510], "to": [1, 1440]}});
    let event = json!({"format": "rota-event/1", "now": [1, 510], "event": away});
    desk.write("second.json", event.to_string());
    desk.ends(
        SOLVE,
        "next.json --repair second.json -o two.json --iterations 300",
        0,
    );
    let judged = desk.judge("next.json --repair second.json two.json", 0);
    assert_eq!(judged["valid"], true);
    let sessions = desk.read("week.json")["sessions"].as_array().unwrap().len();
    let places = desk.read("two.json")["places"].as_array().unwrap().len();
    assert_eq!(places, sessions + 1, "what was added is still there");
}

#[test]
fn the_same_budget_writes_the_same_file() {
    let desk = Desk::new("same");
    desk.ends(GENERATE, "--size S --staff 0.5 --seed 4 -o week.json", 0);
    for file in ["one.json", "other.json"] {
        let words =
            format!("week.json -o {file} --iterations 1000 --prices 30 --threads 2 --seed 9");
        desk.ends(SOLVE, &words, 0);
    }
    assert_eq!(desk.read("one.json"), desk.read("other.json"));
}

#[test]
fn what_cannot_be_read_or_does_not_fit_ends_with_two_and_says_where() {
    let desk = Desk::new("faults");
    desk.ends(GENERATE, "--size S -o week.json", 0);
    desk.ends(SOLVE, "week.json -o rota.json --iterations 50", 0);
    let mut week = desk.read("week.json");
    week["slot_min"] = json!(7);
    desk.write("bad.json", week.to_string());
    desk.write("text.json", "once upon a time");
    let table = [
        (SOLVE, "nothing.json -o x.json", "rota-solve: "),
        (
            SOLVE,
            "bad.json -o x.json",
            "/slot_min does not divide a day",
        ),
        (SOLVE, "text.json -o x.json", "rota-solve: "),
        (
            SOLVE,
            "week.json -o no/such/folder.json --iterations 1",
            "rota-solve: ",
        ),
        (
            SOLVE,
            "week.json -o x.json --published bad.json",
            "rota-solve: ",
        ),
        (SOLVE, "week.json -o x.json --seconds=-1", "rota-solve: "),
        (
            SOLVE,
            "week.json -o x.json --threads 0",
            "0 is not in 1..=256",
        ),
        (SOLVE, "week.json -o x.json --format sudoku", "sudoku"),
        (
            SOLVE,
            "week.json -o x.json --seconds 1 --iterations 1",
            "cannot be used with",
        ),
        (SOLVE, "week.json", "--output"),
        (CHECK, "week.json nothing.json", "rota-check: "),
        (
            CHECK,
            "bad.json rota.json",
            "/slot_min does not divide a day",
        ),
        (CHECK, "week.json text.json", "rota-check: "),
        (GENERATE, "--size XXL -o x.json", "XXL"),
        (
            GENERATE,
            "--size S --staff 11 -o x.json",
            "is not between 0.001 and 10",
        ),
        (GENERATE, "--size S -o no/such/folder.json", "rota-gen: "),
    ];
    for (program, words, expected) in table {
        let told = desk.ends(program, words, 2);
        assert!(told.contains(expected), "{words}: {told}");
        assert!(!Path::new(&desk.0).join("x.json").exists(), "{words}");
    }
}

#[test]
fn a_rota_of_another_week_is_not_taken_for_the_published_one() {
    let desk = Desk::new("another");
    desk.ends(GENERATE, "--size S -o week.json", 0);
    desk.ends(SOLVE, "week.json -o rota.json --iterations 50", 0);
    let mut rota = desk.read("rota.json");
    rota["places"].as_array_mut().unwrap().pop();
    desk.write("short.json", rota.to_string());
    rota["instance"] = json!("another week");
    desk.write("other.json", rota.to_string());
    for (program, words, expected) in [
        (
            SOLVE,
            "week.json -o x.json --published short.json",
            "/places does not have",
        ),
        (
            SOLVE,
            "week.json -o x.json --published other.json",
            "/instance is not",
        ),
        (
            CHECK,
            "week.json rota.json --published other.json",
            "/instance is not",
        ),
        (SOLVE, "week.json -o x.json --after y.json", "--repair"),
    ] {
        let told = desk.ends(program, words, 2);
        assert!(told.contains(expected), "{words}: {told}");
        assert!(!Path::new(&desk.0).join("x.json").exists(), "{words}");
    }
}

#[test]
fn sessions_that_must_stay_and_cannot_together_are_refused_before_anything_is_planned() {
    let desk = Desk::new("clash");
    desk.ends(GENERATE, "--size S -o week.json", 0);
    desk.ends(SOLVE, "week.json -o rota.json --iterations 300", 0);
    let (mut week, rota) = (desk.read("week.json"), desk.read("rota.json"));
    let places = rota["places"].as_array().unwrap();
    let held = places.iter().position(|place| !place.is_null()).unwrap();
    let mut twin = week["sessions"][held].clone();
    let case = json!({"id": "twins", "sessions": ["twin"], "min_per_week": 0, "max_per_week": 1, "min_gap_days": 0});
    for (field, value) in [("id", "twin"), ("case", "twins")] {
        twin[field] = json!(value);
    }
    for session in [&mut twin, &mut week["sessions"][held]] {
        session["published"] = places[held].clone();
        session["pinned"] = json!(true);
    }
    week["sessions"].as_array_mut().unwrap().push(twin);
    week["cases"].as_array_mut().unwrap().push(case);
    desk.write("clash.json", week.to_string());
    let told = desk.ends(SOLVE, "clash.json -o x.json --iterations 10", 2);
    assert!(
        told.contains("must stay, but breaks a rule with others that stay"),
        "{told}"
    );
}

#[test]
fn each_command_says_how_it_is_used() {
    let desk = Desk::new("help");
    for (program, words) in [
        (
            SOLVE,
            [
                "--repair",
                "--published",
                "--iterations",
                "--threads",
                "--format",
                "--prices",
            ],
        ),
        (
            CHECK,
            [
                "--repair",
                "--published",
                "--format",
                "INSTANCE",
                "ROTA",
                "0 when",
            ],
        ),
        (
            GENERATE,
            [
                "--size",
                "--staff",
                "--seed",
                "--output",
                "0.5",
                "[default: 1]",
            ],
        ),
    ] {
        let help = desk.ends(program, "--help", 0);
        for word in words {
            assert!(help.contains(word), "{program}: {word}");
        }
    }
}
