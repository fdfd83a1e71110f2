//! What stands around every page. Templates extend `layout.html` and have a field `shell`.
//!
//! Blocks a page may fill: `before` (breadcrumbs, above the main part), `main`, and `head` for
//! further styles or scripts of its own islands.

use super::assets::asset_url;
use super::components::{
    BackLink, Content, FormProof, Here, NavigationItem, NotificationBanner, PhaseBanner,
    ServiceNavigation, SkipLink,
};

/// Where the page's script asks for more time: GET answers 200 with JSON `{person, idle_seconds,
/// absolute_seconds, csrf_token}` while the session lives, and 401 when it does not.
pub const SESSION_URL: &str = "/session";
/// Where one signs in.
pub const SIGN_IN_URL: &str = "/sign-in";
/// Where the button in the header sends its form.
pub const SIGN_OUT_URL: &str = "/sign-out";

/// The list of people, which finds by name and by reference.
pub const PEOPLE_URL: &str = "/people";

/// Where the buttons beside the clock of the demo send their form.
pub const ADVANCE_URL: &str = "/demo/advance";
const MAILBOX_URL: &str = "/dev/mail";

/// Everything the layout needs to know about a page and the person who reads it.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's title. It stands in histories and on shared screens: never a name or an address.
    pub title: String,
    /// What this installation calls itself.
    pub service: String,
    /// What the service calls its work, such as "Family time" (a setting).
    pub term: String,
    /// Who is signed in.
    pub person: Option<SignedIn>,
    /// The places this person may go to, in order; at most six.
    pub navigation: Vec<Place>,
    /// What the demo says on each page; absent in a live service.
    pub demo: Option<String>,
    /// What time it is in the demo.
    pub demo_clock: Option<DemoClock>,
    /// What the clock showed when the page was made, in milliseconds: the page's script counts from it.
    pub served_at: Option<i64>,
    /// Whether they have a home page: who came by the link in a message has none.
    pub has_home: bool,
    /// Where the link above the heading leads back to.
    pub back: Option<String>,
    /// News of what was just done.
    pub flash: Option<NotificationBanner>,
    /// Whether the page shows errors of a form; its title then says so first.
    pub has_errors: bool,
}

/// The person who is signed in, and how long.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Opaque id, so that an open page notices when somebody else has signed in meanwhile.
    pub id: String,
    /// Name as shown to the person and on prints.
    pub name: String,
    /// Names of the person's roles.
    pub roles: Vec<String>,
    /// Token that binds forms to this session.
    pub csrf_token: String,
    /// After this many seconds without a request the session ends.
    pub idle_seconds: u32,
    /// Seconds left, at the time of rendering, until it ends whatever happens.
    pub absolute_seconds: u32,
}

/// The clock of the demo, which stands still until somebody advances it.
#[derive(Debug, Clone)]
pub struct DemoClock {
    /// What it shows, in words.
    pub shows: String,
    /// The page to return to after advancing it.
    pub back_to: String,
}

impl DemoClock {
    /// A clock that shows this, on a page of this address.
    pub fn new(shows: impl Into<String>, back_to: impl Into<String>) -> Self {
        Self {
            shows: shows.into(),
            back_to: back_to.into(),
        }
    }

    /// Where everything lies that the demo would have sent.
    pub fn mailbox_url(&self) -> &'static str {
        MAILBOX_URL
    }

    /// Where its buttons send their form.
    pub fn advance_url(&self) -> &'static str {
        ADVANCE_URL
    }
}

/// One place of the navigation.
#[derive(Debug, Clone)]
pub struct Place {
    /// Words of the link.
    pub words: String,
    /// Address.
    pub href: String,
    /// How it stands to the page.
    pub here: Here,
}

