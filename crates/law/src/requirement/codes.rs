//! The words requirements are made of.

kernel::codes! {
    /// What a member of staff has been trained for.
    pub enum Skill {
        /// First aid for children.
        FirstAid = "first_aid",
        /// Epilepsy and rescue medication.
        Epilepsy = "epilepsy",
        /// Tube feeding.
        TubeFeeding = "tube_feeding",
        /// Moving and handling.
        MovingAndHandling = "moving_and_handling",
        /// Severe allergy, adrenaline pen.
        SevereAllergy = "severe_allergy",
        /// Physical intervention.
        PhysicalIntervention = "physical_intervention",
        /// British Sign Language.
        SignLanguage = "sign_language",
        /// Drives children in a car of the service or their own.
        Driving = "driving",
    }
}

kernel::codes! {
    /// What a room or its venue offers.
    pub enum RoomFeature {
        /// Without steps from the street.
        GroundFloor = "ground_floor",
        /// Wheelchair access throughout.
        StepFree = "step_free",
        /// A hoist.
        Hoist = "hoist",
        /// An alarm that brings help.
        PanicAlarm = "panic_alarm",
        /// Two ways out.
        TwoExits = "two_exits",
        /// A panel to see in through.
        SightPanel = "sight_panel",
        /// Near the way out.
        NearExit = "near_exit",
        /// Quiet and dim.
        Quiet = "quiet",
        /// Arrivals by two separate doors.
        SeparateEntrances = "separate_entrances",
        /// Lockers for bags and telephones.
        Lockers = "lockers",
        /// A security guard on site.
        Security = "security",
        /// A garden or yard that is closed.
        ClosedGarden = "closed_garden",
        /// A kitchen for the family.
        Kitchen = "kitchen",
    }
}

kernel::codes! {
    /// The gender a control or a family asks for in a supervisor.
    pub enum Gender {
        /// A woman.
        Woman = "woman",
        /// A man.
        Man = "man",
    }
}
