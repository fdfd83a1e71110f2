//! `kith openapi`: the API document, from the code.

use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref,
    RefOr, ResponseBuilder,
    path::Operation,
    security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
};

use super::{VerbFault, say};
use crate::app::routes;

/// The document.
pub fn document() -> OpenApi {
    let said = routes().described();
    let mut paths = PathsBuilder::new();
    for (path, method, operation) in said.operations {
        paths = paths.path(path, PathItem::new(method, with_common_answers(operation)));
    }
    let bearer = SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .build(),
    );
    let components = said
        .schemas
        .into_iter()
        .fold(ComponentsBuilder::new(), |components, (name, schema)| {
            components.schema(name, schema)
        })
        .security_scheme("bearer", bearer);
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Kith")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some("Family time between looked-after children and their families: referrals, orders, rotas, sessions, records."))
                .license(Some(utoipa::openapi::LicenseBuilder::new().name("MIT").build()))
                .build(),
        )
        .paths(paths.build())
        .components(Some(components.build()))
        .security(Some([SecurityRequirement::new("bearer", Vec::<String>::new())]))
        .build()
}

/// What any operation may answer, whatever it is about: said once, here.
const COMMON: &[(&str, &str)] = &[
    ("400", "It cannot be read"),
    ("401", "Nobody is signed in"),
    ("403", "It is not theirs to do"),
    ("404", "There is nothing like it that they may know of"),
    (
        "503",
        "The database is away or busy; try again after `Retry-After`",
    ),
];
/// What any operation that takes a body may answer.
const OF_A_BODY: &[(&str, &str)] = &[
    ("409", "It clashes with what is there"),
    ("413", "The body is too large"),
    ("415", "The body is not of the type that is asked for"),
    (
        "422",
        "A field does not fit, or the idempotency key came with another request",
    ),
];

fn with_common_answers(mut operation: Operation) -> Operation {
    let takes_a_body = operation.request_body.is_some();
    let of_a_body = OF_A_BODY.iter().filter(|_| takes_a_body);
    for (status, description) in COMMON.iter().chain(of_a_body) {
        let answers = &mut operation.responses.responses;
        answers.entry((*status).to_owned()).or_insert_with(|| {
            let problem = Content::new(Some(Ref::from_schema_name("ProblemDocument")));
            let response = ResponseBuilder::new()
                .description(*description)
                .content("application/problem+json", problem);
            RefOr::T(response.build())
        });
    }
    operation
}

pub(super) fn print() -> Result<(), VerbFault> {
    let text = document()
        .to_pretty_json()
        .map_err(|cause| VerbFault::Words(format!("writing the document: {cause}")))?;
    say(&text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::document;

    #[test]
    fn every_reference_names_a_schema_that_is_there() {
        let text = document().to_json().unwrap();
        let named: BTreeSet<&str> = text
            .split("#/components/schemas/")
            .skip(1)
            .filter_map(|after| after.split('"').next())
            .collect();
        let document = document();
        let there = &document.components.as_ref().unwrap().schemas;
        let missing: Vec<_> = named
            .iter()
            .filter(|name| !there.contains_key(**name))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(named.len() > 100, "{}", named.len());
    }
}
