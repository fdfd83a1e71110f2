//! What supervisors of the demo write: what was seen and heard, in plain words.

use crate::{demo::dice::Dice, observations::Heading};

/// What may stand under a heading.
const fn lines(heading: Heading) -> &'static [&'static str] {
    match heading {
        Heading::Greeting => &[
            "The family arrived first and laid out a game. The child ran in, said “hello” and was hugged. The carer stayed at the door for a minute and left.",
            "The child came in holding the carer’s hand and looked at the floor. After two minutes the child went to the table and was greeted by name.",
            "Both sides waved through the glass. They sat down together and spoke about the journey.",
        ],
        Heading::Together => &[
            "They sat side by side for most of the session. The child leaned against the parent during the story and was read to twice.",
            "They built a tower and took turns. When it fell both laughed and began again.",
            "They drew at the table. The parent asked about school and waited for the answers.",
        ],
        Heading::Care => &[
            "A snack of fruit and water was offered at the agreed time. Hands were washed before it without a prompt.",
            "The parent had brought sandwiches. One prompt was needed to cut the grapes.",
            "A drink was given twice. The coat was fastened before leaving.",
        ],
        Heading::Voice => &[
            "“Can we do the blue one next time?” The child asked this twice and smiled.",
            "“I got a star for reading.” The child showed the sticker and put it on the parent’s sleeve.",
            "The child said “I am tired” after an hour and lay down on the cushions for ten minutes.",
        ],
        Heading::Ending => &[
            "Ten and five minutes were called. They tidied up together. The child waved from the door.",
            "The parent named the day of the next session and said goodbye. The child asked for one more hug and was given it.",
            "The child did not want to put the coat on. The parent knelt down, spoke quietly, and the child came along.",
        ],
        Heading::Strengths => &[
            "The parent followed the child’s lead in play and praised what the child made.",
            "The parent came prepared: a game, a snack and a change of clothes.",
            "The parent noticed that the child was tired and slowed down without a prompt.",
        ],
        _ => &["Nothing to add."],
    }
}

/// Something to stand under a heading.
pub(super) fn observed(dice: &mut Dice, heading: Heading) -> &'static str {
    dice.pick(lines(heading))
}

/// A note taken while a session ran.
pub(super) fn noted(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "They read the book about the bear. The child turned the pages.",
        "The child showed a drawing from school. The parent asked who was in it.",
        "They played snap. The child won twice and said so.",
        "The parent warmed the bottle and tested it on the wrist.",
        "They sang the song about the bus. Both did the movements.",
    ])
}

/// What was tried before it was said that the family did not attend.
pub(super) const WAITED: &str = "Rang the parent twice and left a message. Waited until the time was up. The carer was rung and came back.";

/// Why a record was written later.
pub(super) const LATER: &str = "The next family was waiting.";
