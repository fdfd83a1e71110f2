//! What was typed or pressed on a tablet while it had no signal stands at its own time.

use super::{Held, at};

/// A note as the tablet sends it once there is a signal again.
fn sends<'h>(held: &'h Held<'h>, time: &str, typed_at: &str) -> crate::support::Page<'h, 'h> {
    held.it_is(time);
    let page = format!("/sessions/{}/record", held.session);
    let page = held.milo.opens(&page).expect(200);
    let form = page.form("Save note").types("typed_at", typed_at);
    let form = form
        .chooses("Play")
        .fills("What happened? Facts first.", "Built a tower");
    form.is_sent().expect(303).follows().expect(200)
}

/// The note that came in last: when it happened, was written and came in.
fn the_note(held: &Held<'_>) -> (String, String, String) {
    let log = held.log().json();
    let entries = log["entries"].as_array().unwrap().clone();
    let notes = entries
        .iter()
        .filter(|entry| entry["what"]["type"] == "note");
    let note = notes.max_by_key(|note| note["received_at"].as_str().unwrap());
    let note = note.unwrap();
    let text = |key: &str| note[key].as_str().unwrap().to_owned();
    (text("happened_at"), text("written_at"), text("received_at"))
}

story!(
    a_note_kept_by_the_tablet_stands_when_it_was_typed,
    |house| {
        let held = Held::set(house);
        held.reads_the_brief("09:31");
        held.arrives("09:58", &held.stage.ava).expect(201);
        let page = sends(&held, "11:20", &at("10:15"));
        assert!(page.says("Typed at 10:15, received at 11:20."));
        assert!(page.says("Saved. 10:15 Play (seen by me)."));
        assert_eq!(the_note(&held), (at("10:15"), at("10:15"), at("11:20")));

        // Saved as soon as it is typed, it says nothing of that.
        let page = sends(&held, "11:25", &at("11:24"));
        assert!(page.says("Saved. 11:24 Play (seen by me)."));
        assert!(!page.says("received at 11:25"));
    }
);

story!(a_time_that_cannot_be_is_said_and_not_believed, |house| {
    let held = Held::set(house);
    held.reads_the_brief("09:31");
    held.arrives("09:58", &held.stage.ava).expect(201);
    let page = sends(&held, "10:20", &at("12:00"));
    assert!(page.says("The device said 24 Nov 2026, 12:00, which had not come yet."));
    assert_eq!(the_note(&held).0, at("10:20"));
    let page = sends(&held, "10:30", &at("07:00"));
    assert!(page.says("The device said 24 Nov 2026, 07:00, before the door was open."));
    assert_eq!(the_note(&held).1, at("07:00"), "what it said is kept");
    for none in ["", "soon"] {
        sends(&held, "10:40", none);
        assert_eq!(the_note(&held), (at("10:40"), at("10:40"), at("10:40")));
    }
});

story!(
    an_arrival_pressed_without_a_signal_stands_when_it_was_pressed,
    |house| {
        let held = Held::set(house);
        held.reads_the_brief("09:31");
        held.it_is("10:20");
        let page = format!("/sessions/{}/record", held.session);
        let page = held.milo.opens(&page).expect(200);
        let form = page.form("Arrived Ava P").types("typed_at", &at("09:58"));
        let page = form.is_sent().expect(303).follows().expect(200);
        assert!(page.says("Here since 09:58") && page.says("Typed at 09:58, received at 10:20."));
    }
);
