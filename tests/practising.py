"""Cases and learners for the tests of practice."""

from functools import cache

from click.testing import CliRunner

from soleus.cli import main
from soleus.engine.consult import consult
from soleus.engine.evaluate import evaluator
from soleus.practice.asking import ask
from soleus.practice.attempt import Attempt, Commitment, Guess, Kind, begin, gathered
from soleus.practice.deck import Dealt, causes, dealt, draw, is_fit
from soleus.practice.patient import Patient
from soleus.practice.uncounted import uncounted
from soleus.practice.weighing import Weights
from soleus.rules.knowledge import load_knowledge
from soleus.rules.rule import Level

BASE = load_knowledge()


@cache
def hands(number: int = 20) -> tuple[Dealt, ...]:
    """So many different published cases that are fit, the same each time."""
    drawn: dict[str, Dealt] = {}
    seed = 0
    while len(drawn) < number:
        hand = draw(f"test/{seed}", BASE, without=drawn.keys())
        if hand.case.url:
            drawn[hand.number] = hand
        seed += 1
    return tuple(drawn.values())


def every_fit() -> list[Dealt]:
    """Every case that is fit: 80 seconds."""
    numbers = (number for numbers in causes(BASE).values() for number in numbers)
    return [hand for hand in (dealt(n, BASE) for n in numbers) if is_fit(hand, BASE)]


def everything(hand: Dealt) -> Attempt:
    """An attempt in which all that is recorded has been asked for."""
    attempt, patient = begin(hand, Kind.CUED), Patient(hand.case, BASE)
    labels = {**BASE.vocabulary.measurements, **BASE.vocabulary.findings}
    recorded = (*hand.case.present, *hand.case.absent, *hand.case.labs)
    asked = tuple(ask(labels[about].label, patient) for about in recorded)
    return attempt.model_copy(update={"asked": asked})  # as if there were no end of what can be spent


def weights(attempt: Attempt, hand: Dealt) -> Weights:
    """What everything that an attempt has gathered weighs."""
    fair = uncounted(hand.number, BASE)
    return Weights(fair, consult(gathered(attempt, Patient(hand.case, BASE)), fair))


def best_four(weighed) -> tuple[str, ...]:
    """The four items that weigh most."""
    return tuple(sorted(weighed, key=lambda item: -weighed[item])[:4])


def commitment(causes_: list[str], level: Level, percent: int = 60, **evidence) -> Commitment:
    """A commitment to causes, the first with this percentage."""
    shares = [percent, *[(100 - percent) // 5] * (len(causes_) - 1)]
    return Commitment(
        guesses=tuple(Guess(cause=c, percent=p) for c, p in zip(causes_, shares, strict=True)), level=level, **evidence
    )


def engines_choice(case, base=BASE) -> Commitment:
    """What a learner commits to who ranks as the engine does, and names evidence by the points for its own first."""
    outcome = evaluator(base).of_case(case)
    weighed = Weights(base, consult(case, base))
    return commitment(outcome.ranking()[:3], outcome.level, speaks_for=best_four(weighed.telling(outcome.ranking()[0])))


def practice(*arguments, typed=(), status=0) -> str:
    """Runs soleus practice with what is typed, and gives what is shown."""
    result = CliRunner().invoke(main, ["practice", *arguments], input="".join(f"{line}\n" for line in typed))
    assert result.exit_code == status, result.output
    return result.output
