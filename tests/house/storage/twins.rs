//! The tables as the code has them are the tables of both databases and of `diesel.toml`, and the two
//! databases have the same ones.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::support::{On, TestHouse, tell};

/// Columns of a table, as `type` or `type null`.
type Columns = BTreeMap<String, String>;
type Tables = BTreeMap<String, Columns>;

/// The `table!` declarations of a file.
struct Declared(Tables);

impl<'a> Visit<'a> for Declared {
    fn visit_macro(&mut self, found: &'a syn::Macro) {
        if found.path.segments.last().unwrap().ident == "table" {
            let (name, columns) = declared(found.tokens.clone());
            self.0.insert(name, columns);
        }
        visit::visit_macro(self, found);
    }
}

/// `name (key) { column -> Type, … }`
fn declared(tokens: TokenStream) -> (String, Columns) {
    let mut tokens = tokens.into_iter();
    let name = tokens.next().unwrap().to_string();
    let body = tokens.find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace => {
            Some(group.stream().to_string())
        }
        _ => None,
    });
    let columns = body.unwrap();
    let columns = columns
        .split(',')
        .filter(|column| !column.trim().is_empty());
    let columns = columns.map(|column| {
        let (name, of) = column.split_once("->").unwrap();
        let of = of.replace(' ', "");
        let inner = of
            .strip_prefix("Nullable<")
            .and_then(|of| of.strip_suffix('>'));
        let says = inner.map_or_else(|| of.clone(), |of| format!("{of} null"));
        (name.trim().to_owned(), says)
    });
    (name, columns.collect())
}

/// Every table the code declares.
fn of_the_code() -> Tables {
    by_folder().into_values().flatten().collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The same, by the folder of `src` whose tables they are.
fn by_folder() -> BTreeMap<String, Tables> {
    let (mut all, sources) = (BTreeMap::new(), root().join("src"));
    for entry in walkdir::WalkDir::new(&sources) {
        let entry = entry.unwrap();
        let path = entry.path();
        let in_tables = path.components().any(|part| {
            let part = part.as_os_str();
            part == "tables.rs" || part == "tables"
        });
        if in_tables && path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(path).unwrap();
            let mut here = Declared(Tables::new());
            here.visit_file(&syn::parse_file(&text).unwrap());
            let folder = path.strip_prefix(&sources).unwrap().iter().next().unwrap();
            let folder = folder.to_str().unwrap().to_owned();
            all.entry(folder).or_insert_with(Tables::new).extend(here.0);
        }
    }
    all
}

/// The sections of `diesel.toml`, each with what stands in quotes in it.
fn of_diesel_toml() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("diesel.toml")).unwrap();
    let sections = text.split("\n[").skip(1).map(|section| {
        let (name, rest) = section.split_once(']').unwrap();
        let quoted = rest.split('"').skip(1).step_by(2).map(str::to_owned);
        (name.to_owned(), quoted.collect())
    });
    sections.collect()
}

#[test]
fn diesel_is_told_the_tables_of_each_folder_and_where_migrations_stand() {
    let mut told = of_diesel_toml();
    let migrations = told.remove("migrations_directory").unwrap();
    let migrations: Vec<_> = migrations
        .iter()
        .map(|folder| root().join(folder))
        .collect();
    assert!(
        matches!(&migrations[..], [one] if one.is_dir()),
        "{migrations:?}"
    );
    let code = by_folder().into_iter().map(|(folder, tables)| {
        let names: BTreeSet<String> = tables.into_keys().collect();
        (format!("print_schema.{folder}"), names)
    });
    let code: BTreeMap<_, _> = code.collect();
    assert_eq!(told, code, "diesel.toml (left) is not what src says");
}

/// The type of a column as the code says it, from what the database calls it.
fn in_words_of_the_code(of: &str) -> &'static str {
    match of.split('(').next().unwrap_or_default().trim() {
        "varchar" | "character varying" | "text" => "Text",
        "bigint" => "BigInt",
        "integer" => "Integer",
        "smallint" => "SmallInt",
        "boolean" => "Bool",
        "date" => "Date",
        "bytea" => "Binary",
        "double precision" => "Double",
        other => panic!("say in twins.rs what the code calls {other}"),
    }
}

