//! Why a message does not go out by itself.

kernel::codes! {
    /// Why a notice cannot be sent.
    pub enum Trouble {
        /// No e-mail address is recorded.
        NoAddress = "no_address",
        /// Neither an e-mail address nor a telephone is recorded.
        NeedsLetter = "needs_letter",
        /// A second person has not confirmed their new e-mail address yet.
        Unconfirmed = "unconfirmed",
        /// The mail server refused it for good.
        Refused = "refused",
        /// It could not be sent for two days.
        GaveUp = "gave_up",
        /// It could not be put into a message.
        NotBuilt = "not_built",
    }
}

impl Trouble {
    /// As people say it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoAddress => "No e-mail address is recorded",
            Self::NeedsLetter => "No e-mail address and no telephone is recorded: write a letter",
            Self::Unconfirmed => "The new e-mail address is not confirmed yet: ring the firm",
            Self::Refused => "The mail server refused the address",
            Self::GaveUp => "It could not be sent for two days",
            Self::NotBuilt => "It could not be put into a message",
        }
    }
}
