//! Access tokens that are not ours, not for us, not now, or not whole: none opens the door.

use aws_lc_rs::signature::KeyPair;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kith::access::commands::Tokens;
use serde_json::json;

use super::forger::{Forger, encoded};
use crate::support::{Chance, ORIGIN, Person, TestHouse};

type Cases = Vec<(String, String)>;

fn named(name: impl Into<String>, token: String) -> (String, String) {
    (name.into(), token)
}

fn algorithms(forger: &Forger) -> Cases {
    let mut cases = Cases::new();
    for alg in [
        json!("none"),
        json!("None"),
        json!("NONE"),
        json!("nOnE"),
        json!(""),
        json!(null),
    ] {
        cases.push(named(
            format!("alg {alg}, no signature"),
            forger.unsigned(&alg, ""),
        ));
    }
    let whole = forger.whole();
    let signature = whole.rsplit('.').next().unwrap();
    cases.push(named(
        "alg none with a real signature",
        forger.unsigned(&json!("none"), signature),
    ));
    for alg in [
        "eddsa", "EDDSA", "EdDSA ", "Ed448", "ES256K", "RS256", "PS256", "HS256", "ES256",
    ] {
        cases.push(named(
            format!("alg {alg:?} on our signature"),
            forger.header(json!({ "alg": alg })),
        ));
    }
    cases.push(named(
        "alg in a list",
        forger.header(json!({ "alg": ["EdDSA"] })),
    ));
    cases.push(named("alg a number", forger.header(json!({ "alg": 8 }))));
    cases.push(named("no alg", forger.header(json!({ "typ": "JWT" }))));
    let public = forger.ours.public_key().as_ref().to_vec();
    let spki = [
        &[
            0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
        ],
        public.as_slice(),
    ]
    .concat();
    for alg in ["HS256", "HS384", "HS512", "EdDSA"] {
        cases.push(named(
            format!("{alg}, our public key as its secret"),
            forger.hmac(alg, &public),
        ));
        cases.push(named(
            format!("{alg}, our public document as its secret"),
            forger.hmac(alg, &spki),
        ));
    }
    cases.push(named(
        "HS256 with an empty secret",
        forger.hmac("HS256", b""),
    ));
    for alg in ["ES256", "EdDSA"] {
        cases.push(named(format!("{alg} signed on P-256"), forger.on_p256(alg)));
    }
    cases
}

fn keys(forger: &Forger) -> Cases {
    let x = encoded(forger.theirs.public_key().as_ref());
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
    [
        ("another key", json!({ "alg": "EdDSA" })),
        (
            "kid of a path",
            json!({ "alg": "EdDSA", "kid": "../../../../dev/null" }),
        ),
        (
            "kid of SQL",
            json!({ "alg": "EdDSA", "kid": "x' union select 'key' --" }),
        ),
        (
            "jku",
            json!({ "alg": "EdDSA", "jku": "https://evil.example/keys" }),
        ),
        (
            "x5u",
            json!({ "alg": "EdDSA", "x5u": "https://evil.example/chain" }),
        ),
        ("x5c", json!({ "alg": "EdDSA", "x5c": [x.clone()] })),
        ("jwk in the header", json!({ "alg": "EdDSA", "jwk": jwk })),
    ]
    .into_iter()
    .map(|(name, header)| named(name, forger.their_header(header)))
    .collect()
}

