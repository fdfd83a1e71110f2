//! Access tokens of programs: short-lived, signed with Ed25519, one algorithm and no other.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use kernel::{id::UserId, refusal::Refused, time::Instant};
use serde::{Deserialize, Serialize};

use crate::access::rules::ACCESS_LIFE;

/// Whom the tokens are for.
const AUDIENCE: &str = "kith-api";

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who made it.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Whose it is.
    pub sub: UserId,
    /// The family of refresh tokens it came with; revoking that ends it.
    pub sid: String,
    /// Issued, seconds.
    pub iat: i64,
    /// Not before, seconds.
    pub nbf: i64,
    /// Ends, seconds.
    pub exp: i64,
}

/// Signs and reads access tokens.
pub struct TokenKeys {
    issuer: String,
    signing: EncodingKey,
    reading: DecodingKey,
}

impl std::fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TokenKeys({})", self.issuer)
    }
}

impl TokenKeys {
    /// From 32 secret bytes and the origin of this installation.
    ///
    /// # Errors
    /// A fault when the bytes make no key.
    pub fn from_seed(seed: &[u8; 32], issuer: &str) -> Result<Self, Refused> {
        let fault = |cause| Refused::fault("reading the token key", cause);
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(fault)?;
        let document = pair
            .to_pkcs8()
            .map_err(|cause| Refused::fault("writing the token key", cause))?;
        Ok(Self {
            issuer: issuer.to_owned(),
            signing: EncodingKey::from_ed_der(document.as_ref()),
            reading: DecodingKey::from_ed_der(pair.public_key().as_ref()),
        })
    }

    /// A token for a user.
    ///
    /// # Errors
    /// A fault when signing fails.
    pub fn sign(&self, user: UserId, family: &str, now: Instant) -> Result<String, Refused> {
        let seconds = now.millis() / 1000;
        let life = i64::try_from(ACCESS_LIFE.as_secs()).unwrap_or_default();
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: user,
            sid: family.to_owned(),
            iat: seconds,
            nbf: seconds,
            exp: seconds + life,
        };
        encode(&Header::new(Algorithm::EdDSA), &claims, &self.signing)
            .map_err(|cause| Refused::fault("signing a token", cause))
    }

    /// What a token says, if it is one of ours, for us, and not over at `now`.
    pub fn read(&self, token: &str, now: Instant) -> Option<Claims> {
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        // Times are held against our own clock below; the library reads the system's.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = self.signed(token, &rules)?;
        let seconds = now.millis() / 1000;
        let longest = i64::try_from(ACCESS_LIFE.as_secs()).unwrap_or_default();
        let in_time = claims.nbf <= seconds
            && claims.iat <= seconds
            && seconds < claims.exp
            && claims.exp.saturating_sub(claims.iat) <= longest;
        in_time.then_some(claims)
    }

    /// What a token says, if we signed it.
    fn signed(&self, token: &str, rules: &Validation) -> Option<Claims> {
        #[cfg(feature = "faults")]
        if crate::storage::faults::SIGNATURES_UNMINDED.is_on() {
            return jsonwebtoken::dangerous::insecure_decode_claims(token).ok();
        }
        Some(decode(token, &self.reading, rules).ok()?.claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(seed: u8, issuer: &str) -> TokenKeys {
        TokenKeys::from_seed(&[seed; 32], issuer).unwrap()
    }
    fn at(seconds: i64) -> Instant {
        Instant::from_millis(seconds * 1000)
    }

    #[test]
    fn a_token_is_read_back_until_it_ends() {
        let keys = keys(1, "https://kith.example.org");
        let user = UserId::from_parts(1, 1);
        let token = keys.sign(user, "family", at(1000)).unwrap();
        let claims = keys.read(&token, at(1000)).unwrap();
        assert_eq!((claims.sub, claims.sid.as_str()), (user, "family"));
        for (name, moment, valid) in [
            ("the last second", 1000 + 899, true),
            ("its end", 1000 + 900, false),
            ("before it begins", 999, false),
        ] {
            assert_eq!(keys.read(&token, at(moment)).is_some(), valid, "{name}");
        }
    }

    #[test]
    fn another_key_or_issuer_is_refused() {
        let token = keys(1, "https://a.example.org")
            .sign(UserId::from_parts(1, 1), "f", at(0))
            .unwrap();
        assert!(
            keys(1, "https://a.example.org")
                .read(&token, at(0))
                .is_some()
        );
        assert!(
            keys(2, "https://a.example.org")
                .read(&token, at(0))
                .is_none()
        );
        assert!(
            keys(1, "https://b.example.org")
                .read(&token, at(0))
                .is_none()
        );
    }
}
