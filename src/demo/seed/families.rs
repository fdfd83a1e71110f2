//! The families of the fixed cast. Who stands here is in the scripts that people click through;
//! change a name here, and change it there.

use law::{
    access::RecordState,
    order::Source,
    proposal::{Level, PlaceKind},
    rule::Period::{Fortnight, FourWeeks, Month, Week},
    status::LegalStatus::{Accommodated, CareOrder, InterimCareOrder, PlacementOrder},
};

use super::{
    family::Family,
    paper::{
        Hands, Paper,
        Says::{Apart, AtLeast, AtMost, Closely, ForInformation, Lasts, Only},
    },
    risks::{SUBSTANCES, UNWELL, VIOLENCE, WHEELCHAIR},
};
use crate::{
    orders::Form,
    people::{
        Relationship::{
            AuntOrUncle, Father, Grandparent, HalfSibling, Mother, Sibling, StepParent,
        },
        Responsibility::{No, Unknown, Yes},
    },
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
        ward(),
        draper(),
        mensah(),
        haddad(),
        collins(),
        lockwood(),
        ellis(),
    ]
}

/// Half-siblings: one mother, two fathers, and the mother's partner whom the court keeps away.
fn potter() -> Family {
    Family::of("priya.nair", 260)
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
                .clause("It is recorded that the council proposes supervised family time for Ava and Noah with their mother, and that arrangements for Noah’s father are to be agreed.")
                .scanned(),
        )
}

/// Ava Price is seven, as Ava Potter is: the two must not be taken for one another.
fn price() -> Family {
    Family::of("priya.nair", 120)
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
                .scanned()
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

fn collins() -> Family {
    Family::of("callum.reid", 95)
        .worry(SUBSTANCES)
        .child("Jayden", "Collins", "2015-04-03")
        .lives("Birch")
        .adult("Wayne", "Collins", "1983-11-11")
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

/// Oliver lives with his grandmother: she is family and carer at once.
fn finch() -> Family {
    Family::of("grace.okafor", 230)
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

fn ward() -> Family {
    Family::of("grace.okafor", 75)
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
            .scanned()
            .rule(
                "The respondent Paul Ward must not meet Stacey Ward, nor be within thirty minutes of her at any contact centre.",
                Apart(["Paul", "Stacey"], 30),
            ),
        )
}

/// Four siblings in three households; the eldest moved last month.
fn draper() -> Family {
    let all = ["Mason", "Ella", "Tyler", "Ruby"];
    Family::of("callum.reid", 205)
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
                .scanned()
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
        )
}

fn mensah() -> Family {
    Family::of("callum.reid", 150)
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

fn haddad() -> Family {
    Family::of("callum.reid", 60)
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
                .scanned()
                .rule(
                    "Contact between the children and their mother shall take place only at a contact centre with controlled entry.",
                    Only(PlaceKind::SecureCentre),
                ),
        )
}

/// A colleague's family: only those with a relation of their own may know of it.
fn lockwood() -> Family {
    Family::of("callum.reid", 45)
        .child("Theo", "Lockwood", "2017-05-15")
        .protected(RecordState::Restricted, "A colleague’s family.")
        .lives("Juniper")
        .adult("Claire", "Lockwood", "1986-11-20")
        .tie((&["Theo"], "Claire"), Mother, Yes)
        .under(InterimCareOrder, 45, &["Theo"])
}

/// Adopted: the record is sealed.
fn ellis() -> Family {
    Family::of("grace.okafor", 280)
        .worry(None)
        .child("Maya", "Ellis", "2021-01-06")
        .protected(RecordState::Sealed, "Adopted in October 2026.")
        .lives("Hazel")
        .adult("Sophie", "Ellis", "1995-08-18")
        .tie((&["Maya"], "Sophie"), Mother, Unknown)
        .under(PlacementOrder, 280, &["Maya"])
}
