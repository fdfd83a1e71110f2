//! The tables whose rows the audit answers for: what `kith audit verify` holds against the facts. A
//! test finds a table that is only added to and is not in this list.

use crate::{
    access, notifications, observations, orders, referrals, risk, rota, sessions,
    storage::{ATTESTED_DOCUMENTS, Attested},
};

/// Every such table, those of each capability together.
pub const ATTESTED: &[&[&Attested]] = &[
    ATTESTED_DOCUMENTS,
    access::queries::ATTESTED,
    orders::queries::ATTESTED,
    risk::queries::ATTESTED,
    referrals::queries::ATTESTED,
    sessions::queries::ATTESTED,
    rota::queries::ATTESTED,
    observations::queries::ATTESTED,
    notifications::queries::ATTESTED,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::SEALED;

    #[test]
    fn what_the_vault_seals_is_left_out_and_nothing_else() {
        for of in ATTESTED.iter().copied().flatten() {
            let sealed = SEALED.iter().filter(|column| column.table == of.table);
            let sealed: Vec<&str> = sealed.map(|column| column.column).collect();
            assert_eq!(sealed, of.sealed, "{}", of.table);
        }
    }
}
