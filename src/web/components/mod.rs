//! The parts pages are made of, each a value with a template in `templates/components/`.
//!
//! They follow the markup that `govuk-frontend` publishes (held to it by `tests/govuk.rs`), so its
//! styles, its scripts and its accessibility work come with them. A page writes a component as
//! `{{ component }}`; everything in it is escaped, and there is no way from a string to markup.
//!
//! ```
//! use kernel::refusal::FieldError;
//! use kith::web::components::{Control, Input};
//! use kith::web::Errors;
//!
//! let errors = Errors::from(vec![FieldError::new("/given_name", "blank", "Enter a first name")]);
//! let input = Input::new("given_name", "First name")
//!     .hint("As they are called at home")
//!     .value("")
//!     .autocomplete("off")
//!     .error(errors.at("given_name"));
//! assert!(input.to_string().contains("Enter a first name"));
//! ```

mod button;
mod caption;
mod choice;
mod content;
mod date_input;
mod field;
mod fieldset;
mod file_upload;
mod hidden;
mod message;
mod navigation;
mod panel;
mod select;
mod status;
mod summary_list;
mod table;
mod tag;
mod task_list;
mod text;

pub use button::Button;
pub use caption::{Caption, Label, Legend, Size};
pub use choice::{Checkboxes, Choice, Radios};
pub use content::{Content, Decor, Decorate};
pub use date_input::{DateInput, date_of};
pub use field::{Control, ErrorMessage, Field, Hint};
pub use fieldset::Fieldset;
pub use file_upload::FileUpload;
pub use hidden::FormProof;
pub use message::{Details, ErrorSummary, InsetText, NotificationBanner, PhaseBanner, WarningText};
pub use navigation::{
    BackLink, Breadcrumbs, Here, NavigationItem, Pagination, ServiceNavigation, SkipLink,
};
pub use panel::Panel;
pub use select::Select;
pub use status::{Standing, Status};
pub use summary_list::{Action, Fact, SummaryList};
pub use table::{Cell, Table};
pub use tag::Tag;
pub use task_list::{Task, TaskList};
pub use text::{CharacterCount, Input, PasswordInput, Textarea};
