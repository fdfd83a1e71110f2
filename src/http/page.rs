//! What stands around a page: who is signed in, where they can go, what the demo says.

use kernel::refusal::Refused;
use law::access::{Action, Actor, could_ever};

use super::{
    door::{Admitted, Place, Site},
    guard::Guarded,
};
use crate::{
    storage::random_hex,
    web::{
        Shell,
        components::{FormProof, Here},
        shell::{DemoClock, SignedIn},
    },
};

/// The shell of a page behind this door.
pub fn shell<A: Action>(door: &Guarded<A>, title: &str) -> Shell {
    let shell =
        around(door.site(), door.admitted(), title, door.path()).served_at(door.now().millis());
    if door.site().banner.is_none() {
        return shell;
    }
    let back_to = door.page_address().unwrap_or_else(|| "/".to_owned());
    shell.demo_clock(DemoClock::new(door.now().in_full(), back_to))
}

/// The shell of a page at `here` for whoever was let in.
pub(super) fn around(site: &Site, admitted: &Admitted, title: &str, here: &str) -> Shell {
    let mut shell = Shell::new(title, &site.service_name, &site.term);
    if let Some(banner) = &site.banner {
        shell = shell.demo(banner);
    }
    if matches!(admitted.actor, Actor::Link { .. }) {
        shell = shell.homeless();
    }
    let Some(user) = admitted.actor.user() else {
        return shell;
    };
    let seconds = |value: Option<u64>| {
        value
            .and_then(|value| u32::try_from(value).ok())
            .unwrap_or_default()
    };
    for place in places(site, admitted)
        .into_iter()
        .filter(|place| place.everywhere)
    {
        let here = if here == place.path {
            Here::Page
        } else if here.starts_with(place.path) {
            Here::Within
        } else {
            Here::No
        };
        shell = shell.place(place.words, place.path, here);
    }
    shell.person(SignedIn {
        id: user.to_string(),
        name: admitted.name.reveal().clone(),
        roles: admitted
            .roles()
            .iter()
            .map(|role| role.label().to_owned())
            .collect(),
        csrf_token: admitted.csrf.reveal().clone(),
        idle_seconds: seconds(admitted.idle_seconds),
        absolute_seconds: seconds(admitted.absolute_seconds),
    })
}

/// Where this person can go: the places whose action the policy allows them in some relation.
pub fn places(site: &Site, admitted: &Admitted) -> Vec<Place> {
    let allowed = |place: &Place| could_ever(&admitted.actor, place.act);
    site.places.iter().copied().filter(allowed).collect()
}

/// What a form of this page carries: that it is ours, and a key, so that sending it twice saves
/// it once.
///
/// # Errors
/// A fault when the operating system has no randomness to give.
pub fn proof<A: Action>(door: &Guarded<A>) -> Result<FormProof, Refused> {
    let admitted = door.admitted();
    let proof = FormProof::new(admitted.csrf.reveal()).once(random_hex::<16>()?);
    let page_of = admitted.page_of.reveal();
    Ok(if page_of.is_empty() {
        proof
    } else {
        proof.typed_by(page_of)
    })
}

/// Where to go next, when a form says so. Only a path of this site: anything else would lend our
/// name to another page.
pub fn local_path(next: &str) -> String {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if local {
        next.to_owned()
    } else {
        "/".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn a_form_leads_to_a_page_of_this_site() {
        for (next, goes) in [
            ("/people", "/people"),
            ("/people?q=a", "/people?q=a"),
            ("", "/"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nset-cookie: x=y", "/"),
        ] {
            assert_eq!(local_path(next), goes, "{next:?}");
        }
    }
}
