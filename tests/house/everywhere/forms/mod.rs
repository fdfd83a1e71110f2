//! The same of the forms of pages: what is sent twice is done once, a field there is not is refused,
//! and of another family's records nobody learns that they are there.

mod more_fields;
mod strangers;

use std::collections::{BTreeMap, BTreeSet};

use kith::http::RouteRow;
use serde_json::json;

use self::{more_fields::with_more_fields, strangers::strangers_learn_nothing};
use super::{
    addresses::looks,
    explorer::Explorer,
    injection::{Found, forms},
    replay::standing,
};
use crate::{
    http::rows,
    support::{Answer, ORIGIN, On, Person, tell, tell_alone},
};

/// How many of each form are sent at once.
const AT_ONCE: usize = 3;

/// The fields of a form, as they are sent.
type Fields = Vec<(String, String)>;

/// Routes of pages that take a form of somebody signed in. A scan is no form.
fn posts() -> Vec<RouteRow> {
    let mut all = rows();
    all.retain(|row| {
        row.method == "POST"
            && !row.path.starts_with("/api/")
            && !row.path.ends_with("/document")
            && !row.path.starts_with("/sign-")
            && !row.path.starts_with("/n/")
    });
    all
}

/// The route of an address.
fn route_of(action: &str) -> Option<String> {
    let action = action.split('?').next().unwrap_or_default();
    let fits = |path: &str| {
        path.split('/').count() == action.split('/').count()
            && path
                .split('/')
                .zip(action.split('/'))
                .all(|(part, given)| part == given || part.starts_with('{'))
    };
    // The one with the fewest parameters is meant.
    let fitting = posts().into_iter().filter(|row| fits(&row.path));
    let route = fitting.min_by_key(|row| row.path.matches('{').count());
    route.map(|row| row.path)
}

/// What somebody might type into a field of that name.
fn plausible(name: &str) -> &'static str {
    const TYPED: &[(&str, &str)] = &[
        ("day", "24"),
        ("month", "11"),
        ("year", "2026"),
        ("time", "10:00"),
        ("email", ""),
        ("phone", "01632 960123"),
        ("number", "01632 960123"),
        ("postcode", "ZZ99 1AA"),
        ("minutes", "60"),
        ("capacity", "6"),
    ];
    let found = TYPED.iter().find(|(end, _)| name.ends_with(end));
    found.map_or("So it is", |(_, typed)| typed)
}

fn filled_in(form: Found) -> Fields {
    let typed = form.texts.into_iter().map(|(name, value)| {
        let value = if value.is_empty() {
            plausible(&name).to_owned()
        } else {
            value
        };
        (name, value)
    });
    typed.chain(form.others).collect()
}

fn post(person: &Person<'_>, base: Option<&str>, action: &str, fields: &Fields) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let asking = person
        .browser()
        .asks("POST", action)
        .header("origin", ORIGIN)
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .form(&fields);
    match base {
        Some(base) => asking.at(base).answer(),
        None => asking.answer(),
    }
}

/// A form that was carried out.
struct Done {
    route: String,
    action: String,
    fields: Fields,
    by: usize,
    answer: (u16, Option<String>),
}

/// What an answer to a form that was carried out says: where to go on.
fn told(answer: &Answer) -> (u16, Option<String>) {
    let to = answer.header("location").map(str::to_owned);
    (answer.status, to)
}

/// What came of filling in the forms of every page.
#[derive(Default)]
struct Filled {
    done: Vec<Done>,
    /// The fields that the forms of each route show.
    shown: BTreeMap<String, BTreeSet<String>>,
    wrong: Vec<String>,
}

impl Filled {
    fn has(&self, route: &str) -> bool {
        self.done.iter().any(|done| done.route == route)
    }

    /// Sends a form several times at once, and once more: it is carried out once, or not at all.
    fn sends(&mut self, explorer: &Explorer<'_>, by: usize, form: Found) {
        let Some(route) = route_of(&form.action) else {
            return;
        };
        let names = form.texts.iter().chain(&form.others);
        let names = names.map(|(name, _)| name.clone());
        self.shown.entry(route.clone()).or_default().extend(names);
        if self.has(&route) {
            return;
        }
        let (action, clerk) = (form.action.clone(), &explorer.clerks[by]);
        let fields = filled_in(form);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..AT_ONCE)
                .map(|_| scope.spawn(|| post(clerk, None, &action, &fields)))
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let Some(done) = answers.iter().find(|one| one.status == 303).map(told) else {
            return;
        };
        for answer in &answers {
            if answer.status != 409 && told(answer) != done {
                self.wrong
                    .push(format!("{action}: {done:?} and {:?}", told(answer)));
            }
        }
        let before = standing(explorer.house);
        let again = told(&post(clerk, None, &action, &fields));
        if again != done || standing(explorer.house) != before {
            self.wrong
                .push(format!("{action}: {done:?}, sent again {again:?}"));
        }
        self.done.push(Done {
            route,
            action,
            fields,
            by,
            answer: done,
        });
    }
}

