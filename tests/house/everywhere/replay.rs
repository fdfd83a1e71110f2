//! Every operation that changes something, sent again with its key: one effect, the same bytes.

use std::collections::BTreeMap;

use kernel::refusal::Kind;

use super::explorer::{Explorer, Request};
use crate::support::{Answer, TestHouse, sized};

/// How many of each request are sent at once.
const AT_ONCE: usize = 4;

/// What stands in every table that a command writes: rows, and the sum of their versions.
pub type Standing = BTreeMap<String, (i64, i64)>;

/// What stands in them now.
pub fn standing(house: &TestHouse) -> Standing {
    let versioned = house.tables_with("version");
    let kept = |table: &&String| {
        let table = table.as_str();
        !table.starts_with("audit_") && !["kept_answer", "job_lease"].contains(&table)
    };
    let tables = house.tables();
    let selects = tables.iter().filter(kept).map(|table| {
        let versions = if versioned.contains(table) {
            "coalesce(sum(version), 0)"
        } else {
            "0"
        };
        format!("select '{table}|' || count(*) || '|' || {versions} from {table}")
    });
    let lines = house.texts(&selects.collect::<Vec<_>>().join(" union all "));
    let line = |line: String| {
        let parts: Vec<&str> = line.split('|').collect();
        (
            parts[0].to_owned(),
            (parts[1].parse().unwrap(), parts[2].parse().unwrap()),
        )
    };
    lines.into_iter().map(line).collect()
}

/// A payload that is another one, where the operation takes any.
fn another(request: &Request) -> Option<Request> {
    let mut other = request.clone();
    let fields = other.body.as_mut()?.as_object_mut()?;
    let name = fields.keys().next()?.clone();
    let value = fields.remove(&name)?;
    // The same fields, and one of them in other words.
    fields.insert(
        name,
        match value {
            serde_json::Value::String(text) => format!("{text} ").into(),
            serde_json::Value::Bool(on) => (!on).into(),
            other => other,
        },
    );
    (other.body != request.body).then_some(other)
}

/// Whether an answer was given before: the same but for the reference of the request.
fn is_the_same(one: &Answer, other: &Answer) -> bool {
    one.but_for_its_reference() == other.but_for_its_reference()
}

/// What was wrong with sending again.
fn sent_again(explorer: &Explorer<'_>, request: &Request, key: &str) -> Option<Vec<String>> {
    let first = explorer.send(request, key);
    if !(200..300).contains(&first.status) {
        return None;
    }
    let (says, mut wrong) = (request.says(), Vec::new());
    let before = standing(explorer.house);
    for _ in 0..sized("KITH_GATE_REPLAYED", 3) {
        let again = explorer.send(request, key);
        if !is_the_same(&again, &first) {
            wrong.push(format!("{says}: {} then {}", first.status, again.status));
        }
    }
    if standing(explorer.house) != before {
        wrong.push(format!("{says}: sent again, it was done again"));
    }
    if let Some(other) = another(request) {
        let answer = explorer.send(&other, key);
        // A payload that does not fit is refused before its key is looked at.
        let refusals = [Kind::KeyReused, Kind::Invalid];
        if answer.status != 422 || !refusals.contains(&answer.problem()) {
            wrong.push(format!(
                "{says}: another payload with the key: {}",
                answer.status
            ));
        }
    }
    Some(wrong)
}

story!(every_change_sent_again_and_again_is_made_once, |house| {
    let mut explorer = Explorer::new(house);
    let (mut wrong, mut done) = (Vec::new(), Vec::new());
    let reached = explorer.explores(|explorer, request, key| {
        let found = sent_again(explorer, request, key);
        if let Some(found) = &found {
            wrong.extend(found.clone());
            done.push((request.clone(), key.to_owned(), explorer.send(request, key)));
        }
        found.is_some()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The program is started anew: what was answered before is answered still.
    let anew = house.another_server();
    let before = standing(house);
    for (request, key, first) in &done {
        let again = explorer.send_to(Some(&anew.base), request, key);
        let says = request.says();
        assert_eq!(
            again.but_for_its_reference(),
            first.but_for_its_reference(),
            "{says}, after a new start"
        );
    }
    assert_eq!(standing(house), before);
    println!("{reached} operations, each sent again and again, then after a new start");
});

story!(of_four_of_each_change_sent_at_once_one_is_made, |house| {
    let mut explorer = Explorer::new(house);
    for clerk in &explorer.clerks {
        clerk.tokens();
    }
    let (mut wrong, mut lost) = (Vec::new(), 0);
    let reached = explorer.explores(|explorer, request, key| {
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..AT_ONCE)
                .map(|_| scope.spawn(|| explorer.send(request, key)))
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let done = answers.iter().find(|one| (200..300).contains(&one.status));
        let Some(done) = done else { return false };
        for answer in &answers {
            lost += usize::from(answer.status == 409);
            if answer.status != 409 && !is_the_same(answer, done) {
                wrong.push(format!(
                    "{}: {} and {}",
                    request.says(),
                    done.status,
                    answer.status
                ));
            }
        }
        // Once more: had two been made, one of them would answer now with what it made.
        let before = standing(explorer.house);
        if !is_the_same(&explorer.send(request, key), done) || standing(explorer.house) != before {
            wrong.push(format!("{}: not the same afterwards", request.says()));
        }
        true
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{reached} operations, each sent {AT_ONCE} times at once; {lost} were told 409");
});

#[cfg(feature = "faults")]
story!(alone a_house_that_forgets_its_answers_is_found, |house| {
    use kith::storage::faults::ANSWERS_ARE_FORGOTTEN;
    let mut explorer = Explorer::new(house);
    ANSWERS_ARE_FORGOTTEN.set(true);
    let mut wrong = Vec::new();
    let request = |explorer: &Explorer<'_>, request: &Request, key: &str| {
        let found = sent_again(explorer, request, key);
        wrong.extend(found.clone().unwrap_or_default());
        found.is_some()
    };
    explorer.explores(request);
    ANSWERS_ARE_FORGOTTEN.set(false);
    println!("{} findings", wrong.len());
    assert!(wrong.len() > 10, "a test that cannot fail proves nothing: {wrong:?}");
});
