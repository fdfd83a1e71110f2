//! Where people can go, and what may wait for them.

use law::access::Act;

use crate::{
    access::queries::{TaskSource, TaskSources},
    http::Place,
    orders, sessions,
};

/// Who is asked what waits for whoever opens the home page, in the order of that page.
const TASKS: &[TaskSource] = &[orders::queries::tasks, sessions::queries::tasks];

pub(super) fn task_sources() -> TaskSources {
    TaskSources(TASKS.to_vec())
}

/// Where people can go, in order.
pub(super) const PLACES: &[Place] = &[
    Place {
        words: "People",
        path: "/people",
        about: "Children and their families, as far as they are yours.",
        act: Act::ListPeople,
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
        words: "My working hours",
        path: "/availability",
        about: "Your hours, skills and absences; say here when you are sick.",
        act: Act::ShowOwnAvailability,
        everywhere: true,
    },
];
