//! How long a request may take to arrive: nobody holds a connection by sending a byte now and then.

use std::{future::Future, time::Duration};

use kernel::refusal::Refused;

use super::body::malformed;

/// The longest for a body that is no upload.
pub(super) const BODY: Duration = Duration::from_secs(30);
/// The longest for an upload: 20 MiB by a poor mobile connection.
pub(super) const UPLOAD: Duration = Duration::from_mins(10);

/// Waits for what is being sent.
///
/// # Errors
/// `Malformed` when it takes longer.
pub(super) async fn within<T>(
    longest: Duration,
    arriving: impl Future<Output = T>,
) -> Result<T, Refused> {
    tokio::time::timeout(longest, arriving)
        .await
        .map_err(|_elapsed| {
            let words = format!(
                "It took longer than {} s to arrive. Send it again.",
                longest.as_secs()
            );
            malformed("too-slow", words)
        })
}

#[cfg(test)]
mod tests {
    use kernel::refusal::Kind;

    use super::*;

    #[actix_web::test]
    async fn what_never_arrives_is_not_waited_for() {
        let never = std::future::pending::<()>();
        let refused = within(Duration::from_millis(5), never).await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Malformed);
        let there = within(Duration::from_secs(5), std::future::ready(7)).await;
        assert_eq!(there.unwrap(), 7);
    }
}
