//! A document on its way out, one piece at a time.

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::header::{self, ContentEncoding},
    web::Bytes,
};
use futures_util::{Stream, stream};
use kernel::refusal::Refused;

use law::access::Action;

use super::{guard::Guarded, threads::on_a_thread};
use crate::storage::{Document, Look, Seen, Store};

/// A document that may be sent: its look was permitted and has left its fact.
pub struct Download {
    store: Arc<Store>,
    document: Document,
    name: &'static str,
}

impl Download {
    fn new(store: &Arc<Store>, document: Document, name: &'static str) -> Self {
        Self {
            store: Arc::clone(store),
            document,
            name,
        }
    }

    /// The file is named by what it is and the end of its id: a name in a download folder must
    /// tell nothing. It is never shown inside our pages, so that it cannot act as one.
    pub(super) fn respond(self) -> HttpResponse {
        let document = &self.document;
        let letters: Vec<char> = document.id.as_str().chars().rev().take(5).collect();
        let reference: String = letters.into_iter().rev().collect();
        let file = format!(
            "attachment; filename=\"{}-{reference}.{}\"",
            self.name,
            document.media_type.extension()
        );
        HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, document.media_type.as_str()))
            .insert_header((header::CONTENT_DISPOSITION, file))
            .insert_header(ContentEncoding::Identity)
            .no_chunking(document.length)
            .streaming(pieces(self.store, self.document))
    }
}

impl<A: Action> Guarded<A> {
    /// Sends a document: the look leaves its fact first, then the bytes follow piece by piece.
    ///
    /// # Errors
    /// Whatever the closure refused.
    pub async fn download(
        &self,
        name: &'static str,
        f: impl FnOnce(&mut Look<'_, A>) -> Result<Seen<Document>, Refused> + Send + 'static,
    ) -> Result<Seen<Download>, Refused> {
        self.inside(move |door, actor| {
            let seen = door.store.look::<A, _>(actor, f)?;
            Ok(seen.map(|document| Download::new(&door.store, document, name)))
        })
        .await
    }
}

/// The pieces in order. One that cannot be read ends the answer before its announced length, so
/// that half a document is never taken for a whole one.
fn pieces(store: Arc<Store>, document: Document) -> impl Stream<Item = Result<Bytes, Refused>> {
    stream::try_unfold(0_i32, move |seq| {
        let store = Arc::clone(&store);
        let id = document.id;
        async move {
            let piece = on_a_thread(move || store.chunk(id, seq)).await?;
            Ok(piece.map(|piece| (Bytes::from(piece), seq.saturating_add(1))))
        }
    })
}