fn times(forger: &Forger) -> Cases {
    let now = forger.now();
    let mut later = forger.claims.clone();
    (later["iat"], later["exp"]) = (json!(now + 86_400), json!(now + 86_400 + 900));
    let mut cases = vec![
        named(
            "issued tomorrow, valid from now",
            forger.raw(&later.to_string()),
        ),
        named(
            "two exp",
            forger.raw(
                &forger
                    .claims
                    .to_string()
                    .replacen('{', &format!("{{\"exp\":{now},"), 1),
            ),
        ),
    ];
    for (name, claim, value) in [
        ("over", "exp", json!(now)),
        ("over long ago", "exp", json!(now - 86_400)),
        ("lives too long", "exp", json!(now + 901)),
        ("lives for ever", "exp", json!(i64::MAX)),
        ("exp as text", "exp", json!((now + 900).to_string())),
        ("exp with a fraction", "exp", json!(1e300)),
        ("exp null", "exp", json!(null)),
        ("exp true", "exp", json!(true)),
        ("exp negative", "exp", json!(-1)),
        ("exp in a list", "exp", json!([now + 900])),
        ("not yet", "nbf", json!(now + 1)),
        ("nbf as text", "nbf", json!("0")),
        ("nbf null", "nbf", json!(null)),
        ("iat as text", "iat", json!("0")),
        (
            "iat so early that exp - iat overflows",
            "iat",
            json!(i64::MIN),
        ),
    ] {
        cases.push(named(name, forger.claim(claim, value)));
    }
    cases
}

fn names(forger: &Forger, tom: &Person<'_>, toms: &Forger) -> Cases {
    let nobody = kernel::id::UserId::from_parts(1, 1).to_string();
    let mut cases: Cases = ["iss", "aud", "sub", "sid", "exp", "nbf", "iat"]
        .map(|name| named(format!("no {name}"), forger.without(name)))
        .to_vec();
    for (name, claim, value) in [
        ("another issuer", "iss", json!("https://evil.example")),
        (
            "the issuer with a slash",
            "iss",
            json!(format!("{ORIGIN}/")),
        ),
        (
            "the issuer in capitals",
            "iss",
            json!(ORIGIN.to_uppercase()),
        ),
        ("issuers in a list", "iss", json!([ORIGIN])),
        ("for another audience", "aud", json!("kith-web")),
        ("for nobody", "aud", json!("")),
        ("for several audiences", "aud", json!(["kith-api", "evil"])),
        ("for null", "aud", json!(null)),
        ("another person's name", "sub", json!(tom.id)),
        ("nobody's name", "sub", json!(nobody)),
        ("a name that is no id", "sub", json!("usr_1")),
        (
            "a person where a user is meant",
            "sub",
            json!("per_01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        ),
        ("a name that is a number", "sub", json!(1)),
        ("another person's family", "sid", toms.claims["sid"].clone()),
        ("a family nobody has", "sid", json!("0".repeat(64))),
        ("an empty family", "sid", json!("")),
        ("a family of SQL", "sid", json!("' or 1=1 --")),
        ("a family with a NUL", "sid", json!("\u{0}")),
    ] {
        cases.push(named(name, forger.claim(claim, value)));
    }
    cases
}

/// The order of the group, to be added to a signature: the same point, other bytes.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn other_bytes_of_the_same_signature(token: &str) -> String {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let mut bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let mut carry = 0_u16;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    format!("{signed}.{}", encoded(bytes))
}

fn shapes(forger: &Forger, tokens: &Tokens, toms: &Forger) -> Cases {
    let whole = forger.whole();
    let parts: Vec<&str> = whole.split('.').collect();
    let [header, claims, signature] = parts[..] else {
        panic!("{whole}")
    };
    let foreign = toms.whole();
    let foreign = foreign.rsplit('.').next().unwrap();
    let all_but_one = &whole[..whole.len() - 1];
    [
        ("nothing", String::new()),
        ("dots", "..".to_owned()),
        ("no signature part", format!("{header}.{claims}")),
        ("an empty signature", format!("{header}.{claims}.")),
        ("only claims", format!(".{claims}.")),
        ("cut by one letter", all_but_one.to_owned()),
        ("longer by one letter", format!("{whole}A")),
        ("longer by one byte", format!("{whole}AA")),
        ("four parts", format!("{whole}.{signature}")),
        ("five parts", format!("{whole}.{header}.{claims}")),
        ("twice", format!("{whole}{whole}")),
        ("two, with a comma", format!("{whole},{whole}")),
        ("padded", format!("{whole}==")),
        ("a space inside", format!("{header}. {claims}.{signature}")),
        (
            "the signature of another",
            format!("{header}.{claims}.{foreign}"),
        ),
        (
            "a signature of zeros",
            format!("{header}.{claims}.{}", encoded([0; 64])),
        ),
        (
            "header and claims swapped",
            format!("{claims}.{header}.{signature}"),
        ),
        (
            "other bytes of the same signature",
            other_bytes_of_the_same_signature(&whole),
        ),
        ("claims that are no JSON", forger.raw("not json")),
        (
            "claims in a list",
            forger.raw(&format!("[{}]", forger.claims)),
        ),
        ("JSON twice", forger.raw(&format!("{0}{0}", forger.claims))),
        ("a refresh token", tokens.refresh.clone()),
        ("very long", "A".repeat(7000)),
    ]
    .into_iter()
    .map(|(name, token)| named(name, token))
    .collect()
}

/// How many tokens with changed letters there are, if more than one for each letter:
/// `KITH_GATE_TOKENS` says how many before a release.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment how large it is"
)]
fn mutated() -> usize {
    let given = std::env::var("KITH_GATE_TOKENS").ok();
    given.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Each letter of a token changed in turn, then up to three at random places.
fn letters_changed(whole: &str) -> impl Iterator<Item = (String, String)> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    let (letters, mut chance) = (whole.as_bytes().to_vec(), Chance::new());
    let length = letters.len();
    let changed = move |nth: usize| {
        let mut changed = letters.clone();
        let mut below = |end: usize| {
            let below = chance.below(u64::try_from(end).unwrap());
            usize::try_from(below).unwrap()
        };
        if let Some(letter) = changed.get_mut(nth) {
            *letter = if *letter == b'A' { b'B' } else { b'A' };
        } else {
            for _ in 0..=below(3) {
                changed[below(length)] = LETTERS[below(LETTERS.len())];
            }
        }
        let name = format!("letters changed, number {nth}");
        (changed != letters).then(|| (name, String::from_utf8(changed).unwrap()))
    };
    (0..length.max(mutated())).filter_map(changed)
}

