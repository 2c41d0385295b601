"""What foods, habits and tests hold that is not for everyone: potassium, salt, meat, X-rays.

Each item of advice names what it `holds`; for whom a content is unfit is said once, in a `contents:` section. A food
always says what it holds, `[]` if nothing, so that none can be forgotten.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from ..facts.declared import BeforeValidator, Field
from ..facts.finding import Id, Record, SourceId, Text
from .condition import Condition

Holds = tuple[Id, ...]


class Content(Record):
    """Something in a food, a habit or a test, and for whom it is unfit. `says` tells what counts as holding it."""

    says: Text
    unfit_for: Condition
    because: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)


class Item(Record):
    """A habit or a test, and what it holds."""

    says: Text
    holds: Holds


def _items(data: Any) -> Any:
    """A list of texts and of `{says, holds}` as what each text holds; anything else is left as it is."""
    if not isinstance(data, list | tuple):
        return data
    if not all(isinstance(i, str) or (isinstance(i, Mapping) and i.keys() == {"says", "holds"}) for i in data):
        raise ValueError("an item is a text, or {says: a text, holds: [what is in it]}")
    return {(i if isinstance(i, str) else i["says"]): (() if isinstance(i, str) else i["holds"]) for i in data}


Foods = dict[Text, Holds]
Items = Annotated[
    dict[Text, Holds], BeforeValidator(_items, json_schema_input_type=list[Text | Item] | dict[Text, Holds])
]
