//! Names for families that only make up the number.

/// First names of children.
pub(super) const CHILDREN: &[&str] = &[
    "Aiden", "Amelia", "Archie", "Bella", "Caleb", "Daisy", "Elijah", "Esme", "Finley", "Florence",
    "George", "Gracie", "Hamza", "Harper", "Hugo", "Imani", "Isla", "Jack", "Jasmine", "Kai",
    "Keira", "Leo", "Lola", "Malik", "Maisie", "Nathan", "Nevaeh", "Orla", "Oscar", "Phoebe",
    "Reuben", "Riley", "Sienna", "Toby", "Violet", "Zain",
];

/// First names of mothers.
pub(super) const MOTHERS: &[&str] = &[
    "Aisha", "Becky", "Carly", "Danielle", "Elena", "Fatima", "Gail", "Hayley", "Jade", "Karen",
    "Lisa", "Michelle", "Natalie", "Rachel", "Sharon", "Toni", "Vicky", "Zoe",
];

/// First names of fathers.
pub(super) const FATHERS: &[&str] = &[
    "Adam",
    "Barry",
    "Connor",
    "Darren",
    "Ethan",
    "Gary",
    "Hassan",
    "Ian",
    "Kevin",
    "Lee",
    "Mark",
    "Nathaniel",
    "Peter",
    "Ryan",
    "Simon",
    "Steven",
    "Vincent",
    "Zac",
];

/// Last names.
pub(super) const FAMILIES: &[&str] = &[
    "Abbott",
    "Ahmed",
    "Bailey",
    "Bennett",
    "Booth",
    "Carter",
    "Chapman",
    "Dawson",
    "Doyle",
    "Edwards",
    "Farrell",
    "Fletcher",
    "Gibson",
    "Griffin",
    "Hussain",
    "Holloway",
    "Ingram",
    "Jarvis",
    "Kirby",
    "Lambert",
    "Lowe",
    "Malone",
    "Moss",
    "Nolan",
    "Norris",
    "Osborne",
    "Parry",
    "Pearce",
    "Quinn",
    "Randall",
    "Rowley",
    "Sharpe",
    "Stokes",
    "Tanner",
    "Underhill",
    "Vaughan",
    "Watts",
    "Whelan",
    "Yates",
    "Young",
];

/// What carer households are called.
pub(super) const HOUSEHOLDS: &[&str] = &[
    "Aspen", "Beech", "Bramble", "Briar", "Cedar", "Cherry", "Clover", "Elder", "Elm", "Gorse",
    "Heather", "Holly", "Ivy", "Larch", "Laurel", "Mulberry", "Myrtle", "Oak", "Poplar", "Quince",
    "Sorrel", "Spruce", "Sycamore", "Thistle", "Walnut", "Yarrow",
];

/// A second word for when there are more households than plants.
pub(super) const FURTHER: &[&str] = &["Green", "Field", "Corner", "Lane", "Hill"];

/// Streets of the invented town.
pub(super) const STREETS: &[&str] = &[
    "Larkspur Road",
    "Millbank",
    "Station Parade",
    "Quarry Lane",
    "Saddler Street",
    "Tannery Walk",
    "Weavers Row",
    "Cobden Terrace",
    "Orchard Rise",
    "Priory Close",
];
