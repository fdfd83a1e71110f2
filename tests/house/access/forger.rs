//! Somebody who makes access tokens that are not ours.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use kith::access::commands::Tokens;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::KEYS;

pub fn encoded(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// What a forger works with: a real token, the real key (for what is wrong but for the
/// signature), and a key of their own.
pub struct Forger {
    pub claims: Value,
    pub ours: Ed25519KeyPair,
    pub theirs: Ed25519KeyPair,
}

impl Forger {
    pub fn new(tokens: &Tokens) -> Self {
        let payload = tokens.access.split('.').nth(1).unwrap();
        let claims = URL_SAFE_NO_PAD.decode(payload).unwrap();
        let key = |seed: &[u8; 32]| Ed25519KeyPair::from_seed_unchecked(seed).unwrap();
        Self {
            claims: serde_json::from_slice(&claims).unwrap(),
            ours: key(KEYS.tokens.reveal()),
            theirs: key(&[7; 32]),
        }
    }

    pub fn signed_by(key: &Ed25519KeyPair, header: &str, claims: &str) -> String {
        let signed = format!("{}.{}", encoded(header), encoded(claims));
        let signature = encoded(key.sign(signed.as_bytes()).as_ref());
        format!("{signed}.{signature}")
    }

    /// Our own signature over another header.
    pub fn header(&self, header: Value) -> String {
        Self::signed_by(&self.ours, &header.to_string(), &self.claims.to_string())
    }
    /// The forger's signature over another header.
    pub fn their_header(&self, header: Value) -> String {
        Self::signed_by(&self.theirs, &header.to_string(), &self.claims.to_string())
    }
    /// Our own signature over raw claims.
    pub fn raw(&self, claims: &str) -> String {
        Self::signed_by(&self.ours, r#"{"alg":"EdDSA","typ":"JWT"}"#, claims)
    }
    /// Our own signature over claims of which one is another.
    pub fn claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.raw(&claims.to_string())
    }
    /// Our own signature over claims of which one is missing.
    pub fn without(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        self.raw(&claims.to_string())
    }
    /// An HMAC with something public as its secret.
    pub fn hmac(&self, alg: &str, secret: &[u8]) -> String {
        let header = json!({ "alg": alg, "typ": "JWT" }).to_string();
        let signed = format!("{}.{}", encoded(header), encoded(self.claims.to_string()));
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
        mac.update(signed.as_bytes());
        format!("{signed}.{}", encoded(mac.finalize().into_bytes()))
    }
    /// A signature on another curve.
    pub fn on_p256(&self, alg: &str) -> String {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let header = json!({ "alg": alg, "typ": "JWT" }).to_string();
        let signed = format!("{}.{}", encoded(header), encoded(self.claims.to_string()));
        let signature = pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", encoded(signature.as_ref()))
    }
    /// No signature at all.
    pub fn unsigned(&self, alg: &Value, signature: &str) -> String {
        let header = json!({ "alg": alg, "typ": "JWT" }).to_string();
        format!(
            "{}.{}.{signature}",
            encoded(header),
            encoded(self.claims.to_string())
        )
    }
    pub fn whole(&self) -> String {
        self.raw(&self.claims.to_string())
    }
    pub fn now(&self) -> i64 {
        self.claims["iat"].as_i64().unwrap()
    }
}
