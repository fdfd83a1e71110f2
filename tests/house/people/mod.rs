//! Children, their families and where they can be found.

mod canary;
mod forms;
