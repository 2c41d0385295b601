"""What the build for a browser cuts and squeezes: tables that nothing looks up, and the rows of what was learned."""

import io
import shutil
import struct
import subprocess
import tarfile
from array import array
from random import Random
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soleus.reading.learned import Learned
from soleus.reading.linear import Linear
from soleus.web.build_reach import reached
from soleus.web.build_stage import HERE
from soleus.web.build_tables import without_tables
from soleus.web.build_words import as_sent

PLACE = 4096  # of the memory that a module below brings
ROW = bytes(range(1, 121))


def leb(value):
    return bytes([value & 127 | 128]) + leb(value >> 7) if value > 127 else bytes([value])


def module(*pieces):
    """A WebAssembly module that brings pieces of memory: each its place there and its content."""
    body = leb(len(pieces)) + b"".join(b"\0\x41" + leb(at) + b"\x0b" + leb(len(c)) + c for at, c in pieces)
    return b"\0asm\1\0\0\0" + b"\1" + leb(1) + b"\0" + b"\x0b" + leb(len(body)) + body


def index(rows, size=60, gap=0):
    """An index of rows, each of which follows the one before but for a gap."""
    at = [PLACE + n * (2 * size + gap) for n in range(rows)]
    return b"".join(struct.pack("<IBBH", place, 33, 33 + size - 1, 0) for place in at)


@settings(max_examples=25)
@given(rows=st.integers(5, 40), before=st.binary(max_size=20))
def test_the_rows_of_an_index_of_many_are_blank_and_nothing_else_is(rows, before):
    content, others = ROW * rows, before + index(rows)
    start = 4 * PLACE + 4 - len(before)
    blank = without_tables(module((PLACE, content + b"beside"), (start, others)))
    wanted = bytes(len(content)) if rows >= 12 else content
    assert blank == module((PLACE, wanted + b"beside"), (start, others))


def test_what_points_to_rows_apart_is_no_index():
    whole = module((PLACE, ROW * 40), (4 * PLACE, index(20, gap=2)))
    assert without_tables(whole) == whole


def test_tables_of_the_c_library_are_blank():
    letters = "".join(
        bytes([a, b]).decode("gb18030") for a in range(0x81, 0xFF) for b in [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    ).encode("utf-16-le")
    assert without_tables(module((PLACE, b"before" + letters + b"after"))) == module(
        (PLACE, b"before" + bytes(len(letters)) + b"after")
    )


LEARNED = ["@si1", "@si1+@si2", "@si2", "=_le", "=_leg", "=eg_", "=leg", "=leg_", "leg", "leg weak", "tüb", "weak"]


def archive(rows):
    """What was learned, with these rows, as the build packs it."""
    ends = array("I")
    for row in rows:
        ends.append((ends[-1] if ends else 0) + len(row))
    linear = Linear(
        labels=["a", "b", "c", "d", "e"],
        bias=[0.0] * 5,
        step=0.1,
        features={f: at for at, f in enumerate(LEARNED)},
        ends=ends,
        label=array("H", [label for row in rows for label in sorted(row)]),
        weight=array("h", [row[label] for row in rows for label in sorted(row)]),
        idf=array("f", [4 + at / 3 for at in range(len(LEARNED))]),
    )
    with tarfile.open(fileobj=(packed := io.BytesIO()), mode="w") as tar:
        content = stored(Learned(linear, linear, frozenset({"leg"})))
        entry = tarfile.TarInfo("soleus/reading/learned.zip")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def stored(learned):
    content = io.BytesIO()
    learned.save(content)
    with ZipFile(content) as squeezed, ZipFile(loose := io.BytesIO(), "w", ZIP_STORED) as archive:
        for name in squeezed.namelist():
            archive.writestr(name, squeezed.read(name))
    return loose.getvalue()


FILL = """
const { readFileSync, writeFileSync } = require("node:fs"), [file, ...parts] = process.argv.slice(1);
for (const part of parts) require("node:vm").runInThisContext(readFileSync(part, "utf-8"));
writeFileSync(file, Learned.fill(new Uint8Array(readFileSync(file))));
"""


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("node"), reason="node is not here")
@pytest.mark.parametrize("seed", range(3))
def test_what_was_learned_comes_back_to_the_byte(tmp_path, seed):
    random = Random(seed)
    rows = [{at: random.choice([-300, -7, -1, 1, 2, 90]) for at in range(5) if random.random() < 0.6} for _ in LEARNED]
    whole = archive(rows)
    sent = as_sent(whole)
    assert whole not in sent
    file = tmp_path / "words"
    file.write_bytes(sent)
    parts = [HERE / "browser" / f"{name}.js" for name in ("coder", "rows", "learned")]
    subprocess.run(["node", "-e", FILL, file, *parts], check=True)
    assert file.read_bytes() == whole


@pytest.fixture
def package(tmp_path):
    """A package of modules that import each other, by what they say."""
    says = {
        "__init__.py": "",
        "web/__init__.py": "from ..words import told",
        "web/start.py": "from . import shown\nif TYPE_CHECKING:\n    from .types import T",
        "web/shown.py": "def show():\n    from ..later.made import name",
        "web/types.py": "",
        "web/beside.py": "",
        "later/__init__.py": "",
        "later/made.py": "name = 1",
        "later/other.py": "",
        "words.py": "told = ''",
        "alone.py": "from .web import start",
    }
    for name, text in says.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_what_a_module_imports_now_or_later_goes_along_and_nothing_else(package):
    found = {path.relative_to(package).as_posix() for path in reached(package, "web.start")}
    assert found == {
        "__init__.py", "later/__init__.py", "later/made.py", "web/__init__.py", "web/shown.py", "web/start.py",
        "words.py",
    }  # fmt: skip


def test_a_module_that_is_imported_and_not_there_is_named(package):
    (package / "words.py").unlink()
    with pytest.raises(FileNotFoundError, match="words"):
        reached(package, "web.start")
