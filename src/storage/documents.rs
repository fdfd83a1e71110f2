//! Documents: files that people hand in, kept in the database so that backup, retention and
//! access are one.
//!
//! What a file is, is read from its first bytes; what its sender calls it is believed only where
//! the two agree. It is cut into pieces of [`CHUNK`] bytes, each sealed for its place, so that a
//! download never holds more than one piece in memory and a piece moved elsewhere does not open.

use diesel::prelude::*;
use kernel::{
    id::DocumentId,
    refusal::{Kind, Reason, Refused},
};
use law::access::{Action, Actor};
use sha2::{Digest, Sha256};

use super::{
    replay::hex,
    store::Store,
    tables::{DOCUMENT, PIECE, document, document_chunk},
    work::{Desk, Reads, Work},
};

/// The largest document, in bytes: 20 MiB.
pub const LARGEST_DOCUMENT: usize = 20 << 20;
/// The bytes of one piece.
const CHUNK: usize = 256 << 10;

kernel::codes! {
    /// What a document may be.
    pub enum MediaType {
        /// A PDF, as courts send orders.
        Pdf = "application/pdf",
        /// A scan.
        Png = "image/png",
        /// A photograph of a page.
        Jpeg = "image/jpeg",
        /// A letter still being written.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
}

impl MediaType {
    /// What the bytes are, whatever anybody calls them.
    pub fn sniffed(bytes: &[u8]) -> Option<Self> {
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"PK\x03\x04")
            && holds(b"[Content_Types].xml")
            && holds(b"word/document.xml")
        {
            Some(Self::Docx)
        } else {
            None
        }
    }

    /// The end of a file name of this type.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Docx => "docx",
        }
    }
}

/// A file that was handed in and may be kept: not empty, not too large, and what it says it is.
#[derive(Debug, Clone)]
pub struct NewDocument {
    media_type: MediaType,
    bytes: Vec<u8>,
    sha256: String,
}

fn unsupported(code: &'static str, explanation: &str) -> Refused {
    Refused::because(Kind::UnsupportedType, Reason::new(code, explanation))
}

impl NewDocument {
    /// Looks at what was handed in under a declared media type.
    ///
    /// # Errors
    /// `UnsupportedType` when it is none of [`MediaType`], or not what was declared.
    pub fn read(declared: &str, bytes: Vec<u8>) -> Result<Self, Refused> {
        let found = MediaType::sniffed(&bytes).ok_or_else(|| {
            unsupported(
                "unsupported-type",
                "Choose a PDF, a PNG or JPEG picture, or a Word document (DOCX).",
            )
        })?;
        if declared != found.as_str() {
            return Err(unsupported(
                "type-differs",
                "The file is not what its name says. Save it again in its own format, then choose it again.",
            ));
        }
        Ok(Self {
            media_type: found,
            sha256: hex(&Sha256::digest(&bytes)),
            bytes,
        })
    }

    /// The SHA-256 of its bytes, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// A document that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// What it is.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub length: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

fn sealed_place(id: DocumentId, seq: i32) -> String {
    format!("{id}/{seq}")
}

/// Keeps a document. Called by the `store` of the capability that it belongs to, which has asked
/// for the permit.
///
/// # Errors
/// When it cannot be sealed or written.
pub fn keep_document<A: Action>(
    work: &mut Work<'_, A>,
    id: DocumentId,
    new: &NewDocument,
) -> Result<(), Refused> {
    let (vault, now) = (work.vault(), work.now());
    let length = i64::try_from(new.bytes.len())
        .map_err(|cause| Refused::fault("measuring a document", cause))?;
    work.attests(&DOCUMENT, &[&id])?;
    diesel::insert_into(document::table)
        .values((
            document::id.eq(id),
            document::media_type.eq(new.media_type),
            document::length.eq(length),
            document::sha256.eq(&new.sha256),
            document::added_at.eq(now),
        ))
        .execute(work.db())?;
    for (seq, piece) in (0_i32..).zip(new.bytes.chunks(CHUNK)) {
        let place = sealed_place(id, seq);
        let sealed = vault.seal_bytes("document_chunk", "sealed", &place, piece)?;
        work.attests(&PIECE, &[&id, &seq])?;
        diesel::insert_into(document_chunk::table)
            .values((
                document_chunk::document_id.eq(id),
                document_chunk::seq.eq(seq),
                document_chunk::sealed.eq(sealed),
            ))
            .execute(work.db())?;
    }
    Ok(())
}

/// What is known of a document, without its bytes.
pub fn document(reads: &mut dyn Reads, id: DocumentId) -> QueryResult<Option<Document>> {
    type Row = (DocumentId, MediaType, i64, String);
    let row: Option<Row> = document::table
        .find(id)
        .select((
            document::id,
            document::media_type,
            document::length,
            document::sha256,
        ))
        .first(reads.db())
        .optional()?;
    Ok(row.map(|(id, media_type, length, sha256)| Document {
        id,
        media_type,
        length: length.unsigned_abs(),
        sha256,
    }))
}

impl Store {
    /// One piece of a document whose download has been permitted and has left its fact; nothing
    /// after the last one.
    pub(crate) fn chunk(&self, id: DocumentId, seq: i32) -> Result<Option<Vec<u8>>, Refused> {
        self.snapshot(&Actor::System, |desk: &mut Desk| {
            let sealed: Option<Vec<u8>> = document_chunk::table
                .find((id, seq))
                .select(document_chunk::sealed)
                .first(&mut *desk.db)
                .optional()?;
            let open = |sealed: Vec<u8>| {
                let place = sealed_place(id, seq);
                desk.vault
                    .open_bytes("document_chunk", "sealed", &place, &sealed)
            };
            Ok(sealed.map(open).transpose()?)
        })
        .map(|(piece, _)| piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCX: &str = MediaType::Docx.as_str();
    const WORD: &[u8] = b"PK\x03\x04....[Content_Types].xml....word/document.xml";

    #[test]
    fn a_file_is_what_its_first_bytes_say_and_what_it_is_called() {
        let cases: &[(&str, &str, &[u8], Option<MediaType>)] = &[
            (
                "a PDF",
                "application/pdf",
                b"%PDF-1.7\n",
                Some(MediaType::Pdf),
            ),
            (
                "a scan",
                "image/png",
                b"\x89PNG\r\n\x1a\n..",
                Some(MediaType::Png),
            ),
            (
                "a photograph",
                "image/jpeg",
                b"\xff\xd8\xff\xe0",
                Some(MediaType::Jpeg),
            ),
            ("a letter", DOCX, WORD, Some(MediaType::Docx)),
            (
                "a page called a PDF",
                "application/pdf",
                b"<html><script>",
                None,
            ),
            ("a PDF called a picture", "image/png", b"%PDF-1.7\n", None),
            (
                "a PDF called nothing",
                "application/octet-stream",
                b"%PDF-1.7\n",
                None,
            ),
            (
                "a PDF further down",
                "application/pdf",
                b"MZ..%PDF-1.7",
                None,
            ),
            ("any archive", DOCX, b"PK\x03\x04....payload.exe", None),
            (
                "a picture that is a page",
                "image/svg+xml",
                b"<svg onload='x'>",
                None,
            ),
            ("nothing", "application/pdf", b"", None),
        ];
        for (name, declared, bytes, kept) in cases {
            let read = NewDocument::read(declared, bytes.to_vec());
            assert_eq!(read.ok().map(|new| new.media_type), *kept, "{name}");
        }
    }
}
