//! `kith openapi`: the API document, from the code.

use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder,
    security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
};

use super::{VerbFault, say};
use crate::app::routes;

/// The document.
pub fn document() -> OpenApi {
    let routes = routes();
    let mut paths = PathsBuilder::new();
    for (path, method, operation) in routes.operations() {
        paths = paths.path(path, PathItem::new(method.clone(), operation.clone()));
    }
    let bearer = SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .build(),
    );
    let components = routes
        .schemas()
        .iter()
        .fold(ComponentsBuilder::new(), |components, (name, schema)| {
            components.schema(name, schema.clone())
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

pub(super) fn print() -> Result<(), VerbFault> {
    let text = document()
        .to_pretty_json()
        .map_err(|cause| VerbFault::Words(format!("writing the document: {cause}")))?;
    say(&text)
}
