//! The one list of everything anybody can do.

use super::Actor;

/// Who may stand at the door of an action.
pub trait Caller: Clone + Send + Sync + 'static {
    /// The caller, if the actor is of that sort.
    fn admit(actor: &Actor) -> Option<Self>;
}

/// A signed-in member of staff.
#[derive(Debug, Clone)]
pub struct Staff(pub kernel::id::UserId);
/// The bearer of a link in a notice: carer, driver, interpreter.
#[derive(Debug, Clone)]
pub struct LinkBearer(pub kernel::id::NoticeId);
/// Anyone at all: the sign-in page, the problem pages.
#[derive(Debug, Clone)]
pub struct Anyone;

/// Nobody at a door: what the program does of itself.
#[derive(Debug, Clone)]
pub enum House {}

impl Caller for House {
    fn admit(_: &Actor) -> Option<Self> {
        None
    }
}
impl Caller for Staff {
    fn admit(actor: &Actor) -> Option<Self> {
        actor.user().map(Self)
    }
}
impl Caller for LinkBearer {
    fn admit(actor: &Actor) -> Option<Self> {
        if let Actor::Link { notice } = actor {
            Some(Self(*notice))
        } else {
            None
        }
    }
}
impl Caller for Anyone {
    fn admit(_: &Actor) -> Option<Self> {
        Some(Self)
    }
}

/// Something that can be done. A type, so that a handler, its transaction and its permit name
/// the same one or do not compile.
pub trait Action: 'static + Send + Sync {
    /// The action in the list.
    const ACT: Act;
    /// Whether it shows personal data. If so, its answer needs a trace.
    const PERSONAL: bool;
    /// Who may stand at its door.
    type Caller: Caller;
    /// What it is about. A query of people compiles only under an action about cases, so that no
    /// other page can come by a child's record.
    type About;
}

/// What actions are about.
pub mod about {
    /// Children, their families, and everything that is arranged and written for them.
    pub enum Cases {}
    /// What the service has: venues, supervisors, outside services, the names of households.
    pub enum Means {}
    /// Accounts of staff.
    pub enum Accounts {}
    /// The caller's own session, or nothing at all.
    pub enum Nothing {}
}

/// An action about records, to which the policy is asked per record.
pub trait OnRecords: Action {}

/// An action that changes something.
pub trait Writes: Action {}

/// An action that shows nothing personal, so that it may answer without a trace.
pub trait Impersonal: Action {}

