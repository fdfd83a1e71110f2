//! More families of the fixed cast: parents who are kept apart, brothers and sisters in several
//! households, records that are not open to everybody.

use law::{
    access::RecordState,
    order::Source,
    proposal::{Level, PlaceKind},
    rule::Period::{Fortnight, Month, Week},
    status::LegalStatus::{Accommodated, CareOrder, InterimCareOrder, PlacementOrder},
};

use super::{
    asking::{Ask, Came, once, weekly},
    family::Family,
    paper::{
        Hands, Paper,
        Says::{Apart, AtLeast, AtMost, Closely, ForInformation, Only},
    },
    risks::{SUBSTANCES, UNWELL, VIOLENCE},
};
use crate::{
    orders::Form,
    people::{
        Relationship::{AuntOrUncle, Father, Grandparent, Mother, Sibling},
        Responsibility::{No, Unknown, Yes},
    },
    referrals::Bringing,
    resources::DayName::{Mon, Sat, Thu, Tue, Wed},
};

pub(super) fn ward() -> Family {
    Family::of("grace.okafor", 75)
        .asks(
            Ask::that(&["Poppy", "Freya", "Alfie"], &["Stacey"], (1, Week), 90)
                .secure()
                .at(&[weekly(Mon, "16:00", ("Blue Room", "gwen.hughes"))]),
        )
        .asks(
            Ask::that(&["Poppy", "Freya", "Alfie"], &["Paul"], (1, Week), 60)
                .secure()
                .at(&[weekly(Thu, "16:00", ("Blue Room", "seun.bello"))])
                .considering("Paul Ward must not meet Stacey Ward."),
        )
        .worry(VIOLENCE)
        .child("Poppy", "Ward", "2014-05-27")
        .lives("Alder")
        .child("Freya", "Ward", "2016-10-13")
        .lives("Alder")
        .child("Alfie", "Ward", "2021-07-01")
        .lives("Linden")
        .adult("Stacey", "Ward", "1990-01-19")
        .adult("Paul", "Ward", "1986-03-08")
        .siblings(&["Poppy", "Freya", "Alfie"], Sibling)
        .tie((&["Poppy", "Freya", "Alfie"], "Stacey"), Mother, Yes)
        .tie((&["Poppy", "Freya", "Alfie"], "Paul"), Father, Yes)
        .under(InterimCareOrder, 75, &["Poppy", "Freya", "Alfie"])
        .paper(
            Paper::made(
                (Form::FL404A, Source::Protective),
                70,
                &["Poppy", "Freya", "Alfie"],
            )
            .with(&["Stacey", "Paul"])
            .by(Hands::Office)
            .rule(
                "The respondent Paul Ward must not meet Stacey Ward, nor be within thirty minutes of her at any contact centre.",
                Apart(["Paul", "Stacey"], 30),
            ),
        )
}

/// Four siblings in three households; the eldest moved last month.
pub(super) fn draper() -> Family {
    let all = ["Mason", "Ella", "Tyler", "Ruby"];
    let family = Family::of("callum.reid", 205)
        .worry(UNWELL)
        .followed_by(&["imogen.shaw"])
        .child("Mason", "Draper", "2012-12-05")
        .lives("Alder")
        .moved("Juniper", 32)
        .child("Ella", "Draper", "2015-03-17")
        .lives("Birch")
        .child("Tyler", "Draper", "2018-06-29")
        .lives("Birch")
        .child("Ruby", "Draper", "2023-09-14")
        .lives("Hazel")
        .adult("Shannon", "Draper", "1991-04-02")
        .adult("Craig", "Draper", "1988-07-26")
        .adult("Linda", "Draper", "1960-10-05")
        .siblings(&all, Sibling)
        .tie((&all, "Shannon"), Mother, Yes)
        .tie((&all, "Craig"), Father, Yes)
        .tie((&all, "Linda"), Grandparent, No)
        .under(InterimCareOrder, 205, &all)
        .under(CareOrder, 60, &["Mason", "Ella", "Tyler"])
        .under(PlacementOrder, 60, &["Ruby"])
        .paper(
            Paper::made((Form::A70, Source::PlacementContact), 60, &["Ruby"])
                .with(&["Shannon"])
                .by(Hands::Office)
                .rule(
                    "Until Ruby is placed, the agency shall allow her to see her mother on one occasion in each month and no more.",
                    AtMost(1, Month),
                ),
        )
        .paper(
            Paper::made((Form::C34A, Source::ContactOrder), 8, &["Mason", "Ella", "Tyler"])
                .with(&["Shannon", "Craig"])
                .by(Hands::OnlyEntered)
                .rule(
                    "There shall be contact between the children and each of their parents on no fewer than one occasion in each fortnight.",
                    AtLeast(1, Fortnight),
                )
                .rule(
                    "Contact shall be supervised throughout.",
                    Closely(Level::Supervised),
                ),
        );
    draper_asks(family)
}

