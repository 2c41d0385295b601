"""How findings and measurements are coded in what is written out, so that they are read back as just these."""

from ..facts.finding import Finding, State
from ..facts.measurement import Measurement
from ..facts.vocabulary import Vocabulary
from .hpo_reading import hpo_reading

PREFIX = "SOLEUS:"
HPO, LOINC, UCUM = "http://human-phenotype-ontology.org", "http://loinc.org", "http://unitsofmeasure.org"
FINDING, MEASUREMENT, HYPOTHESIS = "urn:soleus:finding", "urn:soleus:measurement", "urn:soleus:hypothesis"


def own_id(code: str, vocabulary: Vocabulary) -> str | None:
    """The finding or measurement that a code of our own (`SOLEUS:tingling`) names; None for any other code."""
    name = code.removeprefix(PREFIX)
    known = name in vocabulary.findings or name in vocabulary.measurements
    return name if code.startswith(PREFIX) and known else None


def finding_codings(finding: Finding, vocabulary: Vocabulary, states: tuple[State, ...]) -> list[dict[str, str]]:
    """A finding in FHIR: our own code, and the HPO id where it says just that in each of these states."""
    code = [{"system": FINDING, "code": finding.id, "display": finding.label}]
    term = hpo_code(finding.id, vocabulary, states)
    return code + ([{"system": HPO, "code": term}] if term is not None else [])


def measurement_codings(known: Measurement) -> list[dict[str, str]]:
    """A measurement in FHIR: our own code, and the LOINC code where it has one."""
    code = [{"system": MEASUREMENT, "code": known.id, "display": known.label}]
    return code + ([{"system": LOINC, "code": known.loinc[0]}] if known.loinc else [])


def hpo_code(finding: str, vocabulary: Vocabulary, states: tuple[State, ...]) -> str | None:
    """The HPO id of a finding, if read back in each of these states it says just that, no less and no more."""
    reading = hpo_reading(vocabulary)
    code = reading.code_of(finding)
    if code is None or (State.PRESENT in states and reading.present(code).findings != (finding,)):
        return None
    denied = set(reading.excluded(code))
    denies = finding in denied and denied <= vocabulary.narrower(finding)
    return code if denies or State.ABSENT not in states else None
