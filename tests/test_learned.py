"""What was learned of all wordings: what ships, what is counted, how it is learned; and no word is lost on the way."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import finding

from soleus.facts.finding import Topic
from soleus.facts.vocabulary import Vocabulary
from soleus.reading.automata import automata
from soleus.reading.evidence import senses
from soleus.reading.features import letters, manner, matter, words_and_stems
from soleus.reading.known import Known, known
from soleus.reading.learned import KINDS, load_learned
from soleus.reading.learning import NAME, Row, clause, folds, learn, sources
from soleus.reading.letters import clean
from soleus.reading.patterns import stems
from soleus.reading.reader import read
from soleus.reading.tokens import WORD, tokenize
from soleus.reading.weighing import JOINS
from soleus.reading.wordings import load_spoken, rows
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
SMALL = Vocabulary(
    [finding("green_toes"), finding("square_knees"), finding("humming_hips"), finding("leg_cramps")],
    topics=[Topic(id="t", label="T", question="?", stage="detail", order=1)],
)


@cache
def phrases():
    """Every wording, whatever it is of."""
    return sorted({phrase for phrase, *_ in rows(load_spoken())})


SPOKEN = st.deferred(lambda: st.sampled_from(phrases()))


def heard(text):
    """A text as one clause."""
    return clause(text, known(VOCABULARY))


def likeliest(learned, text):
    told = heard(text)
    scores = learned.topics(told.words, told.stems)
    return learned.matter.labels[scores.index(max(scores))]


def kinds(learned, text):
    told = heard(text)
    return learned.kinds(told.words, told.triggers, senses(told.made))


def test_what_ships_was_learned_from_the_wordings_and_names_that_ship():
    cure = "wordings or names were changed since it was learned; run: python -m soleus.reading.learning"
    assert load_learned().sources == sources(VOCABULARY), cure


def test_what_ships_knows_every_finding_that_has_wordings():
    assert sorted(set(load_spoken()) - set(load_learned().places)) == []


def test_every_word_of_a_wording_was_heard_of():
    for phrase in phrases()[::50]:
        assert set(heard(phrase).words) <= load_learned().words, phrase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("me toes are all pins and needles", "tingling_feet"),
        ("can't get up out of the armchair without a shove", "difficulty_rising_from_chair"),
        ("woken in the night by cramp in my calf", "nocturnal_leg_cramps"),
    ],
)
def test_what_ships_hears_what_a_clause_is_about(text, expected):
    assert likeliest(load_learned(), text) == expected


@given(SPOKEN)
@settings(max_examples=50)
def test_the_shares_of_said_denied_and_neither_sum_to_one(phrase):
    shares = kinds(load_learned(), phrase)
    assert tuple(shares) == KINDS
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("my feet are numb", "my feet are not numb"),
        ("there is swelling of the ankles", "there is no swelling of the ankles"),
        ("I get cramps at night", "I never get cramps at night"),
    ],
)
def test_a_denied_clause_has_the_larger_share_of_denial(said, denied):
    of_said, of_denied = kinds(load_learned(), said), kinds(load_learned(), denied)
    assert of_said["denies"] < of_said["says"]
    assert of_denied["denies"] > of_denied["says"]


def test_of_somebody_else_less_is_said():
    assert kinds(load_learned(), "my neighbour has cramps")["says"] < kinds(load_learned(), "I have cramps")["says"]


@pytest.mark.parametrize(
    ("word", "of", "speaks"),
    [
        ("numb", "numb_feet", True),
        ("cramps", "leg_cramps", True),
        ("cramps", "numb_feet", False),
        ("grandmother", "leg_cramps", False),
        ("qwxz", "leg_cramps", False),
        ("cramps", "a_finding_that_was_never_learned", False),
    ],
)
def test_a_word_speaks_by_itself_for_what_it_means(word, of, speaks):
    assert load_learned().speaks(word, tokenize(word)[0].stem, of) is speaks


# what is counted


def test_words_are_counted_as_stems_with_the_parts_they_name_and_what_stands_above_these():
    told = heard("No numbness in my toes")
    assert told.words == ("no", "numbness", "in", "my", "toes")
    assert told.stems == ("no", "numb", "in", "my", "toe", "@qunumb", "@sitoe", "@sifoot", "@sileg")


def test_the_end_of_a_sentence_and_a_comma_are_no_words():
    assert words_and_stems(tokenize("legs, feet."), ()) == (("legs", "feet"), ("leg", "foot"))


def test_of_the_matter_stems_neighbours_and_pairs_of_parts_are_counted_and_the_letters_of_each_word():
    of_words, of_letters = matter(("numb", "toes"), ("numb", "toe", "@sitoe", "@qunumb"))
    assert of_words == [("numb",), ("toe",), ("@sitoe",), ("@qunumb",), ("numb toe",), ("@qunumb+@sitoe",)]
    assert of_letters == [letters("numb"), letters("toes")]
    assert letters("toes") == ("=_to", "=toe", "=oes", "=es_", "=_toe", "=toes", "=oes_")


def test_of_the_manner_words_in_their_order_and_what_context_and_composition_say_are_counted():
    assert manner(("not", "numb"), ["negation"], ["denied"]) == [
        ("not",), ("numb",), ("not numb",), ("<not",), ("numb>",), ("#negation",), ("~denied",),
    ]  # fmt: skip
    assert manner((), [], ["nothing"]) == [("~nothing",)]


# learning


def row(phrase, kind="says", of="green_toes", writer="1"):
    return Row(phrase, (of,), kind, writer, clause(phrase, known(VOCABULARY)))


@cache
def twenty_rows():
    """Twenty rows of three findings that nobody has."""
    return [
        row("my toes went green"), row("green toes again", writer="2"), row("a green big toe", writer="3"),
        row("toes all greenish at night", writer="4"),
        row("my toes never went green", "denies"), row("never a green toe", "denies", writer="3"),
        row("toads have green toes", "not_to_be_taken", writer="4"),
        row("my knees went square", of="square_knees"), row("square sort of knees", of="square_knees", writer="2"),
        row("knee gone square", of="square_knees", writer="3"),
        row("knees were never square", "denies", "square_knees"),
        row("never a square knee", "denies", "square_knees", "4"),
        row("a toad has square knees", "not_to_be_taken", "square_knees", "2"),
        row("my hips hum", of="humming_hips"), row("a hum from the hip", of="humming_hips", writer="2"),
        row("never a hum from my hips", "denies", "humming_hips", "3"),
        row("toads hum with their hips", "not_to_be_taken", "humming_hips", "4"),
        row("green toes", NAME, writer=""), row("square knees", NAME, "square_knees", ""),
        row("humming hips", NAME, "humming_hips", ""),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def taught():
    """What the toy rows teach."""
    pytest.importorskip("sklearn", reason="the extra [learning] is not installed")
    return learn(twenty_rows(), "a digest")


@pytest.mark.slow
def test_twenty_rows_teach_what_a_clause_is_about(taught):
    assert len(twenty_rows()) == 20
    assert list(taught.matter.labels) == ["green_toes", "humming_hips", "square_knees"]
    assert likeliest(taught, "both my toes look green") == "green_toes"
    assert likeliest(taught, "a squarish knee") == "square_knees"
    assert likeliest(taught, "something hums in the hip") == "humming_hips"


@pytest.mark.slow
def test_twenty_rows_teach_how_it_is_said(taught):
    shares = [kinds(taught, text) for text in ("toes gone green", "toes never green", "toads and green toes")]
    assert [max(KINDS, key=each.get) for each in shares] == list(KINDS)


@pytest.mark.slow
def test_what_was_learned_names_its_words_and_what_it_was_learned_of(taught):
    assert {word for word in taught.words if word.startswith("green")} == {"green", "greenish"}
    assert taught.sources == "a digest"


@pytest.mark.slow
def test_what_was_learned_reads_what_is_said_otherwise(taught):
    said = read("one hip has a sort of hum lately", SMALL, Known(SMALL, taught)).said
    assert [s.finding for s in said] == ["humming_hips"]


@pytest.mark.slow
def test_what_was_learned_is_saved_and_loaded(taught, tmp_path):
    taught.save(tmp_path / "learned.zip")
    assert load_learned(tmp_path / "learned.zip") == taught


def test_each_writer_is_left_out_once_and_names_never():
    left_out = []
    for rest, out in folds(twenty_rows(), 2):
        assert {r.writer for r in rest} & {r.writer for r in out} == set()
        assert [r for r in rest if r.kind == NAME] == twenty_rows()[-3:]
        assert len(rest) + len(out) == len(twenty_rows())
        left_out += out
    assert {r.writer for r in left_out} == {"1", "2", "3", "4"}
    assert len(left_out) == len(twenty_rows()) - 3


# a vocabulary that is not the one it was learned for


def test_findings_that_were_never_learned_and_learned_ones_that_are_not_known_do_no_harm():
    assert "square_knees" not in load_learned().places
    assert "numb_feet" in load_learned().places
    knowing = Known(SMALL)
    for text in ("my toes tingle and my calf seizes up, no chest pain", "the knees are rather square, green toes"):
        assert {s.finding for s in read(text, SMALL, knowing).said} <= set(SMALL.findings)
    assert [s.finding for s in read("square knees", SMALL, knowing).taken] == ["square_knees"]
    assert "leg_cramps" in [s.finding for s in read("my calf seizes up in the night", SMALL, knowing).said]


# every word is accounted for


@cache
def tables():
    """The stems of all words that the tables know."""
    found = automata(VOCABULARY)
    spoken = (found.parts, found.phrases, found.context, found.stops, found.medicines)
    return stems(sorted({word for each in spoken for word in each.words})) | found.ignorable


def unaccounted(text):
    """Words with a content that are neither unread, nor of something said, nor of any table."""
    reading, knowing, tokens = read(text, VOCABULARY), known(VOCABULARY), tokenize(clean(text))
    knowing.slips.mend(tokens)
    said = {s.finding for s in reading.said}
    composed = {i for c, _ in knowing.composer.read(tokens).found if c.finding in said for i in c.tokens}
    accounted = {*reading.unread, *(t.norm for s in reading.said for t in tokenize(s.words))}
    return [
        t.norm
        for at, t in enumerate(tokens)
        if t.kind == WORD and len(t.norm) > 1 and not t.norm[0].isdigit()
        and at not in composed and (t.slip or t.norm) not in accounted and t.stem not in tables()
    ]  # fmt: skip


@given(SPOKEN, SPOKEN, st.sampled_from(JOINS))
@settings(max_examples=60)
def test_no_word_of_two_joined_wordings_is_lost(one, other, join):
    assert unaccounted(f"{one}{join}{other}") == []


@given(SPOKEN, st.sampled_from(("qwxzb", "vlorptang", "zzyzx")))
@settings(max_examples=50)
def test_a_word_of_no_language_is_unread_or_among_medicines_another_medicine(phrase, word):
    reading = read(f"{phrase} {word}", VOCABULARY)
    assert word in {*reading.unread, *(s.words for s in reading.said if s.finding == "other_medicine")}