macro_rules! actions {
    ($($(#[doc = $doc:literal])* $name:ident = $code:literal, $caller:ident, $does:ident $about:ident;)*) => {
        kernel::codes! {
            /// Everything that can be done.
            pub enum Act { $($(#[doc = $doc])* $name = $code),* }
        }
        impl Act {
            /// Whether it changes something.
            pub const fn writes(self) -> bool {
                match self { $(Self::$name => actions!(@writes $does)),* }
            }
            /// What it is, in a sentence that whoever reads the audit understands.
            pub fn in_words(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim()),* }
            }
            /// Whether anyone may stand at its door.
            pub const fn for_anyone(self) -> bool {
                match self { $(Self::$name => actions!(@anyone $caller)),* }
            }
            /// Whether it shows personal data.
            pub const fn personal(self) -> bool {
                match self { $(Self::$name => actions!(@personal $does)),* }
            }
        }
        /// The actions as types.
        pub mod act {
            use super::{Action, Act};
            $(
                $(#[doc = $doc])*
                #[derive(Debug, Clone, Copy)]
                pub struct $name;
                impl Action for $name {
                    const ACT: Act = Act::$name;
                    const PERSONAL: bool = actions!(@personal $does);
                    type Caller = super::$caller;
                    type About = super::about::$about;
                }
                actions!(@mark $does $name);
                actions!(@records $about $name);
            )*
        }
    };
    (@anyone Anyone) => { true };
    (@anyone $caller:ident) => { false };
    (@writes writes) => { true };
    (@writes looks) => { false };
    (@writes opens) => { false };
    (@personal writes) => { true };
    (@personal looks) => { true };
    (@personal opens) => { false };
    (@records Nothing $name:ident) => {};
    (@records $about:ident $name:ident) => { impl super::OnRecords for $name {} };
    (@mark writes $name:ident) => { impl super::Writes for $name {} };
    (@mark looks $name:ident) => {};
    (@mark opens $name:ident) => { impl super::Impersonal for $name {} };
}

// name = code, who may call, and what it does:
// `writes` changes something; `looks` shows personal data; `opens` shows nothing personal; then
// what it is about.
actions! {
    /// Follows a change made elsewhere, inside its transaction.
    FollowChange = "house.follow_change", House, writes Cases;
    /// Gives an answer again that was given before.
    RepeatAnswer = "house.repeat_answer", House, looks Cases;
    /// Seeds or keeps the store: command line verbs, the demo, the worker.
    KeepHouse = "house.keep", House, writes Nothing;
    /// Reads the checkpoints of the audit, to hand them out.
    ReadCheckpoints = "house.read_checkpoints", House, opens Nothing;
    /// Finds out who stands at the door.
    AdmitCaller = "house.admit_caller", House, opens Nothing;
    /// Reads what the service says about itself: accessibility, privacy, help.
    OpenAbout = "house.open_about", Anyone, opens Nothing;
    /// Reads the sign-in page.
    OpenSignIn = "access.open_sign_in", Anyone, opens Nothing;
    /// Signs in, in a browser or as a program.
    SignIn = "access.sign_in", Anyone, writes Nothing;
    /// Exchanges a refresh token for new tokens.
    RefreshTokens = "access.refresh_tokens", Anyone, writes Nothing;
    /// Signs out.
    SignOut = "access.sign_out", Staff, writes Nothing;
    /// Keeps the session alive while somebody is typing.
    StaySignedIn = "access.stay_signed_in", Staff, opens Nothing;
    /// Opens the home page.
    OpenHome = "access.open_home", Staff, opens Nothing;
    /// Adds a user account.
    AddUser = "access.add_user", Staff, writes Accounts;
    /// Lists user accounts.
    ListUsers = "access.list_users", Staff, looks Accounts;
    /// Adds a team, or a worker to a team.
    KeepTeams = "access.keep_teams", Staff, writes Accounts;
    /// Puts a child on a social worker's caseload, or takes it off.
    ChangeCaseload = "access.change_caseload", Staff, writes Cases;
    /// Excludes a named worker from a person, or ends that.
    ExcludeWorker = "access.exclude_worker", Staff, writes Cases;
    /// Reads what the service decided for itself.
    ShowSettings = "settings.show", Staff, opens Nothing;
    /// Changes what the service decided for itself.
    ChangeSettings = "settings.change", Staff, writes Means;
    /// Lists people.
    ListPeople = "people.list", Staff, looks Cases;
    /// Adds a person.
    AddPerson = "people.add", Staff, writes Cases;
    /// Opens a person's record.
    ShowPerson = "people.show", Staff, looks Cases;
    /// Changes a person's record.
    EditPerson = "people.edit", Staff, writes Cases;
    /// Says that two people are related.
    RelatePeople = "people.relate", Staff, writes Cases;
    /// Adds a carer household.
    AddHousehold = "people.add_household", Staff, writes Means;
    /// Says where a child lives from a day on.
    PlaceChild = "people.place_child", Staff, writes Cases;
    /// Reads where somebody can be found: a placement's address, a telephone.
    ShowWhereabouts = "people.show_whereabouts", Staff, looks Cases;
    /// Restricts, seals, closes or reopens a person's record.
    ProtectPerson = "people.protect", Staff, writes Cases;
    /// Changes where somebody can be found.
    EditWhereabouts = "people.edit_whereabouts", Staff, writes Cases;
    /// Opens the empty form for a person.
    OpenNewPerson = "people.open_new_person", Staff, opens Nothing;
    /// Opens the empty form for a household.
    OpenNewHousehold = "people.open_new_household", Staff, opens Nothing;
    /// Opens a carer household.
    ShowHousehold = "people.show_household", Staff, looks Cases;
    /// Lists carer households, by the names they are called.
    ListHouseholds = "people.list_households", Staff, looks Means;
    /// Records a child's legal status from a day on.
    RecordStatus = "orders.record_status", Staff, writes Cases;
    /// Reads what recorded orders allow: statuses, orders, rules, refusals of a child.
    ShowOrders = "orders.show", Staff, looks Cases;
    /// Enters an order, its rules and its scan, while it is unchecked.
    EnterOrder = "orders.enter", Staff, writes Cases;
    /// Checks an order's rules against its words, as a second person.
    CheckOrder = "orders.check", Staff, writes Cases;
    /// Records that the court has discharged an order.
    DischargeOrder = "orders.discharge", Staff, writes Cases;
    /// Downloads the scan of an order.
    DownloadOrder = "orders.download", Staff, looks Cases;
    /// Refuses contact as a matter of urgency, or ends such a refusal.
    RefuseContact = "orders.refuse_contact", Staff, writes Cases;
    /// Reads the letters that must follow such a refusal, and records that one was sent.
    SendRefusalLetter = "orders.send_refusal_letter", Staff, writes Cases;
    /// Reads risk assessments: hazards, controls, decisions.
    ShowRisk = "risk.show", Staff, looks Cases;
    /// Writes a risk assessment, while nobody has approved it.
    AssessRisk = "risk.assess", Staff, writes Cases;
    /// Approves a risk assessment as a second person, or gives it back with a question.
    ApproveRisk = "risk.approve", Staff, writes Cases;
    /// Signs off a very high risk that remains, as a third person.
    SignOffRisk = "risk.sign_off", Staff, writes Cases;
    /// Accepts a risk assessment as deliverable, and strengthens it.
    AcceptRisk = "risk.accept", Staff, writes Cases;
    /// Continues for a week at most on the controls of an expired risk assessment.
    ContinueRisk = "risk.continue", Staff, writes Cases;
    /// Lists referrals.
    ListReferrals = "referrals.list", Staff, looks Cases;
    /// Opens a referral.
    ShowReferral = "referrals.show", Staff, looks Cases;
    /// Writes a referral: begins it, answers, copies it for a sibling, sends it, replies, withdraws it.
    WriteReferral = "referrals.write", Staff, writes Cases;
    /// Decides on a referral: returns it with a question, logs the call, accepts, declines.
    DecideReferral = "referrals.decide", Staff, writes Cases;
    /// Reads a contact plan.
    ShowPlan = "referrals.show_plan", Staff, looks Cases;
    /// Changes or ends a contact plan.
    KeepPlan = "referrals.keep_plan", Staff, writes Cases;
    /// Opens the empty form for a venue, a supervisor or an outside service.
    OpenNewResource = "resources.open_new", Staff, opens Nothing;
    /// Lists venues.
    ListVenues = "resources.list_venues", Staff, looks Means;
    /// Opens a venue with its rooms, hours, closures and address.
    ShowVenue = "resources.show_venue", Staff, looks Means;
    /// Adds or changes a venue or one of its rooms.
    KeepVenues = "resources.keep_venues", Staff, writes Means;
    /// Closes a venue or a room for a while, or opens it again.
    CloseVenue = "resources.close_venue", Staff, writes Means;
    /// Lists supervisors.
    ListSupervisors = "resources.list_supervisors", Staff, looks Means;
    /// Opens a supervisor's hours, skills and absences.
    ShowSupervisor = "resources.show_supervisor", Staff, looks Means;
    /// Adds or changes a supervisor.
    KeepSupervisors = "resources.keep_supervisors", Staff, writes Means;
    /// Records that a supervisor is away, or back.
    RecordAbsence = "resources.record_absence", Staff, writes Means;
    /// Reads one's own working hours and absences.
    ShowOwnAvailability = "resources.show_own_availability", Staff, looks Means;
    /// Says that one is away. That it is for sickness does not stand in the audit.
    RecordOwnAbsence = "resources.record_own_absence", Staff, writes Means;
    /// Lists outside services: taxi firms, interpreter services.
    ListProviders = "resources.list_providers", Staff, looks Means;
    /// Opens an outside service with its contact and papers.
    ShowProvider = "resources.show_provider", Staff, looks Means;
    /// Adds or changes an outside service.
    KeepProviders = "resources.keep_providers", Staff, writes Means;
    /// Confirms the e-mail address of an outside service, after ringing it.
    ConfirmAddress = "resources.confirm_address", Staff, writes Means;
    /// Reads the list of bank holidays.
    ShowBankHolidays = "resources.show_bank_holidays", Staff, opens Nothing;
    /// Replaces the list of bank holidays.
    ReplaceBankHolidays = "resources.replace_bank_holidays", Staff, writes Means;
    /// Opens a session, or the sessions of a child.
    ShowSession = "sessions.show", Staff, looks Cases;
    /// Books a session of a plan.
    BookSession = "sessions.book", Staff, writes Cases;
    /// Moves a session, or gives it another room, other staff or other transport.
    ChangeSession = "sessions.change", Staff, writes Cases;
    /// Calls a session off, or says that it was made in error.
    CancelSession = "sessions.cancel", Staff, writes Cases;
    /// Decides on what holds a session, or keeps one that a change has put in question.
    DecideSession = "sessions.decide", Staff, writes Cases;
    /// Keeps the standing slots of a plan.
    KeepSlots = "sessions.keep_slots", Staff, writes Cases;
    /// Books the standing slots of a week.
    FillWeek = "sessions.fill_week", Staff, writes Cases;
    /// Opens the rota of a week or of a day.
    ShowRota = "rota.show", Staff, looks Cases;
    /// Publishes the rota of a week.
    PublishRota = "rota.publish", Staff, writes Cases;
    /// Opens one's own sessions of today and tomorrow, and the records one has to finish.
    ShowToday = "observations.show_today", Staff, looks Cases;
    /// Reads the brief of a session.
    ReadBrief = "observations.read_brief", Staff, looks Cases;
    /// Reads how to ring the carers of one's own session on its day, and where to drive, while on the way.
    ShowJourney = "observations.show_journey", Staff, looks Cases;
    /// Records a session while it is held and afterwards: who came, what was seen, how it ended.
    RecordSession = "observations.record", Staff, writes Cases;
    /// Signs the record of a session.
    SignRecord = "observations.sign", Staff, writes Cases;
    /// Reads or prints the signed record of a session.
    ShowRecord = "observations.show_record", Staff, looks Cases;
    /// Adds an addendum to a signed record.
    AddAddendum = "observations.add_addendum", Staff, writes Cases;
    /// Finds out whether any notice is due.
    LookForDue = "house.look_for_due", House, opens Nothing;
    /// Builds messages from what is true and says what came of sending them: the worker.
    SendNotices = "house.send_notices", House, writes Cases;
    /// Reads what must still be looked after: who has not answered, whom no message reached.
    ListNotices = "notifications.list", Staff, looks Cases;
    /// Reads who was told of a session, and who has answered.
    ShowNotices = "notifications.show", Staff, looks Cases;
    /// Records that somebody was told on the telephone, or sends a message again.
    RecordTelling = "notifications.record_telling", Staff, writes Cases;
    /// Opens the page behind the link of a message.
    OpenLink = "notifications.open_link", LinkBearer, looks Cases;
    /// Reads on its own page where to drive, while on the way.
    OpenJourney = "notifications.open_journey", LinkBearer, looks Cases;
    /// Says on that page that the message was seen, and what is wrong.
    AnswerLink = "notifications.answer_link", LinkBearer, writes Cases;
    /// Reads the mailbox of the demo. There is no such action outside the demo.
    ReadDemoMail = "demo.read_mail", Anyone, opens Nothing;
    /// Moves the clock of the demo. There is no such action outside the demo.
    AdvanceDemoClock = "demo.advance_clock", Staff, writes Nothing;
    /// Reads who did what in the service on a day; of nobody it was done with.
    ListAudit = "governance.list_audit", Staff, looks Accounts;
    /// Reads who looked at a child.
    ShowAudit = "governance.show_audit", Staff, looks Cases;
}
