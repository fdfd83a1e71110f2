//! Closed lists of codes: one declaration gives the enum, its text on the wire and in columns,
//! and its schema, so that the three can never differ.

/// Text that is not one of the codes of a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{list} has no code like that")]
pub struct UnknownCode {
    /// The name of the list.
    pub list: &'static str,
}

/// Declares a closed list of codes.
///
/// ```
/// kernel::codes! {
///     /// How a family member may take part.
///     pub enum Mode {
///         /// In the same room.
///         Direct = "direct",
///         /// By letter only.
///         Letter = "letter",
///     }
/// }
/// assert_eq!(Mode::Letter.as_str(), "letter");
/// assert_eq!("direct".parse::<Mode>(), Ok(Mode::Direct));
/// assert_eq!(Mode::ALL.len(), 2);
/// assert!("Direct".parse::<Mode>().is_err());
/// ```
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $code:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$doc])* $code),+ }

        impl $name {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code as it stands on the wire and in the database.
            pub const fn as_str(&self) -> &'static str {
                match self { $(Self::$code => $text),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::codes::UnknownCode;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$code),)+
                    _ => Err($crate::codes::UnknownCode { list: stringify!($name) }),
                }
            }
        }

        impl $crate::reexport::serde::Serialize for $name {
            fn serialize<S: $crate::reexport::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::reexport::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::reexport::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as $crate::reexport::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(<D::Error as $crate::reexport::serde::de::Error>::custom)
            }
        }

        $crate::text_column!($name);
        $crate::code_schema!($name);
    };
}

/// Gives a list of codes its OpenAPI schema (feature `schema`).
#[cfg(feature = "schema")]
#[macro_export]
macro_rules! code_schema {
    ($name:ident) => {
        impl $crate::reexport::utoipa::PartialSchema for $name {
            fn schema() -> $crate::reexport::utoipa::openapi::RefOr<
                $crate::reexport::utoipa::openapi::schema::Schema,
            > {
                $crate::reexport::utoipa::openapi::ObjectBuilder::new()
                    .schema_type($crate::reexport::utoipa::openapi::schema::Type::String)
                    .enum_values(Some(Self::ALL.iter().map($name::as_str)))
                    .into()
            }
        }
        impl $crate::reexport::utoipa::ToSchema for $name {}
    };
}
/// Without the feature `schema`: nothing.
#[cfg(not(feature = "schema"))]
#[macro_export]
macro_rules! code_schema {
    ($name:ident) => {};
}
/// Without the feature `sql`: nothing.
#[cfg(not(feature = "sql"))]
#[macro_export]
macro_rules! text_column {
    ($name:ty) => {};
}
