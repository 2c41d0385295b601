"""Blanks in Pyodide the tables of Chinese, Japanese and Korean writing: no codec is left that would look them up.

CPython generates an index for each (`dbcs_index` and `unim_index` in cjkcodecs.h): for each first byte a pointer to a
row, the first and the last place in it, and two bytes of nothing. The rows of one index lie one after another, which
tells an index from all else. The C library has the like for its own `iconv`, which nobody here calls: the letters of
all leading and trailing bytes in turn.
"""

import struct
from collections.abc import Iterator
from itertools import product
from operator import eq

DATA = 11  # the section of a WebAssembly module with what memory holds at first
_ENTRY = struct.Struct("<IBBH")  # where a row is, its first and last place, nothing
_FEWEST, _LEAST = 12, 512  # rows of an index, and bytes of all of them
_WIDE = 2  # bytes of a letter
_OF_TWO = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
_OF_ICONV = {  # leading and trailing bytes
    "gb18030": (range(0x81, 0xFF), _OF_TWO),
    "euc_kr": (range(0xA1, 0xFE), range(0xA1, 0xFF)),
    "euc_jp": (range(0xA1, 0xF5), range(0xA1, 0xFF)),
}
_RUN, _MOST_OF = 40, 0.8  # letters that are found hardly anywhere else; the share that has to be as Python has it


def without_tables(module: bytes) -> bytes:
    """The same WebAssembly module with these tables blank."""
    pieces = list(_pieces(module))
    memory = bytearray(max(start + size for start, _, size in pieces))
    for start, place, size in pieces:
        memory[start : start + size] = module[place : place + size]
    for start, end in [*_tables(bytes(memory)), *_of_iconv(bytes(memory))]:
        memory[start:end] = bytes(end - start)
    blank = bytearray(module)
    for start, place, size in pieces:
        blank[place : place + size] = memory[start : start + size]
    return bytes(blank)


def _tables(memory: bytes) -> Iterator[tuple[int, int]]:
    """Where in memory the rows of each index begin and end."""
    at = 0
    while at + _ENTRY.size <= len(memory):
        rows, after = _rows(memory, at)
        if len(rows) >= _FEWEST and rows[-1][1] - rows[0][0] >= _LEAST:
            yield rows[0][0], rows[-1][1]
            at = after
        else:
            at += 4


def _of_iconv(memory: bytes) -> Iterator[tuple[int, int]]:
    """Where the C library's own tables begin and end."""
    for codec, (leading, trailing) in _OF_ICONV.items():
        letters = [_letter(bytes(pair), codec) for pair in product(leading, trailing)]
        runs = (at for at in range(0, len(letters) - _RUN, _RUN) if 0 not in letters[at : at + _RUN])
        starts = (memory.rfind(struct.pack(f"<{_RUN}H", *letters[at : at + _RUN])) - _WIDE * at for at in runs)
        for start in starts:
            end = start + _WIDE * len(letters)
            if start >= 0 and end <= len(memory):
                found = struct.unpack_from(f"<{len(letters)}H", memory, start)
                if sum(map(eq, found, letters)) > _MOST_OF * len(letters):
                    yield start, end
                    break


def _letter(pair: bytes, codec: str) -> int:
    """The letter that two bytes are, if they are one of two bytes in Unicode; else 0."""
    letter = pair.decode(codec, "ignore")
    return ord(letter) if len(letter) == 1 and letter <= "\uffff" else 0


def _rows(memory: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """The rows that follow each other of an index that begins here, and where it ends."""
    rows: list[tuple[int, int]] = []
    while at + _ENTRY.size <= len(memory):
        row, first, last, nothing = _ENTRY.unpack_from(memory, at)
        if (row, first, last, nothing) != (0, 0, 0, 0):
            follows = not rows or row == rows[-1][1]
            if not row or nothing or last < first or row >= len(memory) or not follows:
                break
            rows.append((row, row + _WIDE * (last - first + 1)))
        elif not rows:
            break
        at += _ENTRY.size
    return rows, at


def _pieces(module: bytes) -> Iterator[tuple[int, int, int]]:
    """The pieces of memory that a module brings: each its place there, its place in the module, and its size."""
    at = 8
    while module[at] != DATA:
        size, at = _number(module, at + 1)
        at += size
    _, at = _number(module, at + 1)
    count, at = _number(module, at)
    for _ in range(count):
        start, at = _number(module, at + 2)  # a piece of the one memory, with a constant: 0x00 0x41
        size, at = _number(module, at + 1)  # 0x0b ends the constant
        yield start, at, size
        at += size


def _number(module: bytes, at: int) -> tuple[int, int]:
    """A number in LEB128, none of which is below 0 here, and where it ends."""
    value = shift = 0
    while True:
        byte = module[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
