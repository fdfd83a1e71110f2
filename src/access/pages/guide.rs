//! The guide, as it stands in the project, for the help page.

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) is_strong: bool,
}

/// A heading, a paragraph or a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Paragraph(Vec<Words>),
    List(Vec<Vec<Words>>),
}

/// A page of the guide.
pub(super) struct Guide {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

const PAGES: [&str; 4] = [
    include_str!("../../../docs/guide/social-worker.md"),
    include_str!("../../../docs/guide/coordinator.md"),
    include_str!("../../../docs/guide/supervisor.md"),
    include_str!("../../../docs/guide/deciding.md"),
];

/// Every page of the guide.
pub(super) fn guides() -> Vec<Guide> {
    PAGES.iter().map(|page| read(page)).collect()
}

fn read(page: &str) -> Guide {
    let mut guide = Guide {
        title: String::new(),
        blocks: Vec::new(),
    };
    for part in page.split("\n\n").map(str::trim) {
        if let Some(title) = part.strip_prefix("# ") {
            title.clone_into(&mut guide.title);
        } else if let Some(heading) = part.strip_prefix("## ") {
            guide.blocks.push(Block::Heading(heading.to_owned()));
        } else if part.starts_with("- ") {
            let items = format!("\n{part}");
            let items = items.split("\n- ").filter(|item| !item.trim().is_empty());
            guide.blocks.push(Block::List(items.map(words).collect()));
        } else if !part.is_empty() && !part.starts_with("![") {
            guide.blocks.push(Block::Paragraph(words(part)));
        }
    }
    guide
}

/// What stands between two pairs of stars is strong; other marks are left out.
fn words(text: &str) -> Vec<Words> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = line.split("**").enumerate();
    let words = parts.map(|(number, part)| Words {
        text: part.replace(['*', '`'], ""),
        is_strong: number % 2 == 1,
    });
    words.filter(|one| !one.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_its_parts() {
        let guide = read(
            "# Planning\n\n## Book\n\n![A board](a.png)\n\n**Fill the\nweek** books.\n\n- it *cannot*\n  be so;\n- it is held.\n",
        );
        let plain = |text: &str| Words {
            text: text.to_owned(),
            is_strong: false,
        };
        let strong = Words {
            text: "Fill the week".to_owned(),
            is_strong: true,
        };
        assert_eq!(guide.title, "Planning");
        assert_eq!(
            guide.blocks,
            [
                Block::Heading("Book".to_owned()),
                Block::Paragraph(vec![strong, plain(" books.")]),
                Block::List(vec![
                    vec![plain("it cannot be so;")],
                    vec![plain("it is held.")]
                ]),
            ]
        );
    }

    #[test]
    fn every_page_of_the_guide_has_its_title_and_something_to_read() {
        for guide in guides() {
            assert!(!guide.title.is_empty());
            assert!(guide.blocks.len() > 3, "{}", guide.title);
        }
    }
}
