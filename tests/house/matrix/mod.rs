//! Every route × role × relation × state of the record, as expected and as it is.
//!
//! `expectations.txt` is written by hand, apart from the policy. `matrix.txt` is what it comes to
//! for every route; it is checked in, so that a change of who may do what is seen in review.
//! Then each cell is asked over HTTP. A route whose action has no row fails.

pub mod cast;
mod expected;
mod list;
pub mod means;
pub mod sessions;
pub mod told;

use std::{fmt::Write, fs, path::Path};

use kith::{app::routes, http::RouteRow};
use law::access::{RecordState, Relation, Role};

use self::{
    cast::{Cast, Visitor},
    expected::Expectations,
};
use crate::support::{Chance, On, TestHouse, tell};

/// What comes of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    /// It may be done.
    Allowed,
    /// It is known of, but not theirs to do: 403.
    Forbidden,
    /// It looks as if it were not there: 404.
    Hidden,
    /// They must sign in first.
    SignIn,
    /// It is not theirs to do whatever the record, and none was looked at: 403 or 404.
    Refused,
}

impl Comes {
    const fn letter(self) -> char {
        match self {
            Self::Allowed => 'a',
            Self::Forbidden => 'f',
            Self::Hidden => '-',
            Self::SignIn => 's',
            Self::Refused => 'x',
        }
    }
    fn fits(self, found: Self) -> bool {
        self == found || (self == Self::Refused && matches!(found, Self::Forbidden | Self::Hidden))
    }
}

/// One question of the matrix.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The route.
    pub row: RouteRow,
    /// Who asks.
    pub role: Option<Role>,
    /// How they stand to the record.
    pub relation: Relation,
    /// What state it is in.
    pub state: RecordState,
}

fn is_about_a_record(row: &RouteRow) -> bool {
    [
        "/people/{id}",
        "/households/{id}",
        "/orders/{id}",
        "/refusals/{id}",
        "/refusal-letters/{id}",
        "/plans/{id}",
        "/sessions/{id}",
        "/risk/{id}",
        "/referrals/{id}",
        "/notices/{id}",
    ]
    .iter()
    .any(|record| row.path.contains(record))
}

fn cells() -> Vec<Cell> {
    let roles = everybody();
    let mut cells = Vec::new();
    for row in routes().rows() {
        for role in &roles {
            for (relation, state) in places(&row) {
                let (row, role) = (row.clone(), *role);
                cells.push(Cell {
                    row,
                    role,
                    relation,
                    state,
                });
            }
        }
    }
    cells
}

/// The relations and states a route is asked in: one of each where no record is concerned.
fn places(row: &RouteRow) -> Vec<(Relation, RecordState)> {
    let about = is_about_a_record(row);
    let relations = RELATIONS.iter().take(if about { 5 } else { 1 });
    relations
        .flat_map(|relation| {
            let states =
                RecordState::ALL
                    .iter()
                    .take(if about { RecordState::ALL.len() } else { 1 });
            states.map(|state| (*relation, *state))
        })
        .collect()
}

const RELATIONS: [Relation; 5] = [
    Relation::None,
    Relation::Own,
    Relation::Team,
    Relation::Assigned,
    Relation::Excluded,
];

fn printed(expected: &Expectations) -> String {
    let mut text = "# Letters stand for open, restricted, sealed, closed, restricted_closed, sealed_closed: a allowed, f forbidden (403), - not found,\n\
                    # s sign in first, x refused whatever the record (403 or 404). Made from expectations.txt.\n".to_owned();
    let mut last = String::new();
    for cell in cells() {
        let head = format!(
            "\n{} {}  {}\n",
            cell.row.method, cell.row.path, cell.row.act
        );
        if head != last {
            text += &head;
            last = head;
        }
        let first_state = cell.state == RecordState::Open;
        if first_state && cell.relation == Relation::None {
            let role = cell.role.map_or("nobody", |role| role.as_str());
            write!(text, "  {role:<16}").unwrap();
        }
        if first_state && is_about_a_record(&cell.row) {
            write!(text, " {} ", cell.relation).unwrap();
        }
        text.push(expected.of(&cell).letter());
        let places = places(&cell.row);
        if places.last() == Some(&(cell.relation, cell.state)) {
            text.push('\n');
        }
    }
    text
}

#[test]
fn the_matrix_is_the_one_that_was_agreed() {
    let printed = printed(&Expectations::read());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/house/matrix/matrix.txt");
    let agreed = fs::read_to_string(&path).unwrap_or_default();
    if printed != agreed {
        let aside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix.txt");
        fs::write(&aside, &printed).unwrap();
        panic!(
            "who may do what has changed. Compare, and if it is meant:\ncp {} {}",
            aside.display(),
            path.display()
        );
    }
}

/// Asks each cell and says which were not as expected.
fn is_asked(house: &TestHouse, cells: &[Cell]) {
    let (expected, cast) = (Expectations::read(), Cast::new(house));
    let mut wrong = Vec::new();
    for role in everybody() {
        if !cells.iter().any(|cell| cell.role == role) {
            continue;
        }
        let visitor = Visitor::new(&cast, role);
        for cell in cells.iter().filter(|cell| cell.role == role) {
            let (wanted, (found, status)) = (expected.of(cell), visitor.asks(cell));
            if !wanted.fits(found) {
                let role = role.map_or("nobody", |role| role.as_str());
                wrong.push(format!(
                    "{} {} by {role}, {} {}: wanted {wanted:?}, found {status}",
                    cell.row.method, cell.row.path, cell.relation, cell.state
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cells:\n{}",
        wrong.len(),
        cells.len(),
        wrong.join("\n")
    );
    println!("{} cells", cells.len());
}

fn everybody() -> Vec<Option<Role>> {
    Role::ALL.iter().copied().map(Some).chain([None]).collect()
}

/// In how many parts the matrix is asked on SQLite, side by side: each takes every so-manieth role.
const PARTS: usize = 6;

fn a_part_is_asked(part: usize) {
    let roles: Vec<Option<Role>> = everybody().into_iter().skip(part).step_by(PARTS).collect();
    let mut cells = cells();
    cells.retain(|cell| roles.contains(&cell.role));
    tell(On::Sqlite, |house| is_asked(house, &cells));
}

macro_rules! every_cell_is_as_expected_on_sqlite {
    ($($name:ident = $part:literal;)*) => {
        mod every_cell_is_as_expected_on_sqlite {
            const _: () = assert!([$($part),*].len() == super::PARTS);
            $(#[test]
            fn $name() {
                super::a_part_is_asked($part);
            })*
        }
    };
}
every_cell_is_as_expected_on_sqlite! {
    first_part = 0;
    second_part = 1;
    third_part = 2;
    fourth_part = 3;
    fifth_part = 4;
    sixth_part = 5;
}

#[test]
fn a_sample_of_cells_is_as_expected_on_postgres() {
    tell(On::Postgres, |house| {
        let mut chance = Chance::new();
        let sample: Vec<Cell> = cells()
            .into_iter()
            .filter(|_| chance.below(10) == 0)
            .collect();
        is_asked(house, &sample);
    });
}