/// How many forged tokens there were, and which of them opened the door.
fn let_in(house: &TestHouse) -> (usize, Vec<String>) {
    let (priya, tom) = (house.social_worker("Priya"), house.social_worker("Tom"));
    let (tokens, toms) = (priya.more_tokens(), tom.more_tokens());
    let forger = Forger::new(&tokens);
    let toms = Forger::new(&toms);
    let opens = |token: &str| {
        let asking = house.asks("GET", "/session").bearer(token);
        asking.header("accept", "application/json").answer().status
    };
    let cases = [
        algorithms(&forger),
        keys(&forger),
        times(&forger),
        names(&forger, &tom, &toms),
        shapes(&forger, &tokens, &toms),
    ]
    .concat();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    assert_eq!(
        opens(&forger.whole()),
        200,
        "the forger can sign: the cases fail for their own reason"
    );
    let (mut all, mut let_in) = (0, Vec::new());
    for (name, token) in cases.into_iter().chain(letters_changed(&forger.whole())) {
        all += 1;
        if !(400..500).contains(&opens(&token)) {
            let_in.push(name);
        }
    }
    assert_eq!(opens(&tokens.access), 200);
    println!("{all} forged tokens, {} let in", let_in.len());
    (all, let_in)
}

story!(no_forged_token_opens_the_door, |house| {
    let (all, let_in) = let_in(house);
    assert!(let_in.is_empty(), "not refused: {let_in:#?}");
    assert!(all > 300, "{all} forged tokens");
});

#[cfg(feature = "faults")]
story!(alone a_house_that_looks_at_no_signature_is_found, |house| {
    use kith::storage::faults::SIGNATURES_UNMINDED;
    SIGNATURES_UNMINDED.set(true);
    let (_, let_in) = let_in(house);
    SIGNATURES_UNMINDED.set(false);
    assert!(let_in.len() > 10, "a test that cannot fail proves nothing: {let_in:?}");
});

story!(a_bad_token_is_not_made_good_by_a_cookie, |house| {
    let priya = house.social_worker("Priya");
    let asking = priya
        .browser()
        .asks("GET", "/session")
        .bearer("no.token.this");
    asking
        .header("accept", "application/json")
        .answer()
        .expect(401);
});
