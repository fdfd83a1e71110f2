//! Uploads: one file in a multipart form, read before any transaction begins.
//!
//! The proof of the form comes first and is looked at before a byte of the file is read, so that
//! another site cannot make a browser fill our memory. A file that is too large is read to its
//! end without being kept, because a browser hears no answer while it still sends.

use actix_multipart::{Field, Multipart};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use futures_util::TryStreamExt;
use kernel::refusal::{Kind, Reason, Refused};
use law::access::Writes;

use super::{
    arriving::{UPLOAD, within},
    body::{Sent, key_of, malformed, takes, text_header},
    guard::Guarded,
    kept::TYPED_BY,
    problem::Problem,
};
use crate::storage::{LARGEST_DOCUMENT, NewDocument};

/// The longest field that is not the file, in bytes.
const LONGEST_FIELD: usize = 1000;
/// How much of a file that is too large is read before the connection is cut.
const ENOUGH: usize = 3 * LARGEST_DOCUMENT;

/// An upload that has begun. What it holds is read by
/// [`Guarded::receive`], which knows who sends it.
pub struct Upload {
    parts: Multipart,
    request: HttpRequest,
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let upload = takes(request, "multipart/form-data").map(|()| Self {
            parts: Multipart::new(request.headers(), payload.take()),
            request: request.clone(),
        });
        std::future::ready(upload.map_err(|refused| Problem::from(refused).facing(request)))
    }
}

fn unreadable() -> Refused {
    malformed(
        "unreadable-upload",
        "The upload could not be read to its end. Send one file as the field `file`.",
    )
}

fn no_file() -> Refused {
    Refused::field("/file", "blank", "Choose a file")
}

impl<A: Writes> Guarded<A> {
    /// Reads an upload to its end, before any transaction begins. The inner error is about the
    /// file, for a form to show; the outer one ends the request.
    ///
    /// # Errors
    /// `ForgedRequest` before the file is read, when its form did not carry our proof.
    pub async fn receive(&self, upload: Upload) -> Result<Result<NewDocument, Refused>, Refused> {
        let arriving = upload.read(|sent| self.carries_proof(Some(sent)));
        let (file, sent) = within(UPLOAD, arriving).await??;
        self.was_sent(sent);
        Ok(file)
    }
}

impl Upload {
    /// Reads all of it. `proven` is asked before the file is read.
    async fn read(
        mut self,
        proven: impl Fn(&Sent) -> Result<(), Refused>,
    ) -> Result<(Result<NewDocument, Refused>, Sent), Refused> {
        let header = |name| text_header(&self.request, name);
        let mut sent = Sent {
            csrf: header("x-csrf-token").map(str::to_owned),
            key: header("idempotency-key").map(key_of).transpose()?.flatten(),
            body: Vec::new(),
            again: false,
        };
        while let Some(field) = self.next().await? {
            let name = field.name().unwrap_or_default().to_owned();
            match name.as_str() {
                "csrf_token" => sent.csrf = Some(text(field).await?),
                TYPED_BY => {
                    text(field).await?;
                }
                "idempotency_key" => {
                    let key = text(field).await?;
                    if !key.is_empty() {
                        sent.key = key_of(&key)?;
                    }
                }
                "file" => {
                    proven(&sent)?;
                    let file = file(field).await?;
                    // Whatever follows the file belongs to no form of ours.
                    if self.next().await?.is_some() {
                        return Err(unreadable());
                    }
                    if let Ok(new) = &file {
                        sent.body = new.sha256().as_bytes().to_vec();
                    }
                    return Ok((file, sent));
                }
                _ => return Err(unreadable()),
            }
        }
        proven(&sent)?;
        Ok((Err(no_file()), sent))
    }

    async fn next(&mut self) -> Result<Option<Field>, Refused> {
        self.parts
            .try_next()
            .await
            .map_err(|_names_parts| unreadable())
    }
}

async fn text(mut field: Field) -> Result<String, Refused> {
    let bytes = field
        .bytes(LONGEST_FIELD)
        .await
        .map_err(|_too_long| unreadable())?
        .map_err(|_names_parts| unreadable())?;
    String::from_utf8(bytes.to_vec()).map_err(|_not_text| unreadable())
}

/// The file, or why it is not taken. An error of the outer kind ends the request.
async fn file(mut field: Field) -> Result<Result<NewDocument, Refused>, Refused> {
    let declared = field
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut bytes = Vec::new();
    let mut seen = 0_usize;
    while let Some(piece) = field.try_next().await.map_err(|_cut| unreadable())? {
        seen = seen.saturating_add(piece.len());
        if seen > ENOUGH {
            return Err(too_large());
        }
        if seen > LARGEST_DOCUMENT {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(match seen {
        0 => Err(no_file()),
        _ if seen > LARGEST_DOCUMENT => Err(too_large()),
        _ => NewDocument::read(&declared, bytes),
    })
}

fn too_large() -> Refused {
    Refused::because(
        Kind::TooLarge,
        Reason::new("too-large", "Choose a file of 20 MiB or less."),
    )
}
