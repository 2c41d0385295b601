"""What the window of ages of a hypothesis makes: a rule against it in whoever is younger or older."""

from collections.abc import Iterable, Iterator, Mapping

from ..facts.measurement import Interval
from ..facts.vocabulary import Vocabulary
from ..facts.window import OLDEST, as_said
from .condition import All, Any_, Compare, Condition, NotMeasured
from .points import Assumed, Published
from .rule import DeriveRule, EvidenceRule, Hypothesis
from .unsaid_age import AGE, stages

NAME = "other-ages"
NEVER = Published.model_construct(
    lr=0.0001,
    assumed=Assumed.WHOLE,
    arithmetic="Taken for a ten-thousandth as likely: nothing else shall make it likely at an age at which it is not.",
)


def outside_id(hypothesis: str) -> str:
    """The id of the rule that fires outside the window of a hypothesis."""
    return f"{hypothesis}.{NAME}"


def outside_ages(
    hypotheses: Iterable[Hypothesis], derive: Iterable[DeriveRule], vocabulary: Vocabulary
) -> Iterator[EvidenceRule]:
    """The rule of each hypothesis that has a window, of ages that were said and of stages of life."""
    of_life = stages(derive, vocabulary) if AGE in vocabulary.measurements else {}
    for hypothesis in hypotheses:
        low, high = hypothesis.ages
        if low > 0 or high < OLDEST:
            yield EvidenceRule(
                id=outside_id(hypothesis.id),
                title=_title(low, high),
                when=_outside(low, high, of_life),
                lowers={hypothesis.id: NEVER},
                cluster="age",
                because=f"It is looked for at ages {as_said(hypothesis.ages)} alone; others are not told of it.",
                sources=hypothesis.sources,
                reviewed=hypothesis.reviewed,
            )


def _title(low: float, high: float) -> str:
    sides = [f"younger than {low:g}"] if low else []
    sides += [f"older than {high:g}"] if high < OLDEST else []
    return " or ".join(sides).capitalize()


def _outside(low: float, high: float, of_life: Mapping[str, Interval]) -> Condition:
    """Younger, older, or of no age that was said and a stage of life that lies wholly on either side."""
    sides: list[Condition] = [Compare(measurement=AGE, below=low, unit="a")] if low else []
    sides += [Compare(measurement=AGE, at_least=high + 1, unit="a")] if high < OLDEST else []
    if stages_outside := [stage for stage, years in of_life.items() if years.high <= low or years.low > high]:
        sides.append(All(all=(NotMeasured(not_measured=AGE), Any_(any=tuple(stages_outside)))))
    return sides[0] if len(sides) == 1 else Any_(any=tuple(sides))
