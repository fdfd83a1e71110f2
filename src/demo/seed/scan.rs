//! The scan of an order: a page of PDF with its words, as a court's office would send it.

/// Characters of a line before it is broken.
const WIDTH: usize = 88;
/// Points from one line to the next.
const LEADING: usize = 16;

/// A file of one page with these paragraphs. Only letters that the font of every reader has.
pub(super) fn page_of(paragraphs: &[String]) -> Vec<u8> {
    let lines = paragraphs.iter().flat_map(|paragraph| {
        let mut lines = broken(paragraph);
        lines.push(String::new());
        lines
    });
    let shown = lines.map(|line| format!("({}) Tj 0 -{LEADING} Td", escaped(&line)));
    let shown: Vec<String> = shown.collect();
    let shown = shown.join("\n");
    let drawn = format!("BT /F1 11 Tf 56 780 Td\n{shown}\nET");
    assembled(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ])
}

fn broken(paragraph: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        let full = lines
            .last()
            .is_some_and(|line| line.len() + word.len() > WIDTH);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn escaped(line: &str) -> String {
    let plain = line.chars().filter(char::is_ascii);
    plain
        .flat_map(|letter| match letter {
            '(' | ')' | '\\' => vec!['\\', letter],
            other => vec![other],
        })
        .collect()
}

/// The objects with the table that says at which byte each begins.
fn assembled(objects: &[String]) -> Vec<u8> {
    let head = "%PDF-1.4\n".to_owned();
    let (mut places, mut parts) = (Vec::new(), vec![head]);
    let mut length: usize = parts.iter().map(String::len).sum();
    for (object, number) in objects.iter().zip(1_usize..) {
        places.push(format!("{length:010} 00000 n \n"));
        let part = format!("{number} 0 obj\n{object}\nendobj\n");
        length += part.len();
        parts.push(part);
    }
    let count = objects.len() + 1;
    parts.push(format!("xref\n0 {count}\n0000000000 65535 f \n"));
    parts.extend(places);
    parts.push(format!(
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{length}\n%%EOF\n"
    ));
    parts.concat().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_scan_points_at_its_objects() {
        let long = "No fewer than two occasions (each week). ".repeat(9);
        let file = String::from_utf8(page_of(&[long])).unwrap();
        let from = |place: usize| file.get(place..).unwrap();
        assert!(file.starts_with("%PDF-1.4"));
        let (_, end) = file.rsplit_once("startxref\n").unwrap();
        let table = from(end.lines().next().unwrap().parse().unwrap());
        assert!(table.starts_with("xref\n0 6\n"));
        for (line, number) in table.lines().skip(3).take(5).zip(1..) {
            let (place, _) = line.split_once(' ').unwrap();
            let object = from(place.parse().unwrap());
            assert!(object.starts_with(&format!("{number} 0 obj")), "{line}");
        }
        assert!(file.contains(r"occasions \(each week\)"));
        assert!(file.lines().all(|line| line.len() < 130));
    }
}
