//! Invents weeks small enough to try every rota, with every rule of the format in them.

use rota_solver::instance::Instance;
use rota_solver::search::Random;
use serde_json::{Value, json};

/// A tiny week; different seeds have different rules.
pub(crate) fn week(seed: u64) -> Instance {
    let mut random = Random::new(seed);
    let sessions = 2 + random.below(2);
    let staff = 2 + random.below(2);
    let sessions: Vec<Value> = (0..sessions)
        .map(|index| session(index, staff, &mut random))
        .collect();
    let cases: Vec<Value> = (0..2)
        .map(|case| members(case, &sessions, &mut random))
        .collect();
    let mut week = json!({
        "format": "rota-bench/1", "name": format!("tiny-{seed}"), "slot_min": 30, "start_step": 1 + random.below(2),
        "days": ["Mon", "Tue", "Wed"],
        "venues": [venue(0, &mut random), venue(1, &mut random)],
        "travel_min": [[0, 40], [30, 0]],
        "transport": {"leg_min": 30, "capacity_by_area": [1 + random.below(2)]},
        "supervisors": (0..staff).map(|who| supervisor(who, &mut random)).collect::<Vec<_>>(),
        "sessions": sessions, "cases": cases,
        "weights": {
            "unassigned": [0, 200, 400, 900], "not_preferred_supervisor": 60, "start_shift_per_slot": 4,
            "other_day": 40, "second_venue": 30, "travel_from_base_per_min": 1, "overtime_per_15min": 15,
            "moved_session": 90, "changed_supervisor": 35, "staff_used": if random.permille(300) { 150 } else { 0 },
            "late_per_slot": 7, "worst_late_per_slot": if random.permille(300) { 25 } else { 0 },
            "unfair_per_15min": if random.permille(300) { 5 } else { 0 }
        }
    });
    if random.permille(400) {
        week["rest"] = json!({"between_days_min": 900 + 60 * random.below(5), "most_days": 1 + random.below(3)});
    }
    if random.permille(400) {
        week["breaks"] = json!({"after_min": 150 + 30 * random.below(4), "length_min": 30});
    }
    if random.permille(300) {
        let hours = json!([[540, 840], [480, 720], null]);
        week["resources"] = json!([{"id": "interpreter", "count": 1, "before_min": 30 * random.below(2), "days": hours}]);
        for index in 0..sessions.len() {
            if random.permille(600) {
                week["sessions"][index]["resources"] = json!([0]);
            }
        }
    }
    // Two published sessions could be in each other's way; where both stay, no rota is one.
    let told = sessions
        .iter()
        .filter(|session| !session["published"].is_null());
    week["fill_gaps"] = json!(told.count() < 2 && random.permille(200));
    if random.permille(400) {
        week["apart"] = json!([{"persons": [0, 1], "buffer_min": 30 * random.below(3)}]);
    }
    if random.permille(250) {
        let from = 30 * random.below(4);
        let to = from + 30 * random.below(4);
        week["follows"] = json!([{"first": 0, "then": 1, "from_min": from, "to_min": to}]);
    }
    charge_more(&mut week, sessions.len(), &mut random);
    bind(&mut week, &mut random);
    let text = week.to_string();
    rota_solver::instance::read(text.as_bytes()).unwrap()
}

/// What else may cost: weekly minimums, time to write up, and tiers.
fn charge_more(week: &mut Value, sessions: usize, random: &mut Random) {
    if random.permille(350) {
        week["weights"]["below_minimum"] = json!([100, 450][random.below(2)]);
        for case in 0..2 {
            let most =
                usize::try_from(week["cases"][case]["max_per_week"].as_u64().unwrap()).unwrap();
            week["cases"][case]["min_per_week"] = json!(random.below(most + 1));
        }
        if random.permille(200) {
            week["sessions"][0]["cancelled"] = json!(true);
        }
    }
    if random.permille(300) {
        week["weights"]["unwritten_per_15min"] = json!([10, 45][random.below(2)]);
        for index in 0..sessions {
            week["sessions"][index]["write_up_min"] = json!(30 * random.below(4));
        }
        if random.permille(300) {
            week["supervisors"][0]["away"] = json!([[0, 660, 750]]);
        }
    }
    if random.permille(300) {
        let way = |random: &mut Random| json!(5 + 15 * random.below(4));
        let (out, back) = (way(random), way(random));
        week["rounds"] = json!({"from": random.below(2), "cost": [[0, out], [back, 0]]});
    }
    if random.permille(250) {
        let tiers = [
            json!([["unassigned"]]),
            json!([["minimum"], ["unassigned"], ["deviation", "continuity"]]),
            json!([
                ["deviation"],
                ["slot", "travel", "rounds", "worst_late"],
                ["write_up", "overtime", "fairness", "staff"]
            ]),
        ];
        week["weights"]["tiers"] = tiers[random.below(3)].clone();
    }
}

