//! The route table is data: each route names its action, and the matrix test walks the rows.

use std::{collections::BTreeMap, future::Future, pin::Pin};

use actix_web::{
    FromRequest, Handler, HttpRequest, HttpResponse, Responder, Route, Scope, body::BoxBody,
    http::Method, web,
};
use law::access::{Act, Action};
use utoipa::openapi::{
    RefOr,
    path::{HttpMethod, Operation},
    schema::Schema,
};

use super::{evidence::Evidence, guard::Guarded};

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RouteRow {
    /// The path with its parameters in braces.
    pub path: String,
    /// The method.
    pub method: String,
    /// The action behind it.
    pub act: Act,
}

type Registration = Box<dyn Fn(&mut web::ServiceConfig) + Send + Sync>;
type MakesRoute = Box<dyn Fn() -> Route + Send + Sync>;

/// Arguments that begin with the door of action `A`. A handler without it, or with another, is
/// no route.
pub trait LedBy<A> {}

macro_rules! led_by_the_door {
    ($(($($argument:ident)*))*) => {
        $(impl<A: Action, $($argument),*> LedBy<A> for (Guarded<A>, $($argument,)*) {})*
    };
}
led_by_the_door!(()(B)(B C)(B C D)(B C D E));

/// The table while it is built.
#[derive(Default)]
pub struct Routes {
    rows: Vec<RouteRow>,
    given: Vec<Registration>,
    places: BTreeMap<String, Vec<(String, MakesRoute)>>,
    described: Vec<fn(&mut Described)>,
}

/// The paths of all pages.
#[derive(Debug)]
pub(super) struct Pages(Vec<String>);

impl Pages {
    /// The nearest page above an address that a form is sent to: where its form is opened from.
    pub(super) fn above(&self, address: &str) -> String {
        let mut address = address;
        while let Some((above, _)) = address.rsplit_once('/') {
            if self.0.iter().any(|path| fits(path, above)) {
                return above.to_owned();
            }
            address = above;
        }
        HOME.to_owned()
    }
}

/// Whether an address is one of a path with parameters in braces.
fn fits(path: &str, address: &str) -> bool {
    let is_either = |(part, given): (&str, &str)| part == given || part.starts_with('{');
    path.split('/').count() == address.split('/').count()
        && path.split('/').zip(address.split('/')).all(is_either)
}

/// What the document of the API says of its routes. It is made when it is asked for: all of it takes some
/// twenty megabytes, which a program that answers requests has no use for.
#[derive(Default)]
pub struct Described {
    /// The operations, by path and method.
    pub operations: Vec<(String, HttpMethod, Operation)>,
    /// The schemas they name.
    pub schemas: Vec<(String, RefOr<Schema>)>,
}

fn describe<P>(said: &mut Described)
where
    P: utoipa::Path + utoipa::__dev::SchemaReferences,
{
    P::schemas(&mut said.schemas);
    for method in P::methods() {
        said.operations.push((P::path(), method, P::operation()));
    }
}

impl Routes {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page, or the post of its form.
    #[must_use]
    pub fn page<A, H, Args>(mut self, method: Method, path: &'static str, handler: H) -> Self
    where
        A: Action,
        H: Handler<Args> + Send + Sync,
        Args: FromRequest + LedBy<A> + 'static,
        H::Output: Evidence + 'static,
        H::Future: 'static,
    {
        self.add::<A, H, Args>(method, path.to_owned(), handler);
        self
    }

    /// Adds an API route. Its method and path come from its OpenAPI annotation, so there is one
    /// source for both.
    #[must_use]
    pub fn api<P, A, H, Args>(mut self, _annotation: P, handler: H) -> Self
    where
        P: utoipa::Path + utoipa::__dev::SchemaReferences,
        A: Action,
        H: Handler<Args> + Send + Sync,
        Args: FromRequest + LedBy<A> + 'static,
        H::Output: Evidence + 'static,
        H::Future: 'static,
    {
        self.described.push(describe::<P>);
        for method in P::methods() {
            self.add::<A, H, Args>(method_of(&method), P::path(), handler.clone());
        }
        self
    }

    /// Gives handlers something beside the door: a key that signs tokens, never a store.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, data: std::sync::Arc<T>) -> Self {
        self.given.push(Box::new(move |config| {
            config.app_data(web::Data::from(std::sync::Arc::clone(&data)));
        }));
        self
    }

