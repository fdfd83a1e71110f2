//! The expectations, read from their table.

use std::collections::{BTreeMap, BTreeSet};

use law::access::{Act, Relation, Role};

use super::{Cell, Comes, is_about_a_record};

/// The table of who may do what, and how far.
pub(super) struct Expectations(BTreeMap<(Act, Role), &'static str>);

const TABLE: &str = include_str!("expectations.txt");

impl Expectations {
    pub(super) fn read() -> Self {
        Self::read_from(TABLE)
    }

    fn read_from(table: &'static str) -> Self {
        let mut lines = table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let roles: Vec<Role> = lines
            .next()
            .unwrap()
            .split_whitespace()
            .skip(1)
            .map(|role| role.parse().unwrap())
            .collect();
        assert_eq!(roles.len(), Role::ALL.len(), "a role has no column");
        let (mut table, mut told) = (BTreeMap::new(), BTreeSet::new());
        for line in lines {
            let mut words = line.split_whitespace();
            let act: Act = words
                .next()
                .unwrap()
                .parse()
                .unwrap_or_else(|_| panic!("no such act: {line}"));
            // Of two rows the later would win, and nobody would see it.
            assert!(told.insert(act), "{act} has two rows");
            let reaches: Vec<&'static str> = words.collect();
            assert_eq!(reaches.len(), roles.len(), "{line}");
            table.extend(roles.iter().map(|role| (act, *role)).zip(reaches));
        }
        Self(table)
    }

    fn reach(&self, act: Act, role: Role) -> &'static str {
        self.0
            .get(&(act, role))
            .unwrap_or_else(|| panic!("{act} has no row in expectations.txt"))
    }

    pub(super) fn of(&self, cell: &Cell) -> Comes {
        let act = cell.row.act;
        if self.reach(act, Role::SocialWorker) == "link" {
            // Without the token of a link there is nothing there, whoever asks.
            return Comes::Hidden;
        }
        let Some(role) = cell.role else {
            let open = self.reach(act, Role::SocialWorker) == "open";
            return if open { Comes::Allowed } else { Comes::SignIn };
        };
        if !is_about_a_record(&cell.row) {
            let none = self.reach(act, role) == "-";
            return if none { Comes::Refused } else { Comes::Allowed };
        }
        // Whose role never does this is turned away at the door, before any record is looked at.
        if self.reach(act, role) == "-" {
            return Comes::Refused;
        }
        if self.may(act, role, cell) {
            let frozen = cell.state.as_str().ends_with("closed")
                && act.writes()
                && act != Act::ProtectPerson;
            return if frozen {
                Comes::Forbidden
            } else {
                Comes::Allowed
            };
        }
        if self.may(Act::ShowPerson, role, cell) {
            Comes::Forbidden
        } else {
            Comes::Hidden
        }
    }

    fn may(&self, act: Act, role: Role, cell: &Cell) -> bool {
        let relation = cell.relation;
        let reaches = match self.reach(act, role) {
            "own" => relation == Relation::Own,
            "team" => matches!(relation, Relation::Own | Relation::Team),
            "rota" => relation == Relation::Assigned,
            "all" => relation != Relation::Excluded,
            "-" => false,
            other => panic!("{act}: {other} says nothing about a record"),
        };
        let answers_for_it = matches!(role, Role::ServiceManager | Role::Dpo);
        reaches
            && match cell.state.as_str() {
                "open" | "closed" => true,
                "restricted" | "restricted_closed" => answers_for_it || relation != Relation::None,
                "sealed" | "sealed_closed" => answers_for_it,
                other => panic!("say who may come by a record that is {other}"),
            }
    }
}

#[test]
#[should_panic(expected = "people.edit has two rows")]
fn a_second_row_for_an_act_is_refused() {
    let mut lines = TABLE.lines();
    let row = lines.find(|line| line.starts_with("people.edit "));
    let twice = format!("{TABLE}\n{}", row.unwrap());
    Expectations::read_from(twice.leak());
}
