//! Every kind of problem has a page that says what happened and what to do.

use std::{fs, path::Path};

use kernel::refusal::Kind;
use kith::http::statuses;

use crate::people::{adds, ava};

story!(the_type_of_a_problem_leads_to_its_page, |house| {
    let browser = house.browser();
    for kind in Kind::ALL {
        let page = browser.opens(&format!("/problems/{kind}"));
        let page = page.expect(200);
        let (status, title) = statuses(*kind);
        assert_eq!(page.heading(), title);
        assert!(page.says("What to do") && page.says(&format!("Status {}.", status.as_u16())));
    }
    let problem = house.asks("GET", "/api/v1/people").answer();
    let leads_to = problem.json()["type"].as_str().unwrap().to_owned();
    let page = browser.opens(&leads_to).expect(200);
    assert!(page.says("refresh token"));
    house.asks("POST", "/problems/stale").answer().expect(405);
    house.asks("GET", "/problems/none").answer().expect(404);
});

story!(the_address_of_a_form_leads_back_to_its_page, |house| {
    let priya = house.social_worker("Priya");
    let child = adds(&priya, &ava());
    let record = format!("/people/{child}");
    for sent in ["status", "relatives"] {
        let opened = priya.opens(&format!("{record}/{sent}")).expect(405);
        assert!(opened.says("nothing of it was saved"), "{sent}");
        let link = format!("href=\"{record}\"");
        assert!(opened.answer.body.contains(&link), "{sent}");
        assert!(!opened.says("API"));
    }
    let asked = priya.api("GET", "/api/v1/sign-out").answer().expect(405);
    assert_eq!(asked.problem(), Kind::MethodNotAllowed);
    assert!(asked.body.contains("API description"));
});

#[test]
fn every_kind_of_problem_has_its_page_and_no_page_is_left_over() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api-spec/problems");
    for kind in Kind::ALL {
        let (status, title) = statuses(*kind);
        let page = fs::read_to_string(folder.join(format!("{kind}.md")))
            .unwrap_or_else(|fault| panic!("api-spec/problems/{kind}.md: {fault}"));
        assert!(
            page.starts_with(&format!("# {title}\n")),
            "{kind}: its title is {title:?}"
        );
        assert!(
            page.contains(&format!("Status {}.", status.as_u16())),
            "{kind}: no status"
        );
        for part in ["## What happened\n", "## What to do\n"] {
            let (_, text) = page
                .split_once(part)
                .unwrap_or_else(|| panic!("{kind}: no {part}"));
            let text = text.split("\n## ").next().unwrap_or_default();
            assert!(text.trim().len() > 40, "{kind}: {part} says too little");
        }
    }
    let pages = fs::read_dir(&folder).unwrap().count();
    assert_eq!(pages, Kind::ALL.len(), "a page for a kind there is not");
}
