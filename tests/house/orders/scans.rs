//! Scans of orders: handed in, looked at for what they are, sealed, sent back byte for byte.

use kernel::refusal::Kind;
use law::access::Role;
use serde_json::json;

use super::{SCAN, order};
use crate::{
    people::{adds, ava},
    support::{ORIGIN, Person},
};

const MIB: usize = 1 << 20;

fn enters(person: &Person<'_>) -> String {
    let child = adds(person, &ava());
    let entered = person
        .api("POST", "/api/v1/orders")
        .json(&order(&child))
        .answer()
        .expect(201);
    format!("/api/v1/orders/{}", entered.json()["id"].as_str().unwrap())
}

story!(a_scan_comes_back_byte_for_byte_and_lies_sealed, |house| {
    let priya = house.social_worker("Priya");
    let order = enters(&priya);
    let path = format!("{order}/document");
    // Three pieces and a bit.
    let pages = "a line of the order\n".repeat(30_000);
    let scan = format!("%PDF-1.7\n{pages}");
    priya.api("GET", &path).answer().expect(404);
    let added = priya
        .api("PUT", &path)
        .upload(&[], Some((SCAN.0, scan.as_bytes())))
        .answer();
    let added = added.expect(200).json();
    assert_eq!(added["document"]["length"], scan.len());
    assert_eq!(house.number("select count(*) from document_chunk"), 3);
    let facts = "select count(*) from audit_fact where act = 'orders.download'";
    let before = house.number(facts);
    let sent = priya.api("GET", &path).answer().expect(200);
    assert!(sent.body == scan, "{} bytes came back", sent.body.len());
    assert_eq!(house.number(facts) - before, 1);
    assert_eq!(sent.header("content-type"), Some("application/pdf"));
    let named = sent.header("content-disposition").unwrap();
    assert!(
        named.starts_with("attachment; filename=\"order-") && !named.contains("Ava"),
        "{named}"
    );
    let clear = "select count(*) from document_chunk where cast(sealed as text) like '%a line%'";
    assert_eq!(house.number(clear), 0);

    let again = priya.api("PUT", &path).upload(&[], Some(SCAN)).answer();
    assert_eq!(again.problem(), Kind::Exists, "the scan of an order stays");
    let stranger = house.social_worker("Sam");
    stranger.api("GET", &path).answer().expect(404);
    stranger
        .api("PUT", &path)
        .upload(&[], Some(SCAN))
        .answer()
        .expect(404);
    house
        .staff("Adele", &[Role::Administrator])
        .api("GET", &path)
        .answer()
        .expect(404);
});

story!(a_file_that_is_not_what_it_says_is_not_taken, |house| {
    let priya = house.social_worker("Priya");
    let path = format!("{}/document", enters(&priya));
    let mut large = b"%PDF-1.7".to_vec();
    large.resize(20 * MIB + 1, b'x');
    let cases: &[(&str, &str, &[u8], Kind)] = &[
        (
            "a page called a PDF",
            "application/pdf",
            b"<script>alert(1)</script>",
            Kind::UnsupportedType,
        ),
        (
            "a PDF called a picture",
            "image/png",
            b"%PDF-1.7",
            Kind::UnsupportedType,
        ),
        (
            "a program",
            "application/octet-stream",
            b"MZ\x90\x00",
            Kind::UnsupportedType,
        ),
        (
            "a drawing that can act",
            "image/svg+xml",
            b"<svg onload='x'/>",
            Kind::UnsupportedType,
        ),
        ("nothing", "application/pdf", b"", Kind::Invalid),
        ("too much", "application/pdf", &large, Kind::TooLarge),
    ];
    for (name, declared, bytes, kind) in cases {
        let answer = priya
            .api("PUT", &path)
            .upload(&[], Some((declared, bytes)))
            .answer();
        assert_eq!(answer.problem(), *kind, "{name}");
    }
    assert_eq!(house.number("select count(*) from document"), 0);
    large.truncate(20 * MIB);
    let most = priya
        .api("PUT", &path)
        .upload(&[], Some(("application/pdf", &large)))
        .answer();
    most.expect(200);
});

story!(an_upload_that_is_none_is_told_so, |house| {
    let priya = house.social_worker("Priya");
    let path = format!("{}/document", enters(&priya));
    let nothing = [("idempotency_key", "")];
    let none = priya.api("PUT", &path).upload(&nothing, None).answer();
    assert_eq!(none.problem(), Kind::Invalid, "no file");
    let odd = priya
        .api("PUT", &path)
        .upload(&[("title", "x")], Some(SCAN))
        .answer();
    assert_eq!(odd.problem(), Kind::Malformed, "a field nobody asked for");
    let not_a_form = priya.api("PUT", &path).json(&json!({})).answer();
    assert_eq!(not_a_form.problem(), Kind::UnsupportedType);
    let cut = priya
        .api("PUT", &path)
        .header("content-type", "multipart/form-data; boundary=x");
    let cut = cut
        .body("--x\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\n%PDF")
        .answer();
    assert_eq!(cut.problem(), Kind::Malformed, "cut off");
    assert_eq!(house.number("select count(*) from document"), 0);
});

story!(a_form_with_a_file_carries_its_proof_first, |house| {
    let priya = house.social_worker("Priya");
    let api = enters(&priya);
    let path = format!("{}/document", api.trim_start_matches("/api/v1"));
    let form = priya.opens(&format!("{path}/new")).expect(200);
    assert!(form.says("of 20 MiB or less"));
    let proof = priya.csrf();
    let posts = |fields: &[(&str, &str)], file| {
        let asking = priya.browser().asks("POST", &path);
        let asking = asking
            .header("origin", ORIGIN)
            .header("accept", "text/html");
        asking.upload(fields, file).answer()
    };
    posts(&[], Some(SCAN)).expect(403);
    posts(&[("csrf_token", "another")], Some(SCAN)).expect(403);
    let good = [("csrf_token", proof.as_str())];
    let again = posts(&good, None).expect(422);
    assert!(again.body.contains("Choose a file"));
    let again = posts(&good, Some(("application/pdf", b"<html>"))).expect(415);
    assert!(again.body.contains("Choose a PDF") && again.body.contains("href=\"#file\""));
    let once = [
        ("csrf_token", proof.as_str()),
        ("idempotency_key", "one-key"),
    ];
    posts(&once, Some(SCAN)).expect(303);
    posts(&once, Some(SCAN)).expect(303);
    assert_eq!(
        house.number("select count(*) from document"),
        1,
        "sent twice, kept once"
    );
});