/// A day on which somebody is away, and one on which a venue is closed.
fn makes_more(explorer: &mut Explorer<'_>) {
    let span = json!({ "from_day": "2026-12-28", "to_day": "2026-12-28" });
    for (of, path, body) in [
        (
            "sup",
            "supervisors",
            json!({ "kind": "leave", "span": span }),
        ),
        (
            "ven",
            "venues",
            json!({ "span": span, "reason": "Painting" }),
        ),
    ] {
        let id = explorer.ids(of).last().unwrap();
        let end = if of == "sup" { "absences" } else { "closures" };
        let path = format!("/api/v1/{path}/{id}/{end}");
        crate::resources::adds(&explorer.clerks[0], &path, &body);
    }
    explorer.looks_around();
}

/// Fills in the forms of every page about the newest records, of each route until one was carried out.
fn fills_in_everything(explorer: &Explorer<'_>, newest: usize) -> Filled {
    let mut filled = Filled::default();
    for path in looks(explorer, newest)
        .iter()
        .filter(|path| !path.starts_with("/api/"))
    {
        // What the first may not do, the second may.
        for by in 0..2 {
            let page = explorer.clerks[by].opens(path).answer;
            let forms = forms(&page.body);
            let routes = forms.iter().filter_map(|form| route_of(&form.action));
            let routes: Vec<String> = routes.collect();
            for form in forms {
                filled.sends(explorer, by, form);
            }
            if routes.iter().all(|route| filled.has(route)) {
                break;
            }
        }
    }
    let left = posts().into_iter().map(|row| row.path);
    let left: Vec<String> = left.filter(|path| !filled.has(path)).collect();
    println!(
        "{} of {} forms carried out; not these: {left:?}",
        filled.done.len(),
        posts().len()
    );
    filled
}

/// Which database a house stands on makes no difference to what a form takes, and the commands behind
/// them are tried on both by the operations of the API.
#[test]
fn what_is_promised_of_operations_is_promised_of_forms() {
    tell(On::Sqlite, |house| {
        let mut explorer = Explorer::new(house);
        makes_more(&mut explorer);
        let filled = fills_in_everything(&explorer, 4);
        assert!(filled.wrong.is_empty(), "{}", filled.wrong.join("\n"));
        assert!(filled.done.len() > 30, "{} forms", filled.done.len());
        // The program is started anew: what was answered before is answered still.
        let (anew, before) = (house.another_server(), standing(house));
        for done in &filled.done {
            let clerk = &explorer.clerks[done.by];
            let again = post(clerk, Some(&anew.base), &done.action, &done.fields);
            let action = &done.action;
            assert_eq!(told(&again), done.answer, "{action}, after a new start");
        }
        assert_eq!(standing(house), before);
        explorer.looks_around();
        strangers_learn_nothing(&explorer, &filled);
        let (sent, taken) = with_more_fields(&explorer, &filled);
        assert!(sent > 400, "only {sent}");
        assert!(taken.is_empty(), "{}", taken.join("\n"));
    });
}

#[cfg(feature = "faults")]
#[test]
fn a_house_that_does_not_keep_it_of_forms_is_found() {
    use kith::storage::faults::{ANSWERS_ARE_FORGOTTEN, UNKNOWN_FIELDS_PASS};
    tell_alone(On::Sqlite, |house| {
        let mut explorer = Explorer::new(house);
        makes_more(&mut explorer);
        for switch in [&ANSWERS_ARE_FORGOTTEN, &UNKNOWN_FIELDS_PASS] {
            switch.set(true);
        }
        let filled = fills_in_everything(&explorer, 1);
        let (_, taken) = with_more_fields(&explorer, &filled);
        for switch in [&ANSWERS_ARE_FORGOTTEN, &UNKNOWN_FIELDS_PASS] {
            switch.set(false);
        }
        let (twice, taken) = (filled.wrong.len(), taken.len());
        assert!(twice > 5, "a test that cannot fail proves nothing: {twice}");
        assert!(
            taken > 20,
            "a test that cannot fail proves nothing: {taken}"
        );
    });
}
