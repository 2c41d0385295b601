"""Input that means harm, or was spoilt on its way: one strategy a kind, each giving attempts at the program."""

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from hypothesis import strategies as st

EXAMPLES = Path(__file__).parent.parent / "examples"
FILE = "hostile"
"""What the file of an attempt is called, before its ending."""

PIECES = (
    "!!bool ", "!!int ", "!!float ", "!!timestamp ", "!!binary ", "!!set ", "!!omap ", "!!python/name:os ",
    "!", "!<x> ", "&a ", "*a", "<<: ", "? ", "- ", ": ", "# ", "|\n ", ">-\n ", "---\n", "...\n", "%YAML 1.1\n", "{",
    "}", "[", "]", "[" * 60, "{" * 60, '"', "'", "\\", '"\\ud800"', "\\u001b", "\x1b]0;x\x07", "\x1b[31m", "\x9b31m",
    "\x00", "\x07", "\x08", "\x7f", "\x85", "\ufeff", "\u202e", "\u2028", "\ufffe", "9" * 400, "9" * 5000, "1e999",
    "-1e308", "NaN", ".inf", "-", "0x1F", "1:30", "017", "1_000", "½", "١٢", "\t", "\r", "\r\n", "\n\n", "  ", ",", ";",
    "=1+1", "@x", "\u0000", "é", "ﬁ", "🦵", "ß" * 50, "a" * 400, "a bc " * 80, "null", "true", "%s", "{{7*7}}",
    "<script>", "tingling", "age: 66", "labs: {ferritin: 9}", "no", "denies", "since 1998", "x" * 3, "?",
)  # fmt: skip
"""What is put into good input."""

words = st.one_of(
    st.sampled_from(PIECES),
    st.text(max_size=40),
    st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=()), max_size=12),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)


