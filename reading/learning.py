"""Learns from all wordings what speaks for which finding, and writes what ships: `learned.zip`.

    python -m soleus.reading.learning

Needs scikit-learn (the extra `learning`) and about four minutes. Run it after wordings, names, or the tables of
parts were changed; a test tells when wordings or names were changed since. `reading/weighing.py` then weighs anew.
"""

import hashlib
import itertools
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..facts.vocabulary import Vocabulary, load_vocabulary
from .evidence import Clause, senses
from .features import manner, matter
from .hearing import Span, clause_of
from .known import Known
from .learned import KINDS, LEARNED, Learned
from .linear import Bag, Linear
from .tokens import tokenize
from .wordings import load_spoken, names, rows

NAME = "name"  # the kind of a row that is a name of a finding
_STEP = 0.1  # weights are kept in such steps,
_TOO_LITTLE = 0.03  # and not at all below this


@dataclass(frozen=True)
class Row:
    """A wording as it is learned from."""

    phrase: str
    findings: tuple[str, ...]
    kind: str
    writer: str
    clause: Clause


def sources(vocabulary: Vocabulary) -> str:
    """A digest of all wordings and names, to tell whether something was learned from them."""
    total = hashlib.sha256()
    for row in sorted(rows(load_spoken())):
        total.update(f"{row}\n".encode())
    for pair in names(vocabulary):
        total.update(f"{pair}\n".encode())
    return total.hexdigest()


def rows_of(vocabulary: Vocabulary) -> list[Row]:
    """Every wording and every name."""
    # the composing half alone: what was learned before has no say in what is learned now
    known = Known(vocabulary, Learned.nothing())
    every = [*rows(load_spoken()), *((name, (finding,), NAME, "") for name, finding in names(vocabulary))]
    return [Row(*row, clause(row[0], known)) for row in every]


def clause(phrase: str, known: Known) -> Clause:
    """A whole phrase as one clause."""
    tokens = tokenize(phrase)
    return clause_of(Span(0, len(tokens)), tokens, known.composer.read(tokens), known)


def learn(taught: Sequence[Row], digest: str = "") -> Learned:
    """What rows teach."""
    spoken = [row for row in taught if row.kind != NAME]
    words = frozenset(word for row in taught for word in row.clause.words)
    return Learned(_matter(taught), _manner(spoken), words, digest)


def _matter(taught: Sequence[Row]) -> Linear:
    """Which finding: one linear machine a finding, against all others."""
    import numpy as np
    from scipy.sparse import hstack
    from sklearn.svm import LinearSVC

    counted = [matter(row.clause.words, row.clause.stems) for row in taught]
    vectors = [_vectors([c[0] for c in counted], 1), _vectors([c[1] for c in counted], 3)]
    every = hstack([x for _, x in vectors]).tocsr()
    pairs = [(at, finding) for at, row in enumerate(taught) for finding in row.findings]
    fitted = LinearSVC(C=1, tol=1e-2, random_state=0).fit(every[[at for at, _ in pairs]], [f for _, f in pairs])
    return _linear([v for v, _ in vectors], fitted.classes_, fitted.coef_, fitted.intercept_, np)


def _manner(spoken: Sequence[Row]) -> Linear:
    """Said, denied or not to be taken: logistic regression."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    counted = [manner(r.clause.words, r.clause.triggers, senses(r.clause.made)) for r in spoken]
    vectorizer, x = _vectors(counted, 2)
    fitted = LogisticRegression(C=5, max_iter=2000).fit(x, [KINDS.index(r.kind) for r in spoken])
    return _linear([vectorizer], KINDS, fitted.coef_, fitted.intercept_, np)


def _vectors(counted: Sequence[Sequence[Bag]], least: int) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=lambda bags: list(itertools.chain.from_iterable(bags)), min_df=least)
    return vectorizer, vectorizer.fit_transform(counted)


def _linear(vectorizers: Sequence[Any], labels: Sequence[str], weights: Any, bias: Any, np: Any) -> Linear:
    features = list(itertools.chain.from_iterable(v.get_feature_names_out() for v in vectorizers))
    idf = np.concatenate([v.idf_ for v in vectorizers])
    kept = np.where(np.abs(weights.T) < _TOO_LITTLE, 0, weights.T)
    steps = np.rint(kept * idf[:, None] / _STEP).astype(int)
    feature, label = np.nonzero(steps)
    ends = np.cumsum(np.bincount(feature, minlength=len(features)))
    return Linear(
        labels=[str(name) for name in labels],
        bias=[round(float(b), 4) for b in bias],
        step=_STEP,
        features={str(f): at for at, f in enumerate(features)},
        ends=array("I", ends.tolist()),
        label=array("H", label.tolist()),
        weight=array("h", steps[feature, label].tolist()),
        idf=array("f", idf.tolist()),
    )


def folds(taught: Sequence[Row], count: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows to learn from and rows of writers left out, each writer once; names are always learned from."""
    writers = sorted({row.writer for row in taught if row.kind != NAME})
    for n in range(count):
        out = set(writers[n::count])
        rest, left_out = [row for row in taught if row.writer not in out], [r for r in taught if r.writer in out]
        yield rest, left_out


def main(write: Callable[[str], None] = print) -> None:
    """Learn, and write the file that ships."""
    vocabulary = load_vocabulary()
    taught = rows_of(vocabulary)
    write(f"{len(taught)} wordings and names of {len({r.writer for r in taught}) - 1} writers")
    learn(taught, sources(vocabulary)).save(LEARNED)
    write(f"{LEARNED}: {LEARNED.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
