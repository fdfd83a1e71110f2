//! The page that the `type` of a problem document leads to: what happened, and what to do.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use kernel::refusal::{Kind, Refused};
use rust_embed::RustEmbed;

use super::{
    door::{Admitted, Door},
    page::around,
    problem::{Problem, statuses},
};
use crate::web::Shell;

/// The pages as they stand in the description of the API.
#[derive(RustEmbed)]
#[folder = "api-spec/problems"]
struct Pages;

#[derive(Template)]
#[template(path = "explained.html")]
struct ExplainedPage {
    shell: Shell,
    blocks: Vec<Block>,
}

/// A heading, or a paragraph.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Heading(String),
    Words(Vec<Words>),
}

/// A piece of a paragraph; a name that is meant to the letter stands by itself.
#[derive(Debug, PartialEq, Eq)]
struct Words {
    text: String,
    is_literal: bool,
}

/// What such a page says, below its title.
fn blocks(page: &str) -> Vec<Block> {
    let parts = page.split("\n\n").map(str::trim);
    let below = parts.filter(|part| !part.is_empty() && !part.starts_with("# "));
    below
        .map(|part| match part.strip_prefix("## ") {
            Some(heading) => Block::Heading(heading.to_owned()),
            None => Block::Words(words(part)),
        })
        .collect()
}

fn words(part: &str) -> Vec<Words> {
    let pieces = part.split('`').enumerate();
    let pieces = pieces.map(|(number, text)| Words {
        text: text.replace('\n', " "),
        is_literal: number % 2 == 1,
    });
    pieces.collect()
}

/// Explains a kind of problem.
pub(super) async fn explained(
    kind: web::Path<String>,
    door: web::Data<Door>,
    request: HttpRequest,
) -> HttpResponse {
    page_of(&kind, &door, request.path())
        .unwrap_or_else(|refused| Problem::from(refused).facing(&request).into_response())
}

fn page_of(kind: &str, door: &Door, path: &str) -> Result<HttpResponse, Refused> {
    let kind: Kind = kind.parse().map_err(|_no_such_kind| Refused::Hidden)?;
    let file = Pages::get(&format!("{kind}.md")).ok_or(Refused::Hidden)?;
    let text = std::str::from_utf8(&file.data)
        .map_err(|cause| Refused::fault("reading the page of a problem", cause))?;
    let (_, title) = statuses(kind);
    let page = ExplainedPage {
        shell: around(&door.site, &Admitted::nobody(), title, path),
        blocks: blocks(text),
    };
    let html = page
        .render()
        .map_err(|cause| Refused::fault("rendering a page", cause))?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body(html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_headings_and_paragraphs() {
        let page = "# Title\n\n`/problems/x`. Status 400.\n\n## What to do\n\nSend\n`it` again.\n";
        let literal = |text: &str, is_literal| Words {
            text: text.to_owned(),
            is_literal,
        };
        let expected = [
            Block::Words(vec![
                literal("", false),
                literal("/problems/x", true),
                literal(". Status 400.", false),
            ]),
            Block::Heading("What to do".to_owned()),
            Block::Words(vec![
                literal("Send ", false),
                literal("it", true),
                literal(" again.", false),
            ]),
        ];
        assert_eq!(blocks(page), expected);
    }
}