    fn add<A, H, Args>(&mut self, method: Method, path: String, handler: H)
    where
        A: Action,
        H: Handler<Args> + Send + Sync,
        Args: FromRequest + LedBy<A> + 'static,
        H::Output: Evidence + 'static,
        H::Future: 'static,
    {
        self.rows.push(RouteRow {
            path: path.clone(),
            method: method.to_string(),
            act: A::ACT,
        });
        let (place, rest) = path.split_at(end_of_place(&path));
        let makes: MakesRoute =
            Box::new(move || web::method(method.clone()).to(Sending(handler.clone())));
        let routes = self.places.entry(place.to_owned()).or_default();
        routes.push((rest.to_owned(), makes));
    }

    /// The rows, sorted.
    pub fn rows(&self) -> Vec<RouteRow> {
        let mut rows = self.rows.clone();
        rows.sort();
        rows
    }

    /// The paths that can be opened.
    pub(super) fn pages(&self) -> Pages {
        let opened = self
            .rows
            .iter()
            .filter(|row| row.method == Method::GET.as_str());
        Pages(opened.map(|row| row.path.clone()).collect())
    }

    /// What the document of the API says of each route.
    pub fn described(&self) -> Described {
        let mut said = Described::default();
        for describe in &self.described {
            describe(&mut said);
        }
        said
    }

    /// Puts the routes into an actix application. They are looked up one after the other, by a
    /// pattern each: those of a place stand together, so that a request tries tens and not hundreds.
    pub fn mount(&self, config: &mut web::ServiceConfig) {
        for give in &self.given {
            give(config);
        }
        for (place, routes) in &self.places {
            // Every path begins with the home page's.
            if place == HOME {
                for (_, makes) in routes {
                    config.route(HOME, makes());
                }
                continue;
            }
            let scope = web::scope(place);
            let add =
                |scope: Scope, (rest, makes): &(String, MakesRoute)| scope.route(rest, makes());
            config.service(routes.iter().fold(scope, add));
        }
    }
}

const HOME: &str = "/";
const API: &str = "/api/v1/";

/// Where the name of a place ends in a path: `/people`, `/api/v1/people`.
fn end_of_place(path: &str) -> usize {
    let begins = if path.starts_with(API) { API.len() } else { 1 };
    let ends = path.get(begins..).and_then(|name| name.find('/'));
    ends.map_or(path.len(), |ends| begins + ends)
}

fn method_of(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Trace => Method::TRACE,
    }
}

/// Turns the evidence a handler returns into a response.
#[derive(Clone)]
struct Sending<H>(H);

struct Sent<E>(E);

impl<E: Evidence> Responder for Sent<E> {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        self.0.respond(request)
    }
}

impl<H, Args> Handler<Args> for Sending<H>
where
    H: Handler<Args>,
    H::Output: Evidence + 'static,
    H::Future: 'static,
{
    type Output = Sent<H::Output>;
    type Future = Pin<Box<dyn Future<Output = Self::Output>>>;

    fn call(&self, args: Args) -> Self::Future {
        let answering = self.0.call(args);
        Box::pin(async move { Sent(answering.await) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Pages, fits};

    #[test]
    fn an_address_is_of_a_path() {
        for (path, address, is_its) in [
            ("/people", "/people", true),
            ("/people/{id}", "/people/per_1", true),
            ("/people/{id}", "/people", false),
            ("/people/{id}", "/people/per_1/status", false),
            ("/people/{id}", "/orders/ord_1", false),
            ("/", "", false),
        ] {
            assert_eq!(fits(path, address), is_its, "{path} {address}");
        }
    }

    #[test]
    fn a_form_is_opened_from_the_nearest_page_above() {
        let pages = ["/", "/people", "/people/{id}", "/people/{id}/status/new"];
        let pages = Pages(pages.map(str::to_owned).to_vec());
        for (sent, opened) in [
            ("/people/per_1/status", "/people/per_1"),
            ("/people/per_1/placements/end/undo", "/people/per_1"),
            ("/people/none/", "/people/none"),
            ("/sign-out", "/"),
            ("", "/"),
        ] {
            assert_eq!(pages.above(sent), opened, "{sent}");
        }
    }
}
