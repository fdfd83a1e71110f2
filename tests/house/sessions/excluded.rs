//! Who is excluded from somebody is given no seat with them, and keeps none.

use law::access::Role;
use serde_json::json;

use super::{
    Stage, codes,
    flags::{causes, open},
};
use crate::{observations::links, people::excludes};

story!(who_is_excluded_from_a_child_has_no_seat_with_it, |house| {
    let stage = Stage::set(house);
    let gwen = house.staff("Gwen", &[Role::Supervisor]);
    links(&stage, 1, &gwen);
    let hers = json!([stage.supervisors[1]]);
    let seated = stage.books(&stage.but(&json!({ "supervisors": hers })));
    let other = stage.books(&stage.but(&json!({ "day": "2026-12-08" })));
    excludes(house, gwen.id, &stage.ava);

    // She keeps no seat; why, nobody on the rota learns.
    assert_eq!(causes(&stage, &seated), [open("supervisor")]);
    assert_eq!(causes(&stage, &other), []);
    let found = stage.found(&seated, "worker-excluded");
    let words = "Milo Finch cannot supervise this session. Choose somebody else.";
    assert_eq!(found["reason"]["explanation"], words);
    assert!(!stage.record(&seated).to_string().contains("Former partner"));

    // She is given none, neither by a change nor by a booking.
    let with_her = stage.but(&json!({ "day": "2026-12-08", "supervisors": hers }));
    let refused = stage.changes(&other, &with_her).expect(409);
    assert_eq!(codes(&refused), ["worker-excluded"]);
    let another = stage.but(&json!({ "day": "2026-12-15", "supervisors": hers }));
    let refused = stage.asks(&another).expect(409);
    assert_eq!(codes(&refused), ["worker-excluded"]);

    // Somebody else takes her place, and the session is in question no more.
    stage.changes(&seated, &stage.session()).expect(200);
    let settled = ("supervisor".to_owned(), true);
    assert_eq!(causes(&stage, &seated), [settled]);
});