/// What has begun, who must stay, and rooms that are closed for a while.
fn bind(week: &mut Value, random: &mut Random) {
    if random.permille(250) {
        let day = random.below(3);
        week["venues"][random.below(2)]["rooms"][0]["closed"] = json!([[day, 600, 660]]);
    }
    let sessions = week["sessions"].as_array_mut().unwrap().iter_mut();
    let mut told: Vec<&mut Value> = sessions
        .filter(|session| !session["published"].is_null())
        .collect();
    // Two that stay could be in each other's way, and then no rota is one.
    if told.len() < 2 {
        if let [only] = &mut told[..]
            && random.permille(400)
        {
            only["pinned"] = json!(true);
        }
        if random.permille(300) {
            week["now"] = json!([0, 540 + 30 * random.below(6)]);
        }
    }
}

fn venue(index: usize, random: &mut Random) -> Value {
    let kinds = if random.permille(500) {
        vec!["large"]
    } else {
        vec!["standard", "large"]
    };
    let rooms: Vec<Value> = kinds
        .iter()
        .enumerate()
        .map(|(room, kind)| json!({"id": format!("V{index}-{room}"), "kind": kind}))
        .collect();
    json!({"id": format!("V{index}"), "area": 0, "rooms": rooms,
        "open": [[540, 840], if random.permille(800) { json!([510, 810]) } else { Value::Null }, [540, 840]]})
}

fn supervisor(who: usize, random: &mut Random) -> Value {
    let mut day = || match random.below(5) {
        0 => Value::Null,
        1 => json!([540, 720]),
        _ => json!([510, 900]),
    };
    let days = [day(), day(), day()];
    json!({
        "id": format!("E{who}"), "gender": if random.permille(500) { "F" } else { "M" }, "base": random.below(2),
        "reach": if random.permille(800) { json!([0, 1]) } else { json!([0]) },
        "languages": if random.permille(700) { json!(["en", "pl"]) } else { json!(["en"]) },
        "skills": if random.permille(700) { json!(["infant"]) } else { json!([]) },
        "contract_min": 60 * random.below(5), "overtime_max_min": 60 + 60 * random.below(4),
        "day_max_min": 120 + 60 * random.below(4), "max_sessions_day": 1 + random.below(3), "days": days,
        "fair_min": if random.permille(500) { json!(60 * random.below(4)) } else { Value::Null }
    })
}

fn session(index: usize, staff: usize, random: &mut Random) -> Value {
    let fixed = random.permille(300);
    let duration = [60, 90][random.below(2)];
    let mut windows = Vec::new();
    for day in 0..3 {
        if day == index % 3 || random.permille(400) {
            let from = 540 + 30 * random.below(4);
            windows.push(json!([
                day,
                from,
                if fixed {
                    from + duration
                } else {
                    from + duration + 60
                }
            ]));
        }
    }
    let published = json!({"day": random.below(3), "start": 540 + 30 * random.below(5), "venue": 0, "room": 0,
        "supervisors": [random.below(staff)]});
    let mut session = json!({
        "id": format!("S{index}"), "case": format!("C{}", index % 2), "duration_min": duration,
        "before_min": 30 * random.below(2), "after_min": 30 * random.below(2), "persons": [index % 2],
        "fixed": fixed, "windows": windows, "preferred_start": null, "venues": [random.below(2)],
        "room": "standard", "supervisors": 1, "skills": [], "language": null, "gender": null,
        "preferred_supervisors": [], "forbidden_supervisors": [],
        "transport": random.permille(500), "priority": 1 + random.below(3)
    });
    // Each of these comes so many times in 1000.
    let wishes = [
        (700, "persons", json!([index % 2, 5])),
        (500, "venues", json!([0, 1])),
        (200, "room", json!("large")),
        (250, "supervisors", json!(2)),
        (200, "skills", json!(["infant"])),
        (200, "language", json!("pl")),
        (150, "gender", json!("F")),
        (500, "preferred_supervisors", json!([random.below(staff)])),
        (200, "forbidden_supervisors", json!([random.below(staff)])),
        (300, "published", published),
        (300, "latest_start", json!(600)),
        (600, "preferred_start", json!([random.below(3), 600])),
    ];
    for (share, field, value) in wishes {
        if random.permille(share) {
            session[field] = value;
        }
    }
    if random.permille(300) {
        let seats = [json!(["infant"]), json!([])];
        let count = if session["supervisors"] == 2 { 2 } else { 1 };
        session["seats"] = json!(seats[..count]);
    }
    session
}

fn members(case: usize, sessions: &[Value], random: &mut Random) -> Value {
    let name = format!("C{case}");
    let ids = sessions
        .iter()
        .filter(|session| session["case"] == name.as_str());
    let ids: Vec<&Value> = ids.map(|session| &session["id"]).collect();
    let most = if random.permille(150) { 1 } else { ids.len() };
    json!({"id": name, "sessions": ids, "min_per_week": 0, "max_per_week": most, "min_gap_days": random.below(3)})
}
