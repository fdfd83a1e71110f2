//! The families of the fixed cast. Who stands here is in the scripts that people click through;
//! change a name here, and change it there.

use law::{
    order::Source,
    proposal::Level,
    rule::Period::{Fortnight, FourWeeks, Week},
    status::LegalStatus::{Accommodated, CareOrder, InterimCareOrder},
};

use super::{
    asking::{Ask, Came, once, weekly},
    family::Family,
    more_families,
    paper::{
        Hands, Paper,
        Says::{AtLeast, Closely, ForInformation, Lasts},
    },
    risks::{SUBSTANCES, UNWELL, WHEELCHAIR},
};
use crate::{
    orders::Form,
    people::{
        Relationship::{Father, Grandparent, HalfSibling, Mother, Sibling, StepParent},
        Responsibility::{No, Unknown, Yes},
    },
    resources::DayName::{Fri, Sat, Thu, Tue, Wed},
};

/// All of them.
pub(super) fn families() -> Vec<Family> {
    vec![
        potter(),
        price(),
        kowalczyk(),
        barnes(),
        cole(),
        finch(),
        more_families::ward(),
        more_families::draper(),
        more_families::mensah(),
        more_families::haddad(),
        more_families::collins(),
        more_families::lockwood(),
        more_families::ellis(),
    ]
}

/// Half-siblings: one mother, two fathers, and the mother's partner whom the court keeps away.
fn potter() -> Family {
    Family::of("priya.nair", 260)
        .asks(
            Ask::that(&["Ava", "Noah"], &["Kelly"], (2, Week), 90)
                .by_taxi("Merrowby Cars")
                .at(&[
                    weekly(Tue, "14:30", ("Garden Room", "milo.lane")),
                    weekly(Fri, "15:45", ("Rainbow Room", "milo.lane")),
                ])
                .considering("Ava’s school lets her go at 14:00 on Tuesdays."),
        )
        .asks(Ask::that(&["Noah"], &["Jordan"], (1, Fortnight), 60).sent(4).came(Came::Draft))
        .worry(UNWELL)
        .sees_only(&["Kelly", "Maureen"])
        .followed_by(&["daniel.frost", "imogen.shaw", "stephen.clarke"])
        .kept_from("nadia.quill", "She is an aunt of the children.")
        .child("Ava", "Potter", "2019-04-30")
        .lives("Fern")
        .child("Noah", "Reeve", "2022-08-14")
        .lives("Fern")
        .adult("Kelly", "Potter", "1994-02-11")
        .adult("Dean", "Walsh", "1991-09-23")
        .adult("Jordan", "Reeve", "1993-12-02")
        .adult("Jason", "Tully", "1989-06-17")
        .adult("Maureen", "Potter", "1962-01-28")
        .siblings(&["Ava", "Noah"], HalfSibling)
        .tie((&["Ava", "Noah"], "Kelly"), Mother, Yes)
        .tie((&["Ava"], "Dean"), Father, Unknown)
        .tie((&["Noah"], "Jordan"), Father, Yes)
        .tie((&["Ava", "Noah"], "Jason"), StepParent, No)
        .tie((&["Ava", "Noah"], "Maureen"), Grandparent, No)
        .under(Accommodated, 260, &["Ava", "Noah"])
        .under(InterimCareOrder, 231, &["Ava", "Noah"])
        .paper(
            Paper::interim_care(231, &["Ava", "Noah"])
                .with(&["Kelly"])
                .clause("It is recorded that the council proposes supervised family time for Ava and Noah with their mother, and that arrangements for Noah’s father are to be agreed."),
        )
}

/// Ava Price is seven, as Ava Potter is: the two must not be taken for one another.
fn price() -> Family {
    Family::of("priya.nair", 120)
        .asks(
            Ask::that(&["Ava"], &["Leanne"], (1, Week), 60)
                .at(&[weekly(Wed, "16:00", ("Lantern Room", "lucy.tran"))]),
        )
        .asks(
            Ask::that(&["Ava"], &["Leanne"], (2, Week), 90)
                .sent(6)
                .came(Came::Returned("Which days do not collide with Leanne’s shifts?"))
                .considering("Leanne asks for a second hour at the weekend."),
        )
        .child("Ava", "Price", "2019-06-11")
        .lives("Hazel")
        .adult("Leanne", "Price", "1996-03-05")
        .tie((&["Ava"], "Leanne"), Mother, Yes)
        .under(InterimCareOrder, 120, &["Ava"])
        .paper(Paper::interim_care(120, &["Ava"]).with(&["Leanne"]).rule(
            "It is recorded that the council proposes family time for Ava with her mother once each week.",
            AtLeast(1, Week),
        ))
}

