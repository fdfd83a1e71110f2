//! Column types (feature `sql`): a moment is a `BigInt` of milliseconds, a day and a week a
//! `Date`, a time of day a `Text` of five letters. The base value is stored inside each type, so
//! it can be lent to the driver of either database without a copy.

use chrono::NaiveDate;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::internal::derives::as_expression::Bound;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Date, Nullable};

use super::{ClockTime, Instant, LondonDay, TimeRefusal, Week};

/// Stores `$name` as its base value; reading checks it again, so a damaged row is an error here.
macro_rules! column {
    ($name:ty, $sql:ty, $base:ty, $lend:expr, $take:expr) => {
        column!(@expression $name, $sql);
        column!(@expression $name, Nullable<$sql>);
        column!(@write $name, $sql, $sql, $base, $lend);
        column!(@write $name, $sql, Nullable<$sql>, $base, $lend);

        impl<DB: Backend> FromSql<$sql, DB> for $name
        where
            $base: FromSql<$sql, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                let take: fn($base) -> Result<Self, TimeRefusal> = $take;
                Ok(take(<$base>::from_sql(bytes)?)?)
            }
        }

        impl<DB: Backend> Queryable<$sql, DB> for $name
        where
            Self: FromSql<$sql, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
    (@expression $name:ty, $sql:ty) => {
        impl AsExpression<$sql> for $name {
            type Expression = Bound<$sql, Self>;
            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
        impl AsExpression<$sql> for &$name {
            type Expression = Bound<$sql, Self>;
            fn as_expression(self) -> Self::Expression {
                Bound::new(self)
            }
        }
    };
    (@write $name:ty, $sql:ty, $column:ty, $base:ty, $lend:expr) => {
        impl<DB: Backend> ToSql<$column, DB> for $name
        where
            $base: ToSql<$sql, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                let lend: fn(&$name) -> &$base = $lend;
                <$base as ToSql<$sql, DB>>::to_sql(lend(self), out)
            }
        }
    };
}

column!(Instant, BigInt, i64, |instant| &instant.0, |millis| {
    let instant = Instant::from_millis(millis);
    if instant.0 == millis {
        Ok(instant)
    } else {
        Err(TimeRefusal::NotAMoment)
    }
});
column!(
    LondonDay,
    Date,
    NaiveDate,
    |day| &day.0,
    LondonDay::of_naive
);
column!(Week, Date, NaiveDate, |week| &week.0.0, |date| {
    Week::starting(LondonDay::of_naive(date)?)
});

crate::text_column!(ClockTime);
