//! Pages of a list: a cursor and a limit, never an offset.

use serde::Serialize;

/// How many items a page holds when the caller does not say.
pub const DEFAULT_LIMIT: u16 = 25;
/// How many items a page may hold.
pub const MAX_LIMIT: u16 = 200;

/// Which page of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// The cursor handed out with the previous page, or nothing for the first.
    pub after: Option<String>,
    /// How many items at most, 1 to [`MAX_LIMIT`].
    pub limit: u16,
}

impl Default for Want {
    fn default() -> Self {
        Self {
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl Want {
    /// The page after `cursor`, with `limit` brought into 1 to [`MAX_LIMIT`].
    pub fn new(after: Option<String>, limit: Option<u16>) -> Self {
        Self {
            after,
            limit: limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT),
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items, in the order the list states.
    pub items: Vec<T>,
    /// The cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts a page from rows fetched with one more than `want.limit`, naming the last kept row
    /// by `cursor`.
    ///
    /// # Errors
    /// Those of `cursor`.
    pub fn cut<E>(
        mut rows: Vec<T>,
        want: &Want,
        cursor: impl Fn(&T) -> Result<String, E>,
    ) -> Result<Self, E> {
        let limit = usize::from(want.limit);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more {
            rows.last().map(cursor).transpose()?
        } else {
            None
        };
        Ok(Self { items: rows, next })
    }

    /// The same page of other things.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(f).collect(),
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_the_next_only_when_there_is_one() {
        let want = Want::new(None, Some(2));
        let full = Page::cut(vec![1, 2, 3], &want, |row| Ok::<_, ()>(row.to_string())).unwrap();
        assert_eq!(
            (full.items.as_slice(), full.next.as_deref()),
            (&[1, 2][..], Some("2"))
        );
        let last = Page::cut(vec![3], &want, |row| Ok::<_, ()>(row.to_string())).unwrap();
        assert_eq!((last.items.as_slice(), last.next), (&[3][..], None));
        let none = Page::cut(Vec::<i32>::new(), &want, |row| Ok::<_, ()>(row.to_string())).unwrap();
        assert_eq!(none.next, None);
    }

    #[test]
    fn a_limit_is_brought_into_bounds() {
        assert_eq!(Want::new(None, Some(0)).limit, 1);
        assert_eq!(Want::new(None, Some(9999)).limit, MAX_LIMIT);
        assert_eq!(Want::new(None, None).limit, DEFAULT_LIMIT);
    }
}
