//! The database goes away and comes back.

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use kernel::refusal::Kind;
use kith::storage::Backend;

use crate::support::{On, TestHouse, tell};

/// Nobody may connect any more, and whoever was connected is thrown out.
fn goes_away(house: &TestHouse) {
    admin(house, |name| {
        format!(
            "alter database {name} with allow_connections false; \
             select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        )
    });
}

fn comes_back(house: &TestHouse) {
    admin(house, |name| {
        format!("alter database {name} with allow_connections true")
    });
}

fn admin(house: &TestHouse, statements: impl Fn(&str) -> String) {
    let Backend::Postgres(address) = house.backend() else {
        panic!("only for PostgreSQL")
    };
    let (server, name) = address.rsplit_once('/').unwrap();
    PgConnection::establish(&format!("{server}/postgres"))
        .unwrap()
        .batch_execute(&statements(name))
        .unwrap();
}

fn ready(house: &TestHouse) -> u16 {
    house.asks("GET", "/readyz").answer().status
}

#[test]
fn while_the_database_is_away_the_house_says_so_and_is_well_again_with_it() {
    tell(On::Postgres, |house| {
        let asha = house.coordinator();
        asha.api("GET", "/api/v1/people").answer().expect(200);
        asha.opens("/").expect(200);
        assert_eq!(ready(house), 200);

        goes_away(house);
        for _ in 0..4 {
            let answer = asha.api("GET", "/api/v1/people").answer();
            assert_eq!(answer.problem(), Kind::Unavailable);
            assert_eq!(answer.header("retry-after"), Some("5"));
        }
        asha.opens("/").expect(503);
        assert_eq!(ready(house), 503);
        house.asks("GET", "/healthz").answer().expect(200);

        comes_back(house);
        // Each question waits for a connection: no clock is needed.
        let well = (0..200).any(|_| ready(house) == 200);
        assert!(well, "not well again after the database was");
        for _ in 0..20 {
            asha.api("GET", "/api/v1/people").answer().expect(200);
        }
    });
}

#[test]
fn connections_that_died_in_the_pool_cost_no_more_than_one_answer_each() {
    tell(On::Postgres, |house| {
        let asha = house.coordinator();
        asha.tokens();
        goes_away(house);
        comes_back(house);
        let statuses: Vec<u16> = (0..100)
            .map(|_| asha.api("GET", "/api/v1/people").answer().status)
            .collect();
        assert!(
            statuses.iter().all(|status| [200, 503].contains(status)),
            "{statuses:?}"
        );
        assert!(
            statuses[60..].iter().all(|status| *status == 200),
            "{statuses:?}"
        );
    });
}
