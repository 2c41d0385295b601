"""How a record declares its fields and checks, by pydantic's names, without calling pydantic in.

Each is made into pydantic's own when something is first to be checked (facts/record.py). To a type checker they are
pydantic's.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

__all__ = [
    "BeforeValidator", "Discriminator", "Field", "StringConstraints", "Tag", "field_validator", "model_validator",
]  # fmt: skip

if TYPE_CHECKING:
    from pydantic import (
        BeforeValidator,
        Discriminator,
        Field,
        StringConstraints,
        Tag,
        field_validator,
        model_validator,
    )
else:

    class _Declared:
        """Something that stands in an annotation; pydantic takes it for several constraints."""

        __is_annotated_types_grouped_metadata__ = True

        def __init__(self, *given: Any, **named: Any):
            self.given, self.named = given, named

        def for_pydantic(self) -> Any:
            """What pydantic makes of it."""
            import pydantic

            return getattr(pydantic, type(self).__name__)(*self.given, **self.named)

        def __iter__(self) -> Iterator[Any]:
            yield self.for_pydantic()

    class BeforeValidator(_Declared):
        """What makes the value to be checked of the one that was given."""

    class Discriminator(_Declared):
        """What tells which of several records is meant."""

    class Tag(_Declared):
        """The name of one of several records."""

    class StringConstraints(_Declared):
        """What a text has to be like."""

        def __iter__(self) -> Iterator[Any]:
            return iter(self.for_pydantic())

    class Field(_Declared):
        """The default of a field, and what its value has to be like."""

        def __iter__(self) -> Iterator[Any]:
            return iter(self.for_pydantic().metadata)

    class Check:
        """A method that checks fields, or a record as a whole."""

        def __init__(self, kind: str, given: tuple[Any, ...], named: dict[str, Any], method: Any):
            self.kind, self.given, self.named, self.method = kind, given, named, method

        def for_pydantic(self) -> Any:
            """What pydantic makes of it."""
            import pydantic

            return getattr(pydantic, self.kind)(*self.given, **self.named)(self.method)

    def model_validator(**named: Any) -> Any:
        """Mark a method that checks a record as a whole."""
        return lambda method: Check("model_validator", (), named, method)

    def field_validator(*fields: str, **named: Any) -> Any:
        """Mark a method that checks these fields."""
        return lambda method: Check("field_validator", fields, named, method)