impl Shell {
    /// The shell of a page that needs nobody signed in.
    pub fn new(
        title: impl Into<String>,
        service: impl Into<String>,
        term: impl Into<String>,
    ) -> Self {
        Self {
            title: title.into(),
            service: service.into(),
            term: term.into(),
            person: None,
            navigation: Vec::new(),
            demo: None,
            demo_clock: None,
            served_at: None,
            has_home: true,
            back: None,
            flash: None,
            has_errors: false,
        }
    }

    /// The same shell around a page with another title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Made at this moment.
    #[must_use]
    pub fn served_at(mut self, millis: i64) -> Self {
        self.served_at = Some(millis);
        self
    }

    /// For somebody who is signed in.
    #[must_use]
    pub fn person(mut self, person: SignedIn) -> Self {
        self.person = Some(person);
        self
    }

    /// Adds a place to the navigation.
    #[must_use]
    pub fn place(mut self, words: impl Into<String>, href: impl Into<String>, here: Here) -> Self {
        self.navigation.push(Place {
            words: words.into(),
            href: href.into(),
            here,
        });
        self
    }

    /// Says on the page that this is the demo.
    #[must_use]
    pub fn demo(mut self, words: impl Into<String>) -> Self {
        self.demo = Some(words.into());
        self
    }

    /// Says what time it is in the demo.
    #[must_use]
    pub fn demo_clock(mut self, clock: DemoClock) -> Self {
        self.demo_clock = Some(clock);
        self
    }

    /// Leads nowhere else, for whoever has this page only.
    #[must_use]
    pub fn homeless(mut self) -> Self {
        self.has_home = false;
        self
    }

    /// Offers a way back above the heading.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }

    /// Says what was just done.
    #[must_use]
    pub fn flash(mut self, banner: NotificationBanner) -> Self {
        self.flash = Some(banner);
        self
    }

    /// Says in the title that the form has errors.
    #[must_use]
    pub fn errors(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// Address of the styles.
    pub fn stylesheet(&self) -> String {
        asset_url("app.css")
    }

    /// Address of the script.
    pub fn script(&self) -> String {
        asset_url("app.js")
    }

    /// Address of the icon.
    pub fn icon(&self) -> String {
        asset_url("icon.svg")
    }

    /// Over header and navigation to the content.
    pub fn skip_link(&self) -> SkipLink {
        SkipLink::new("Skip to main content", "#main-content")
    }

    /// Whether people can be found from here: whoever has their list finds in it whom they may open.
    pub fn finds_people(&self) -> bool {
        self.navigation.iter().any(|place| place.href == PEOPLE_URL)
    }

    /// Where people are found.
    pub fn people_url(&self) -> &'static str {
        PEOPLE_URL
    }

    /// The navigation, where there is anywhere to go.
    pub fn service_navigation(&self) -> Option<ServiceNavigation> {
        (!self.navigation.is_empty()).then(|| {
            let places = self.navigation.iter();
            places.fold(ServiceNavigation::new(), |navigation, place| {
                let item = NavigationItem::new(&place.words, &place.href);
                navigation.item(item.here(place.here))
            })
        })
    }

    /// The way back.
    pub fn back_link(&self) -> Option<BackLink> {
        self.back.as_ref().map(BackLink::new)
    }

    /// The strip that says this is the demo.
    pub fn demo_banner(&self) -> Option<PhaseBanner> {
        let words = self.demo.as_ref()?;
        Some(PhaseBanner::new("Demo", Content::from(words)))
    }
}

impl SignedIn {
    /// The roles in one line.
    pub fn role_line(&self) -> String {
        self.roles.join(", ")
    }

    /// Where the page's script asks for more time.
    pub fn session_url(&self) -> &'static str {
        SESSION_URL
    }

    /// Where one signs in again.
    pub fn sign_in_url(&self) -> &'static str {
        SIGN_IN_URL
    }

    /// Where the sign-out form goes.
    pub fn sign_out_url(&self) -> &'static str {
        SIGN_OUT_URL
    }

    /// What the sign-out form carries.
    pub fn proof(&self) -> FormProof {
        FormProof::new(&self.csrf_token)
    }
}
