//! What a social worker is told of a referral.

use serde_json::{Value, json};

use super::Scene;
use crate::{
    referrals::{plan, steps, version, writes},
    support::{Answer, MailServer, Received},
};

fn told(server: &MailServer) -> Vec<Received> {
    server.took_for("ok.worker")
}

fn sends(scene: &Scene<'_>, kind: &str) -> (String, Answer) {
    let (path, current) = writes(&scene.worker, kind, &scene.child, &scene.mother);
    let sent = steps(
        &scene.worker,
        &format!("{path}/send"),
        &current,
        &Value::Null,
    );
    (path, sent.expect(200))
}

/// The coordinator decides on it as it was sent.
fn does(scene: &Scene<'_>, (path, what): (&str, &str), sent: &Answer, body: &Value) -> Answer {
    let path = format!("{path}/{what}");
    steps(&scene.clerk, &path, &version(sent), body)
}

/// The message names the referral by its end and its page, and nobody.
#[track_caller]
fn tells(mail: &Received, path: &str, happened: &str) {
    let page = path.trim_start_matches("/api/v1");
    let reference: String = page.chars().skip(page.len() - 4).collect();
    assert_eq!(mail.subject, format!("Referral ref {reference}"));
    for words in [
        format!("What happened: {happened}"),
        format!("https://kith.example.org{page}"),
    ] {
        assert!(mail.plain.contains(&words), "{words} in {}", mail.plain);
    }
    for secret in ["Ava", "Mary", "Potter", "which days", "no room"] {
        assert!(!mail.plain.contains(secret), "{secret} in {}", mail.plain);
        assert!(!mail.html.contains(secret), "{secret} in {}", mail.html);
    }
    assert_eq!(mail.calendars.len(), 0);
}

mail_story!(
    a_social_worker_is_told_that_a_referral_is_returned,
    |house, server| {
        let scene = Scene::new(house, server);
        let (path, sent) = sends(&scene, "new");
        assert_eq!(scene.notices("waiting"), 0, "it is the coordinator's turn");
        assert!(scene.clerk.opens("/").says("1 referral to triage"));
        let asked = json!({ "words": "which days?" });
        does(&scene, (&path, "return"), &sent, &asked).expect(200);
        scene.delivers();
        tells(&told(server)[0], &path, "Referral returned");
        let page = scene.worker.opens(path.trim_start_matches("/api/v1"));
        assert!(page.expect(200).says("which days?"));
        assert_eq!(server.took().len(), 1, "and nobody else is");
    }
);

mail_story!(
    a_social_worker_is_told_that_a_referral_is_declined,
    |house, server| {
        let scene = Scene::new(house, server);
        let (path, sent) = sends(&scene, "new");
        let reason = json!({ "words": "There is no room for it." });
        does(&scene, (&path, "decline"), &sent, &reason).expect(200);
        scene.delivers();
        tells(&told(server)[0], &path, "Referral declined");
        assert_eq!(server.took().len(), 1, "and nobody else is");
    }
);

mail_story!(
    a_social_worker_is_told_that_a_referral_is_accepted,
    |house, server| {
        let scene = Scene::new(house, server);
        let (path, sent) = sends(&scene, "emergency");
        let body = plan(&scene.child, &scene.mother);
        does(&scene, (&path, "accept"), &sent, &body).expect(201);
        scene.delivers();
        tells(&told(server)[0], &path, "Referral accepted");
        assert_eq!(server.took().len(), 1, "and nobody else is");
    }
);

mail_story!(
    a_social_worker_without_an_address_is_told_by_phone,
    |house, server| {
        let scene = Scene::new(house, server);
        let (path, sent) = sends(&scene, "new");
        house.writes_to(&scene.worker, &server.at("bad.worker"));
        let reason = json!({ "words": "There is no room for it." });
        does(&scene, (&path, "decline"), &sent, &reason).expect(200);
        scene.delivers();
        let list = scene.clerk.opens("/notices").expect(200);
        assert!(list.says("Referral declined"), "{}", list.answer.body);
        let page = path.trim_start_matches("/api/v1");
        assert!(list.answer.body.contains(&format!("href=\"{page}\"")));
        let id = house.texts("select id from notice").remove(0);
        let form = scene.clerk.opens(&format!("/notices/{id}/telling"));
        let told = form
            .expect(200)
            .form("Record the call")
            .fills("Who did you speak to?", "Priya")
            .fills("Which number did you ring?", "01632 960321")
            .fills("What did they say?", "She will refer again")
            .is_sent()
            .follows();
        assert_eq!(told.expect(200).answer.status, 200);
        assert_eq!(scene.notices("told_by_phone"), 1);
    }
);
