//! Forms and queries with ids of another family: what is not yours is not there.

use law::access::Role;
use serde_json::json;

use super::{Explorer, Fields, Filled, post};
use crate::{
    everywhere::swap::{is_of_a_family, nobody},
    support::{Answer, Person},
};

/// Everything of a page that may tell two apart: without what each page has of its own, and without
/// what was sent.
fn page_of(answer: &Answer, id: &str) -> (u16, String) {
    let (status, _, body) = answer.but_for_its_reference();
    let words = body.split('"').map(|part| {
        let is_chance = part.len() >= 32
            && part
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || b"-_=".contains(&letter));
        if is_chance { "CHANCE" } else { part }
    });
    let body = words.collect::<Vec<_>>().join("\"");
    (status, body.replace(id, "ID"))
}

fn is_an_id(text: &str) -> bool {
    text.split_once('_')
        .is_some_and(|(prefix, rest)| is_of_a_family(prefix) && rest.len() == 26)
}

/// A coordinator who is excluded from everybody there is, and somebody of no family.
fn strangers<'h>(explorer: &Explorer<'h>) -> [Person<'h>; 2] {
    let house = explorer.house;
    let excluded = house.staff("Xenia", &[Role::Coordinator, Role::ServiceManager]);
    for person in explorer.ids("per") {
        crate::people::excludes(house, excluded.id, person);
    }
    [excluded, house.social_worker("Sam")]
}

/// What tells a form about another family from one about nobody.
pub(super) fn strangers_learn_nothing(explorer: &Explorer<'_>, filled: &Filled) {
    let (mut pairs, mut wrong) = (0, Vec::new());
    for stranger in &strangers(explorer) {
        let proof = stranger.csrf();
        let mut compare = |theirs: (&str, &Fields), nobodys: (&str, &Fields), id: &str| {
            let none = nobody(id);
            let one = page_of(&post(stranger, None, theirs.0, theirs.1), id);
            let other = page_of(&post(stranger, None, nobodys.0, nobodys.1), &none);
            pairs += 1;
            if one != other || one.0 < 400 {
                wrong.push(format!("{}: {} and {}", theirs.0, one.0, other.0));
            }
        };
        for done in &filled.done {
            let mut fields = done.fields.clone();
            fields.retain(|(name, _)| !["csrf_token", "idempotency_key"].contains(&name.as_str()));
            fields.push(("csrf_token".to_owned(), proof.clone()));
            let action = done.action.as_str();
            for id in action
                .split(['/', '?', '=', '&'])
                .filter(|part| is_an_id(part))
            {
                let other = action.replace(id, &nobody(id));
                compare((action, &fields), (&other, &fields), id);
            }
            for nth in 0..fields.len() {
                let id = fields[nth].1.clone();
                if is_an_id(&id) {
                    let mut other = fields.clone();
                    other[nth].1 = nobody(&id);
                    compare((action, &fields), (action, &other), &id);
                }
            }
        }
        learns_nothing_by_query(explorer, stranger, (&mut pairs, &mut wrong));
    }
    println!("{pairs} pairs of forms and queries");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pairs > 60, "only {pairs} pairs");
}

/// Pages that take an id in their query, with its kind. OWN is a child of the stranger's.
const QUERIES: &[(&str, &str)] = &[
    ("/sessions/new?plan=", "pln"),
    ("/referrals/new?child=", "per"),
    ("/referrals/new?child=OWN&visitor=", "per"),
    ("/people/OWN/orders/new?supersedes=", "ord"),
    ("/people/OWN/status/new?then=", "ref"),
    ("/people/OWN/relatives/new?relative=", "per"),
    ("/people/OWN/relatives/new?then=", "ref"),
    ("/people/OWN/placements/new?then=", "ref"),
    ("/households/new?child=", "per"),
    ("/people/new?child=", "per"),
    ("/referrals?after=", "ref"),
];

fn learns_nothing_by_query(
    explorer: &Explorer<'_>,
    stranger: &Person<'_>,
    (pairs, wrong): (&mut usize, &mut Vec<String>),
) {
    let child = json!({ "given_name": "Mia", "family_name": "Oakes", "born_on": "2020-04-30",
        "is_child": true, "first_language": "English" });
    let own = crate::people::adds(stranger, &child);
    for (query, kind) in QUERIES {
        let query = query.replace("OWN", &own);
        for id in explorer.ids(kind).iter().rev().take(3) {
            let ask = |id: &str| page_of(&stranger.opens(&format!("{query}{id}")).answer, id);
            let (one, other) = (ask(id), ask(&nobody(id)));
            *pairs += 1;
            if one != other {
                wrong.push(format!("{query}{id}: {} and {}", one.0, other.0));
            }
        }
    }
}
