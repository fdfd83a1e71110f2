//! A browser: keeps cookies, says where a request comes from, follows when told.

use std::{collections::BTreeMap, sync::Mutex};

use super::{ORIGIN, Page, TestHouse, asking::Asking};

/// A browser of its own, with its cookies.
pub struct Browser<'h> {
    house: &'h TestHouse,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<'h> Browser<'h> {
    pub(super) fn new(house: &'h TestHouse) -> Self {
        Self {
            house,
            cookies: Mutex::default(),
        }
    }

    /// The cookies it would send.
    pub fn cookies(&self) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
    /// Puts a cookie in.
    pub fn keeps(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap();
        cookies.insert(name.to_owned(), value.to_owned());
    }

    /// A request with its cookies and nothing else.
    pub fn asks(&self, method: &str, path: &str) -> Asking<'h> {
        let asking = self.house.asks(method, path);
        match self.cookies() {
            Some(cookies) => asking.header("cookie", cookies),
            None => asking,
        }
    }

    /// Opens an address, as if typed.
    pub fn opens(&self, path: &str) -> Page<'_, 'h> {
        let asking = self.asks("GET", path).header("sec-fetch-site", "none");
        self.shows(asking)
    }

    /// Posts a form of one of our pages.
    pub fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Page<'_, 'h> {
        let asking = self
            .asks("POST", path)
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-origin")
            .form(fields);
        self.shows(asking)
    }

    fn shows(&self, asking: Asking<'_>) -> Page<'_, 'h> {
        let answer = asking.header("accept", "text/html").answer();
        for (name, value) in &answer.headers {
            if name == "set-cookie" {
                self.takes(value);
            }
        }
        Page::new(self, answer)
    }

    /// Takes a cookie as a browser would: under `__Host-` only with all it promises.
    fn takes(&self, cookie: &str) {
        let mut parts = cookie.split("; ");
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attributes: Vec<&str> = parts.collect();
        let promised = ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"];
        let kept = promised.iter().all(|promise| attributes.contains(promise))
            && !attributes.iter().any(|other| other.starts_with("Domain"));
        assert!(name.starts_with("__Host-") && kept, "{cookie}");
        let mut cookies = self.cookies.lock().unwrap();
        if attributes.contains(&"Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}
