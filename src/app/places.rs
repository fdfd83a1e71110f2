//! Where people can go, and what may wait for them.

use law::access::Act;

use crate::{
    access::queries::{TaskSource, TaskSources},
    http::Place,
    notifications, observations, orders, referrals, resources, risk, rota, sessions,
};

/// Who is asked what waits for whoever opens the home page, the most pressing first: what sessions wait
/// for, whom nobody has reached, and then what is to be read and decided.
const TASKS: &[TaskSource] = &[
    sessions::queries::tasks,
    rota::queries::tasks,
    notifications::queries::tasks,
    observations::queries::tasks,
    risk::queries::tasks,
    orders::queries::tasks,
    referrals::queries::tasks,
    resources::queries::tasks,
];

pub(super) fn task_sources() -> TaskSources {
    TaskSources(TASKS.to_vec())
}

/// Where people can go, in order.
pub(super) const PLACES: &[Place] = &[
    Place {
        words: "Today",
        path: "/today",
        about: "Your sessions of today and tomorrow, and records to finish.",
        act: Act::ShowToday,
        everywhere: true,
    },
    Place {
        words: "Who must be told",
        path: "/notices",
        about: "Who has not answered, whom no message reached, and the calls to make.",
        act: Act::ListNotices,
        everywhere: true,
    },
    Place {
        words: "People",
        path: "/people",
        about: "Children and their families, as far as they are yours.",
        act: Act::ListPeople,
        everywhere: true,
    },
    Place {
        words: "Rota",
        path: "/rota",
        about: "The week: who meets whom, where and with whom; what to publish.",
        act: Act::ShowRota,
        everywhere: true,
    },
    Place {
        words: "Held sessions",
        path: "/sessions/held",
        about: "What must not be published or started before somebody decides, and why.",
        act: Act::DecideSession,
        everywhere: true,
    },
    Place {
        words: "Referrals",
        path: "/referrals",
        about: "Children referred for family time: drafts, questions, decisions.",
        act: Act::ListReferrals,
        everywhere: true,
    },
    Place {
        words: "Carer households",
        path: "/households",
        about: "The households children live with.",
        act: Act::ListHouseholds,
        everywhere: false,
    },
    Place {
        words: "Venues",
        path: "/venues",
        about: "Where sessions are held: rooms, hours, closures.",
        act: Act::ListVenues,
        everywhere: false,
    },
    Place {
        words: "Supervisors",
        path: "/supervisors",
        about: "Who supervises: hours, skills, absences.",
        act: Act::ListSupervisors,
        everywhere: false,
    },
    Place {
        words: "Outside services",
        path: "/providers",
        about: "Taxi firms and interpreter services, and whether their papers hold.",
        act: Act::ListProviders,
        everywhere: false,
    },
    Place {
        words: "Bank holidays",
        path: "/bank-holidays",
        about: "The days that legal clocks do not count.",
        act: Act::ShowBankHolidays,
        everywhere: false,
    },
    Place {
        words: "Settings",
        path: "/settings",
        about: "What the service decides for itself: limits, waiting times, its telephone.",
        act: Act::ShowSettings,
        everywhere: false,
    },
    Place {
        words: "Who did what",
        path: "/audit",
        about: "Each look and each change in the service, day by day, without names of families.",
        act: Act::ListAudit,
        everywhere: false,
    },
    Place {
        words: "My working hours",
        path: "/availability",
        about: "Your hours, skills and absences; say here when you are sick.",
        act: Act::ShowOwnAvailability,
        everywhere: true,
    },
];