/// What is asked for the four, who see their mother less often since the care order.
fn draper_asks(family: Family) -> Family {
    family
        .asks(
            Ask::that(
                &["Mason", "Ella", "Tyler"],
                &["Shannon"],
                (1, Fortnight),
                120,
            )
            .at(&[
                once(-2, Sat, "12:00", ("Rainbow Room", "neil.cooper")),
                once(0, Sat, "12:00", ("Rainbow Room", "neil.cooper")),
            ]),
        )
        .asks(Ask::that(&["Ruby"], &["Shannon"], (1, Month), 60).at(&[
            once(0, Tue, "10:30", ("Rainbow Room", "rosa.osei")),
            once(1, Wed, "10:30", ("Rainbow Room", "marta.nowak")),
        ]))
        .asks(
            Ask::that(&["Mason", "Ella", "Tyler"], &["Linda"], (1, Month), 90)
                .sent(16)
                .came(Came::Withdrawn(
                    "Mrs Draper sees the children at their carers’ homes now.",
                )),
        )
}

pub(super) fn mensah() -> Family {
    Family::of("callum.reid", 150)
        .asks(
            Ask::that(&["Isaac"], &["Abena"], (1, Week), 90).at(&[weekly(
                Wed,
                "15:45",
                ("Attic Room", "neil.cooper"),
            )]),
        )
        .asks(
            Ask::that(&["Isaac"], &["Kofi"], (1, Month), 120)
                .sent(1)
                .came(Came::Sent { called: false })
                .considering("Kofi would like to take Isaac to football."),
        )
        .not_reviewed()
        .child("Isaac", "Mensah", "2016-02-12")
        .lives("Linden")
        .adult("Abena", "Mensah", "1989-09-30")
        .adult("Kofi", "Mensah", "1984-02-03")
        .tie((&["Isaac"], "Abena"), Mother, Yes)
        .tie((&["Isaac"], "Kofi"), AuntOrUncle, No)
        .under(Accommodated, 150, &["Isaac"])
        .paper(
            Paper::agreement(148, &["Isaac"])
                .with(&["Abena", "Kofi"])
                .rule(
                    "Isaac will see his mother every week. His uncle Kofi may come with her.",
                    AtLeast(1, Week),
                ),
        )
}

pub(super) fn haddad() -> Family {
    Family::of("callum.reid", 60)
        .asks(
            Ask::that(&["Amina", "Yusuf"], &["Samira"], (2, Week), 90)
                .secure()
                .in_language("Arabic")
                .at(&[
                    weekly(Mon, "16:00", ("Yellow Room", "farah.aziz")),
                    weekly(Thu, "16:00", ("Yellow Room", "farah.aziz")),
                ]),
        )
        .child("Amina", "Haddad", "2013-08-21")
        .speaks("Arabic", false)
        .lives("Maple")
        .child("Yusuf", "Haddad", "2020-12-10")
        .speaks("Arabic", false)
        .lives("Maple")
        .adult("Samira", "Haddad", "1992-06-06")
        .speaks("Arabic", true)
        .siblings(&["Amina", "Yusuf"], Sibling)
        .tie((&["Amina", "Yusuf"], "Samira"), Mother, Yes)
        .under(InterimCareOrder, 60, &["Amina", "Yusuf"])
        .paper(
            Paper::made((Form::C34A, Source::ContactOrder), 52, &["Amina", "Yusuf"])
                .with(&["Samira"])
                .by(Hands::Office)
                .rule(
                    "Contact between the children and their mother shall take place only at a contact centre with controlled entry.",
                    Only(PlaceKind::SecureCentre),
                ),
        )
}

/// A colleague's family: only those with a relation of their own may know of it.
pub(super) fn lockwood() -> Family {
    Family::of("callum.reid", 45)
        .child("Theo", "Lockwood", "2017-05-15")
        .protected(RecordState::Restricted, "A colleague’s family.")
        .lives("Juniper")
        .adult("Claire", "Lockwood", "1986-11-20")
        .tie((&["Theo"], "Claire"), Mother, Yes)
        .under(InterimCareOrder, 45, &["Theo"])
}

/// Adopted: the record is sealed.
pub(super) fn ellis() -> Family {
    Family::of("grace.okafor", 280)
        .worry(None)
        .child("Maya", "Ellis", "2021-01-06")
        .protected(RecordState::Sealed, "Adopted in October 2026.")
        .lives("Hazel")
        .adult("Sophie", "Ellis", "1995-08-18")
        .tie((&["Maya"], "Sophie"), Mother, Unknown)
        .under(PlacementOrder, 280, &["Maya"])
}

pub(super) fn collins() -> Family {
    Family::of("callum.reid", 95)
        .unreliable()
        .asks(
            Ask::that(&["Jayden"], &["Wayne"], (1, Week), 90)
                .brought_by(Bringing::Supervisor)
                .at(&[weekly(Tue, "16:30", ("Lantern Room", "milo.lane"))]),
        )
        .asks(
            Ask::that(&["Jayden"], &["Wayne"], (2, Week), 120)
                .sent(39)
                .came(Came::Returned("Who would bring Jayden for two hours twice a week? Nobody can be found."))
                .considering("Nobody has answered since the social worker before left."),
        )
        .worry(SUBSTANCES)
        .child("Jayden", "Collins", "2015-04-03")
        .lives("Birch")
        .adult("Wayne", "Collins", "1983-11-11")
        .by_phone_only()
        .tie((&["Jayden"], "Wayne"), Father, Yes)
        .under(InterimCareOrder, 95, &["Jayden"])
        .paper(
            Paper::made((Form::C21, Source::Undertaking), 90, &["Jayden"])
                .with(&["Wayne"])
                .rule(
                    "Mr Collins undertakes not to attend any session under the influence of alcohol.",
                    ForInformation,
                ),
        )
}
