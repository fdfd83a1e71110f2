//! The API of people.

mod exclusions;
mod households;
mod persons;
mod views;

pub use exclusions::*;
pub use households::*;
pub use persons::*;
pub use views::*;

use kernel::page::Want;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams, Validate)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// The `next` of the page before.
    #[validate(length(max = 1000, message = "Use the cursor of the page before."))]
    #[param(max_length = 1000)]
    cursor: Option<String>,
    /// How many items, 1 to 200; 25 when left out.
    #[validate(range(min = 1, max = 200, message = "Give a number from 1 to 200."))]
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// Part of a name.
    #[validate(length(max = 100, message = "Use 100 characters or fewer."))]
    #[param(max_length = 100)]
    name: Option<String>,
}

impl ListQuery {
    fn want(&self) -> Want {
        Want::new(self.cursor.clone(), self.limit)
    }
    fn part(&self) -> Option<&str> {
        self.name
            .as_deref()
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }
}
