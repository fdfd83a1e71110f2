//! Column types (feature `sql`): ids, codes and bounded texts are stored as text, on both
//! databases through one implementation each.

/// Stores a type as text. It needs `as_str(&self) -> &str` and `FromStr`.
///
/// Reading goes through `FromStr`, so a row written by a newer or a faulty program becomes an
/// error here and not a wrong value further in.
#[macro_export]
macro_rules! text_column {
    ($name:ty) => {
        $crate::text_column!(@column [] $name);
    };
    (@column [$($generic:tt)*] $name:ty) => {
        $crate::text_column!(@expression [$($generic)*] $name, $crate::reexport::diesel::sql_types::Text);
        $crate::text_column!(@expression [$($generic)*] $name, $crate::reexport::diesel::sql_types::Nullable<$crate::reexport::diesel::sql_types::Text>);

        impl<$($generic)* DB> $crate::reexport::diesel::serialize::ToSql<$crate::reexport::diesel::sql_types::Text, DB> for $name
        where
            DB: $crate::reexport::diesel::backend::Backend,
            str: $crate::reexport::diesel::serialize::ToSql<$crate::reexport::diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut $crate::reexport::diesel::serialize::Output<'b, '_, DB>,
            ) -> $crate::reexport::diesel::serialize::Result {
                <str as $crate::reexport::diesel::serialize::ToSql<$crate::reexport::diesel::sql_types::Text, DB>>::to_sql(
                    self.as_str(), out,
                )
            }
        }

        impl<$($generic)* DB> $crate::reexport::diesel::serialize::ToSql<
            $crate::reexport::diesel::sql_types::Nullable<$crate::reexport::diesel::sql_types::Text>, DB,
        > for $name
        where
            DB: $crate::reexport::diesel::backend::Backend,
            str: $crate::reexport::diesel::serialize::ToSql<$crate::reexport::diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut $crate::reexport::diesel::serialize::Output<'b, '_, DB>,
            ) -> $crate::reexport::diesel::serialize::Result {
                <str as $crate::reexport::diesel::serialize::ToSql<$crate::reexport::diesel::sql_types::Text, DB>>::to_sql(
                    self.as_str(), out,
                )
            }
        }

        impl<$($generic)* DB> $crate::reexport::diesel::deserialize::FromSql<$crate::reexport::diesel::sql_types::Text, DB> for $name
        where
            DB: $crate::reexport::diesel::backend::Backend,
            String: $crate::reexport::diesel::deserialize::FromSql<$crate::reexport::diesel::sql_types::Text, DB>,
        {
            fn from_sql(
                bytes: DB::RawValue<'_>,
            ) -> $crate::reexport::diesel::deserialize::Result<Self> {
                let text = <String as $crate::reexport::diesel::deserialize::FromSql<
                    $crate::reexport::diesel::sql_types::Text, DB,
                >>::from_sql(bytes)?;
                Ok(<Self as ::std::str::FromStr>::from_str(&text)?)
            }
        }

        impl<$($generic)* DB> $crate::reexport::diesel::deserialize::Queryable<$crate::reexport::diesel::sql_types::Text, DB> for $name
        where
            DB: $crate::reexport::diesel::backend::Backend,
            Self: $crate::reexport::diesel::deserialize::FromSql<$crate::reexport::diesel::sql_types::Text, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> $crate::reexport::diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
    (@expression [$($generic:tt)*] $name:ty, $sql:ty) => {
        impl<$($generic)*> $crate::reexport::diesel::expression::AsExpression<$sql> for $name {
            type Expression = $crate::reexport::diesel::internal::derives::as_expression::Bound<$sql, Self>;
            fn as_expression(self) -> Self::Expression {
                $crate::reexport::diesel::internal::derives::as_expression::Bound::new(self)
            }
        }
        impl<'expr, $($generic)*> $crate::reexport::diesel::expression::AsExpression<$sql> for &'expr $name {
            type Expression = $crate::reexport::diesel::internal::derives::as_expression::Bound<$sql, Self>;
            fn as_expression(self) -> Self::Expression {
                $crate::reexport::diesel::internal::derives::as_expression::Bound::new(self)
            }
        }
    };
}

text_column!(@column [K: crate::id::Kind,] crate::id::Id<K>);

/// A database error on its way out. It stays a fault here; the transaction it ends reads it and
/// says what it means (a clash, a race to run again, a store that is away).
impl From<diesel::result::Error> for crate::refusal::Refused {
    fn from(cause: diesel::result::Error) -> Self {
        Self::fault("talking to the database", cause)
    }
}