/// The parents need a Polish interpreter, the children do not.
fn kowalczyk() -> Family {
    Family::of("priya.nair", 190)
        .asks(
            Ask::that(&["Zofia", "Jan"], &["Agnieszka", "Marek"], (2, Week), 90)
                .in_language("Polish")
                .at(&[
                    weekly(Tue, "16:00", ("Rainbow Room", "rosa.osei")),
                    weekly(Sat, "10:00", ("Garden Room", "imran.sheikh")),
                ]),
        )
        .followed_by(&["daniel.frost"])
        .child("Zofia", "Kowalczyk", "2017-11-08")
        .called("Zosia")
        .speaks("Polish", false)
        .lives("Willow")
        .child("Jan", "Kowalczyk", "2020-02-19")
        .speaks("Polish", false)
        .lives("Willow")
        .adult("Agnieszka", "Kowalczyk", "1990-07-14")
        .speaks("Polish", true)
        .adult("Marek", "Kowalczyk", "1987-10-30")
        .speaks("Polish", true)
        .siblings(&["Zofia", "Jan"], Sibling)
        .tie((&["Zofia", "Jan"], "Agnieszka"), Mother, Yes)
        .tie((&["Zofia", "Jan"], "Marek"), Father, Yes)
        .under(InterimCareOrder, 190, &["Zofia", "Jan"])
        .paper(
            Paper::made((Form::C34A, Source::ContactOrder), 150, &["Zofia", "Jan"])
                .with(&["Agnieszka", "Marek"])
                .by(Hands::Office)
                .rule(
                    "The local authority shall allow Zofia and Jan contact with their mother and father on no fewer than two occasions each week.",
                    AtLeast(2, Week),
                )
                .rule("Each occasion shall last for at least ninety minutes.", Lasts(90))
                .rule(
                    "Contact shall be supervised throughout by the local authority.",
                    Closely(Level::Supervised),
                )
                .rule(
                    "A Polish interpreter shall be present unless the supervisor speaks Polish.",
                    ForInformation,
                ),
        )
}

/// Chloe is sixteen, in care herself, and Lily's mother: one record, two hats.
fn barnes() -> Family {
    Family::of("priya.nair", 170)
        .asks(
            Ask::that(&["Chloe"], &["Donna"], (1, Week), 120)
                .at(&[weekly(Sat, "13:00", ("Lantern Room", "yvonne.grant"))])
                .considering("Chloe may leave whenever she likes."),
        )
        .asks(
            Ask::that(&["Lily"], &["Donna"], (1, Week), 60)
                .at(&[weekly(Tue, "12:30", ("Garden Room", "rosa.osei"))]),
        )
        .child("Chloe", "Barnes", "2010-03-19")
        .lives("Rowan")
        .child("Lily", "Barnes", "2026-06-02")
        .lives("Rowan")
        .adult("Donna", "Barnes", "1985-05-21")
        .tie((&["Lily"], "Chloe"), Mother, Yes)
        .tie((&["Chloe"], "Donna"), Mother, Yes)
        .tie((&["Lily"], "Donna"), Grandparent, No)
        .under(Accommodated, 170, &["Chloe"])
        .under(InterimCareOrder, 170, &["Lily"])
        .paper(
            Paper::agreement(168, &["Chloe"])
                .with(&["Donna"])
                .rule(
                    "Chloe will see her mum once a week for two hours. Lily may be there when Chloe wants it.",
                    AtLeast(1, Week),
                )
                .rule("Chloe may leave whenever she likes.", ForInformation),
        )
        .paper(
            Paper::interim_care(168, &["Lily"])
                .clause("It is recorded that Lily lives with her mother in one foster placement."),
        )
}

/// Jayden Cole and Jayden Collins: one first name, one initial, one age, two families.
fn cole() -> Family {
    Family::of("grace.okafor", 140)
        .asks(
            Ask::that(&["Jayden"], &["Tanya"], (1, FourWeeks), 90).at(&[once(
                0,
                Fri,
                "16:00",
                ("Attic Room", "carl.whitby"),
            )]),
        )
        .worry(SUBSTANCES)
        .child("Jayden", "Cole", "2015-01-22")
        .lives("Maple")
        .adult("Tanya", "Cole", "1988-08-09")
        .tie((&["Jayden"], "Tanya"), Mother, Yes)
        .under(InterimCareOrder, 140, &["Jayden"])
        .under(CareOrder, 80, &["Jayden"])
        .paper(Paper::care_plan(76, &["Jayden"]).with(&["Tanya"]).rule(
            "Jayden and his mother will see each other once in every four weeks, after school.",
            AtLeast(1, FourWeeks),
        ))
}

/// Oliver lives with his grandmother: she is family and carer at once.
fn finch() -> Family {
    Family::of("grace.okafor", 230)
        .asks(
            Ask::that(&["Oliver"], &["Gemma"], (1, Fortnight), 90)
                .at(&[
                    once(-2, Thu, "15:45", ("Garden Room", "rosa.osei")),
                    once(0, Thu, "15:45", ("Garden Room", "rosa.osei")),
                ])
                .considering("A wheelchair. Mrs Jean Finch brings Oliver and does not stay."),
        )
        .worry(WHEELCHAIR)
        .sees_only(&["Gemma"])
        .child("Oliver", "Finch", "2018-09-09")
        .called("Ollie")
        .lives("Finch")
        .adult("Jean", "Finch", "1958-04-16")
        .adult("Gemma", "Finch", "1992-12-24")
        .tie((&["Oliver"], "Jean"), Grandparent, Yes)
        .tie((&["Oliver"], "Gemma"), Mother, Yes)
        .under(InterimCareOrder, 230, &["Oliver"])
        .under(CareOrder, 110, &["Oliver"])
        .paper(
            Paper::care_plan(104, &["Oliver"])
                .with(&["Gemma"])
                .rule(
                    "Oliver and his mother will spend time together once each fortnight.",
                    AtLeast(1, Fortnight),
                )
                .rule(
                    "Mrs Jean Finch will bring Oliver and will not stay.",
                    ForInformation,
                ),
        )
}
