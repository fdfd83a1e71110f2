//! A list shows exactly what its reader may open.

use std::collections::BTreeSet;

use law::access::Role;

use super::cast::{Cast, Visitor};

story!(a_list_shows_exactly_whom_its_reader_may_open, |house| {
    let cast = Cast::new(house);
    for role in Role::ALL {
        let visitor = Visitor::new(&cast, Some(*role));
        let reader = visitor.person();
        let open = |id: &str| {
            reader
                .api("GET", &format!("/api/v1/people/{id}"))
                .answer()
                .status
                == 200
        };
        let may_open: BTreeSet<String> = cast
            .children()
            .map(|(_, id)| id.clone())
            .filter(|id| open(id))
            .collect();
        let list = reader.api("GET", "/api/v1/people?limit=200").answer();
        let listed: BTreeSet<String> = match list.status {
            200 => list.json()["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned())
                .collect(),
            _ => BTreeSet::new(),
        };
        assert_eq!(listed, may_open, "{role}");
    }
});

story!(
    who_is_on_the_rota_for_a_colleagues_child_may_open_it,
    |house| {
        let cast = Cast::new(house);
        let visitor = Visitor::new(&cast, Some(Role::Supervisor));
        let milo = visitor.person();
        let child = cast.child(law::access::Relation::Team, law::access::RecordState::Open);
        let open = || {
            milo.api("GET", &format!("/api/v1/people/{child}"))
                .answer()
                .status
        };
        assert_eq!(open(), 404);
        house.sql(&format!(
            "insert into caseload values ('{}', '{child}', 'assigned', 0)",
            milo.id
        ));
        assert_eq!(open(), 200, "being in the team takes nothing away");
    }
);