@dataclass(frozen=True)
class Attempt:
    """A command line, with a file or more beside it and what is typed; {folder} in it is where the files are."""

    arguments: tuple[str, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    typed: bytes = b""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@st.composite
def spoilt(draw: st.DrawFn, good: bytes) -> bytes:
    """Good bytes with some taken away, changed, doubled or put in."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 4)):
            case 0 | 1:
                data[at:at] = _bytes(draw(words))
            case 2:
                del data[at : at + draw(st.integers(1, 40))]
            case 3:
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
            case 4:
                data[at:at] = data[max(0, at - draw(st.integers(1, 80))) : at]
    return bytes(data)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(words, inner, max_size=4)),
    max_leaves=8,
)
FIELDS = ("age", "sex", "duration_days", "present", "absent", "labs", "also", "story", "id", "title", "truth", "source")
structures = st.dictionaries(
    st.one_of(st.sampled_from(FIELDS), words),
    st.one_of(values, st.lists(words, max_size=5), st.dictionaries(st.sampled_from(("ferritin", "crp")), words)),
    max_size=6,
)
FORMS = ((), ("--json",), ("--full",), ("--trace", "--plain"), ("--format", "markdown"), ("--format", "html"))


@st.composite
def case_files(draw: st.DrawFn) -> Attempt:
    """`soleus assess` of a case file: an example spoilt, or a structure of anything."""
    if draw(st.booleans()):
        good = draw(st.sampled_from(sorted(EXAMPLES.glob("*.yaml"))))
        data, endings = draw(spoilt(good.read_bytes())), (".yaml", ".yaml", ".yaml", ".json", ".jsonl", "")
    else:
        data, endings = json.dumps(draw(structures)).encode(), (".json", ".json", ".jsonl", ".yaml")
    name = f"{FILE}{draw(st.sampled_from(endings))}"
    form = draw(st.sampled_from(FORMS))
    if draw(st.integers(0, 4)):
        return Attempt(("assess", f"{{folder}}/{name}", *form), {name: data})
    return Attempt(("assess", "-", *form), typed=data)


COLUMNS = (
    "id", "title", "sex", "age", "duration_days", "tingling", "leg_cramps", "nocturnal_leg_cramps", "ferritin",
    "ferritin_ng_ml", "chest_pain", "HP:0003401", "tingling_present", "tingling_absent", "crp_at_least", "crp_at_most",
)  # fmt: skip
CELLS = (
    "", "yes", "no", "1", "0", "f", "66", "90+", "<15", "9,5", "1.200", "normal", "NA", "-", "#N/A", "999", "-99",
    "Checked", "Don't know", "1e400", "nan", "inf", "=cmd|x!A1", "12 furlongs", '"a', "3 weeks",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32", "cp037")


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a table."""
    named = st.one_of(st.sampled_from(COLUMNS), st.sampled_from(COLUMNS), st.sampled_from(COLUMNS), words)
    header = draw(st.lists(named, min_size=1, max_size=6, unique=draw(st.booleans())))
    cell = st.one_of(st.sampled_from(CELLS), st.sampled_from(CELLS), words)
    row = st.lists(cell, min_size=len(header), max_size=len(header))
    return header, draw(st.lists(row, max_size=5))


def _separated(header: list[str], rows: list[list[str]], delimiter: str, encoding: str, newline: str) -> bytes:
    lines = newline.join(delimiter.join(line) for line in (header, *rows)) + newline
    return lines.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")


def _objects(header: list[str], rows: list[list[str]]) -> bytes:
    return "\n".join(json.dumps(dict(zip(header, row, strict=True))) for row in rows).encode()


def _columnar(header: list[str], rows: list[list[str]], kind: str) -> bytes:
    import polars as pl

    kept = {name.encode("utf-8", "replace").decode(): index for index, name in enumerate(header)}
    cells = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    frame = pl.DataFrame({name: pl.Series([row[at] for row in cells], dtype=pl.String) for name, at in kept.items()})
    file = io.BytesIO()
    (frame.write_parquet if kind == "parquet" else frame.write_ipc)(file)
    return file.getvalue()


@st.composite
def tables(draw: st.DrawFn) -> Attempt:
    """`soleus cohort` of a table in any of its formats, spoilt or not."""
    header, rows = draw(grids())
    kind = draw(st.sampled_from(("csv", "csv", "csv", "jsonl", "parquet", "arrow")))
    if kind == "csv":
        delimiter, newline = draw(st.sampled_from(",,,;\t|")), draw(st.sampled_from(("\n", "\r\n", "\r")))
        data = _separated(header, rows, delimiter, draw(st.sampled_from(ENCODINGS)), newline)
    else:
        data = _objects(header, rows) if kind == "jsonl" else _columnar(header, rows, kind)
    if draw(st.booleans()):
        data = draw(spoilt(data))
    options = draw(st.sampled_from(((), (), ("--strict",), ("--case", "1"), ("--case", "2"), ("--summary",))))
    name, out = f"{FILE}.{kind}", f"out.{draw(st.sampled_from(('csv', 'parquet', 'jsonl')))}"
    return Attempt(("cohort", f"{{folder}}/{name}", f"{{folder}}/{out}", *options), {name: data})


@st.composite
def sessions(draw: st.DrawFn, good: bytes) -> Attempt:
    """A saved interview, spoilt, listed or taken up again."""
    name = f"soleus/sessions/{FILE}.jsonl"
    command = draw(st.sampled_from((("list",), ("resume", "--plain"), ("resume", FILE, "--plain"))))
    typed = _bytes("\n".join(draw(st.lists(words, max_size=3))))
    return Attempt(("sessions", *command), {name: draw(spoilt(good))}, typed)


TINGLING = str(EXAMPLES / "tingling-feet.yaml")
COMMANDS = (
    (), ("--answers",), ("assess",), ("assess", "--format"), ("assess", TINGLING, "-o"), ("read",), ("read", "--json"),
    ("find",), ("schema",), ("cohort",), ("cohort", "x.csv"), ("rules", "list"), ("rules", "show"), ("rules", "check"),
    ("rules", "format", "--check"), ("rules", "impact"), ("rules", "export"), ("rules", "new", "--folder"),
    ("rules", "new", "x.y", "--reviewed"), ("sessions", "resume"), ("sessions", "delete"), ("library", "show"),
    ("library", "list", "--cause"), ("library", "list", "--finding"), ("library", "list", "--batch"),
    ("library", "search"), ("library", "new", "x", "--folder"), ("scorecard",), ("scorecard", "--against"),
    ("synth",), ("synth", "2", "--seed"), ("synth", "1"), ("explain",), ("explain", TINGLING, "how"),
    ("explain", TINGLING, "why-not"), ("explain", TINGLING, "what-if"), ("explain", TINGLING, "compare"),
    ("explain", TINGLING, "learn"),
)  # fmt: skip


@st.composite
def values_given(draw: st.DrawFn) -> Attempt:
    """A command with a word that nobody would give it."""
    given = draw(st.lists(words, min_size=1, max_size=2))
    safe = [w.replace("\x00", "").replace("{", "(") for w in given]
    return Attempt((*draw(st.sampled_from(COMMANDS)), *(w for w in safe if not w.strip().isdigit())))


@st.composite
def said(draw: st.DrawFn) -> Attempt:
    """Words to read, to find, or to answer the interview with."""
    told = draw(st.lists(st.one_of(words, spoilt(b"pins and needles in both feet").map(_text)), min_size=1, max_size=4))
    command = draw(st.sampled_from((("read", "-"), ("read", "--json", "-"), ("--plain", "--no-save"))))
    return Attempt(command, typed=_bytes("\n".join(told)))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@st.composite
def rule_files(draw: st.DrawFn, good: bytes) -> Attempt:
    """A file of rules, spoilt, checked or laid out."""
    files = {"rules/general/x.yaml": draw(spoilt(good)), "rules/version.yaml": b"version: 1.0.0\n"}
    if draw(st.integers(0, 9)) == 0:
        files["rules/version.yaml"] = draw(spoilt(b"version: 1.0.0\n"))
    command = draw(st.sampled_from((("check", "{folder}/rules"), ("format", "{folder}/rules/general/x.yaml"))))
    return Attempt(("rules", *command), files)


@dataclass(frozen=True)
class Request:
    """Something sent to the server."""

    path: str
    body: bytes
    kind: str = "application/json"


PATHS = (
    "/api/v1/assess", "/api/v1/next-question", "/api/v1/explain/how", "/api/v1/explain/what-if", "/interview",
    "/result", "/api/v1/explain/tipping", "/explain/how", "/download/report", "/case-file", "/nowhere",
    "/practice/case", "/practice/progress", "/practice/download/file",
)  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """JSON, a form or an upload, spoilt or not, for any address."""
    path = draw(st.sampled_from(PATHS))
    match draw(st.integers(0, 2)):
        case 0:
            case = draw(structures)
            sent = draw(
                st.sampled_from((case, {"case": case, "hypothesis": draw(words)}, {"case": case, draw(words): 1}))
            )
            body = json.dumps(sent).encode()
            return Request(path, draw(spoilt(body)) if draw(st.booleans()) else body)
        case 1:
            fields = draw(
                st.dictionaries(st.sampled_from(("state", "action", "words", "present", "age", "amount")), words)
            )
            return Request(
                path, urlencode(fields, errors="surrogatepass").encode(), "application/x-www-form-urlencoded"
            )
    good = draw(st.sampled_from(sorted(EXAMPLES.glob("*.yaml")))).read_bytes()
    name = draw(st.sampled_from(("case.yaml", "case.json", "case", "..", "case.jsonl")))
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    return Request("/case-file", head + draw(spoilt(good)) + b"\r\n--x--\r\n", "multipart/form-data; boundary=x")
