//! Accounts and teams, as an operator makes them with `kith user`.

use super::sign_in::asks_for_tokens;
use crate::{
    people::{adds, ava},
    support::{PASSWORD, TestHouse},
};

/// What the program says to that, or what it complains of.
fn typed(house: &TestHouse, command: &str) -> Result<String, String> {
    let words: Vec<&str> = command.split(' ').collect();
    let output = house.operator_runs(&words, &format!("{PASSWORD}\n"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(text(&output.stderr))
    }
}

/// How many people somebody is shown.
fn sees(house: &TestHouse, email: &str) -> usize {
    let tokens = asks_for_tokens(house, email, PASSWORD).expect(200).json();
    let access = tokens["access_token"].as_str().unwrap();
    let people = house.asks("GET", "/api/v1/people").bearer(access).answer();
    people.expect(200).json()["items"].as_array().unwrap().len()
}

story!(a_password_that_is_soon_guessed_makes_no_account, |house| {
    let add = "user add --email tom@example.org --name Tom --role team_manager";
    let words: Vec<&str> = add.split(' ').collect();
    for weak in ["password1234", "tom@example.org"] {
        let output = house.operator_runs(&words, &format!("{weak}\n"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{weak}");
        assert!(said.contains("soon guessed"), "{said}");
    }
    assert_eq!(house.number("select count(*) from user_account"), 0);
});

#[cfg(unix)]
story!(who_checks_hears_of_keys_that_others_may_read, |house| {
    let said = typed(house, "check").unwrap();
    assert!(said.contains("mode 644"), "{said}");
    assert!(said.contains("Run `chmod 600 "), "{said}");
});

story!(a_manager_of_a_team_answers_for_its_children, |house| {
    let priya = house.social_worker("Priya");
    adds(&priya, &ava());
    let tom = "tom@example.org";
    let add = format!("user add --email {tom} --name Tom --role team_manager");
    let refused = typed(house, &format!("{add} --team=")).unwrap_err();
    assert!(refused.contains("--team"), "{refused}");
    let said = typed(house, &format!("{add} --team North --team Court")).unwrap();
    assert!(said.contains("made the team North, with tom@example.org in it"));
    assert!(said.contains("made the team Court, with tom@example.org in it"));
    assert_eq!(sees(house, tom), 0, "nobody else is in his teams");

    let join = format!("user join --email {} --team North", priya.email);
    let said = typed(house, &join).unwrap();
    assert_eq!(said, format!("{} is in the team North\n", priya.email));
    assert_eq!(typed(house, &join), Ok(said), "twice is once");
    assert_eq!(sees(house, tom), 1);

    let written_otherwise = join.replace("North", "NORTH");
    let said = typed(house, &written_otherwise).unwrap();
    assert!(!said.contains("made the team"), "{said}");

    let unknown = typed(house, "user join --email nobody@example.org --team North");
    assert!(
        unknown
            .unwrap_err()
            .contains("There is no account with this address.")
    );
    let again = typed(house, &add).unwrap_err();
    assert!(again.contains("There is an account with this address."));
});
