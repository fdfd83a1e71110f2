//! The tables whose rows the audit answers for: what `kith audit verify` holds against the facts. A
//! test finds a table that is only added to and is not in this list.

use crate::{
    access::tables::{EXCLUSION, EXCLUSION_END},
    notifications::tables::ANSWER,
    observations::tables::{EVENT, LINK, RECORD},
    orders::tables::{AUTHOR, LEGAL_STATUS, LETTER, ORDER, ORDER_PERSON, REFUSAL, RULE},
    referrals::tables::{CHANGE, ENTRY},
    risk::tables::{ASSESSMENT, CONTINUATION, CONTROL, QUESTION, RISK_PERSON},
    rota::tables::{EDITION, PRINT, READING},
    sessions::tables::{DECISION, STEP, VERDICT},
    storage::{
        Attested,
        tables::{DOCUMENT, PIECE},
    },
};

/// Every such table.
pub const ATTESTED: &[&Attested] = &[
    &DOCUMENT,
    &PIECE,
    &EXCLUSION,
    &EXCLUSION_END,
    &LEGAL_STATUS,
    &ORDER,
    &ORDER_PERSON,
    &AUTHOR,
    &RULE,
    &REFUSAL,
    &LETTER,
    &ASSESSMENT,
    &RISK_PERSON,
    &CONTROL,
    &QUESTION,
    &CONTINUATION,
    &ENTRY,
    &CHANGE,
    &STEP,
    &VERDICT,
    &DECISION,
    &EDITION,
    &PRINT,
    &READING,
    &EVENT,
    &RECORD,
    &LINK,
    &ANSWER,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::SEALED;

    #[test]
    fn what_the_vault_seals_is_left_out_and_nothing_else() {
        for of in ATTESTED {
            let sealed = SEALED.iter().filter(|column| column.table == of.table);
            let sealed: Vec<&str> = sealed.map(|column| column.column).collect();
            assert_eq!(sealed, of.sealed, "{}", of.table);
        }
    }
}
