//! Reads an instance, or says where it is wrong.

use super::{Fault, Instance, faults};
use serde::de::DeserializeOwned;
use std::io::Read;

/// No instance is longer: a week of four thousand sessions takes two megabytes.
pub const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Reads and checks an instance; nothing is kept of one that is too long.
///
/// ```
/// let fault = rota_solver::instance::read(r#"{"format": 7}"#.as_bytes()).unwrap_err();
/// assert_eq!(fault.pointer, "/format");
/// ```
pub fn read(source: impl Read) -> Result<Instance, Fault> {
    let instance = parse(source)?;
    faults::find(&instance).map_or(Ok(instance), Err)
}

/// Reads a document of any of the formats, without a look at what it says.
pub(crate) fn parse<T: DeserializeOwned>(source: impl Read) -> Result<T, Fault> {
    parse_within(source, MOST_BYTES)
}

/// Reads a document of so many bytes at most.
pub(crate) fn parse_within<T: DeserializeOwned>(source: impl Read, most: u64) -> Result<T, Fault> {
    let mut text = Vec::new();
    source
        .take(most + 1)
        .read_to_end(&mut text)
        .map_err(|error| Fault::new("", format!("cannot be read: {error}")))?;
    if text.len() as u64 > most {
        let reason = format!("is longer than {most} bytes");
        return Err(Fault::new("", reason));
    }
    let mut json = serde_json::Deserializer::from_slice(&text);
    let document = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| Fault::new(pointer(error.path()), error.inner().to_string()))?;
    json.end()
        .map_err(|error| Fault::new("", error.to_string()))?;
    Ok(document)
}

/// The JSON pointer (RFC 6901) of a path into the document.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => String::new(),
        })
        .collect()
}