const OF_SQLITE: &str = "select m.name || '|' || c.name || '|' || lower(c.type) || '|' || \
     (c.\"notnull\" = 0 and c.pk = 0) from sqlite_master m, pragma_table_info(m.name) c \
     where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '\\_\\_%' escape '\\'";
const OF_POSTGRES: &str = "select table_name || '|' || column_name || '|' || data_type || '|' || \
     (is_nullable = 'YES')::int from information_schema.columns \
     where table_schema = current_schema() and table_name not like '\\_\\_%'";

/// Every table of a database.
fn of_the_database(house: &TestHouse) -> Tables {
    let select = match house.on() {
        On::Sqlite => OF_SQLITE,
        On::Postgres => OF_POSTGRES,
    };
    let mut tables = Tables::new();
    for line in house.texts(select) {
        let parts: Vec<&str> = line.split('|').collect();
        let [table, column, of, nullable] = parts[..] else {
            panic!("{line}")
        };
        let null = if nullable == "1" { " null" } else { "" };
        let says = format!("{}{null}", in_words_of_the_code(of));
        let columns = tables.entry(table.to_owned()).or_default();
        columns.insert(column.to_owned(), says);
    }
    tables
}

/// What one of them has and the other has not, or otherwise.
fn differences(code: &Tables, database: &Tables) -> Vec<String> {
    let mut found = Vec::new();
    let lines = |tables: &Tables| -> BTreeMap<String, String> {
        let all = tables.iter().flat_map(|(table, columns)| {
            let said = move |(column, says): (&String, &String)| {
                (format!("{table}.{column}"), says.clone())
            };
            columns.iter().map(said)
        });
        all.collect()
    };
    let (code, database) = (lines(code), lines(database));
    for (column, says) in &code {
        match database.get(column) {
            None => found.push(format!("{column} is in the code only")),
            Some(other) if other != says => {
                found.push(format!(
                    "{column} is {says} in the code, {other} in the database"
                ));
            }
            Some(_) => {}
        }
    }
    let rest = database.keys().filter(|column| !code.contains_key(*column));
    found.extend(rest.map(|column| format!("{column} is in the database only")));
    found
}

story!(the_tables_of_the_code_are_those_of_the_database, |house| {
    let (code, database) = (of_the_code(), of_the_database(house));
    assert!(code.len() >= 30, "only {} tables found", code.len());
    let found = differences(&code, &database);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let columns: usize = code.values().map(BTreeMap::len).sum();
    println!("{} tables, {columns} columns", code.len());
});

story!(a_column_that_is_missing_or_otherwise_is_found, |house| {
    let code = of_the_code();
    house.sql("alter table house_note drop column words");
    assert_eq!(
        differences(&code, &of_the_database(house)),
        ["house_note.words is in the code only"]
    );
    house.sql("alter table house_note add column words bigint");
    assert_eq!(
        differences(&code, &of_the_database(house)),
        ["house_note.words is Text in the code, BigInt null in the database"]
    );
    house.sql("alter table house_note add column more bigint");
    let found = differences(&code, &of_the_database(house));
    assert!(found.contains(&"house_note.more is in the database only".to_owned()));
});

#[test]
fn both_databases_have_the_same_tables_and_indexes() {
    tell(On::Postgres, |postgres| {
        tell(On::Sqlite, |sqlite| {
            assert_eq!(of_the_database(postgres), of_the_database(sqlite));
            let indexes = sqlite.texts(
                "select name from sqlite_master where type = 'index' and sql is not null order by name",
            );
            for index in &indexes {
                let there = postgres.number(&format!(
                    "select count(*) from pg_indexes where indexname = '{index}'"
                ));
                // What only one database can do has a migration of its own.
                assert_eq!(there, 1, "{index} is on SQLite only");
            }
            println!("{} indexes", indexes.len());
        });
    });
}
