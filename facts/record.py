"""Records: frozen, refused with what is wrong with them where they come from outside, and cheap where they do not.

What checks them is pydantic, which takes longer to load, and to prepare for a hundred kinds of record, than a case
takes to be assessed. So it is called in when something is first to be checked, or told as data: a record that the
program makes of what was checked before (`model_construct`, `model_copy`, facts/frozen.py) needs none of it. To a type
checker records are pydantic's.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel, ConfigDict

    class Record(BaseModel):
        """A frozen record that refuses fields it does not know."""

        model_config = ConfigDict(frozen=True, extra="forbid")

        @classmethod
        def field_names(cls) -> tuple[str, ...]:
            """The fields in their order."""
            ...
else:
    _NONE, _new, _set = object(), object.__new__, object.__setattr__

    class _Checked:
        """What pydantic's model of a kind of record brings."""

        def __set_name__(self, kind: type, name: str) -> None:
            self.name = name

        def __get__(self, record: Any, kind: type) -> Any:
            return getattr(_model(kind), self.name)

    class Record:
        """A frozen record that refuses fields it does not know."""

        __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
        model_config = {"frozen": True, "extra": "forbid"}
        model_fields = _Checked()
        model_json_schema = _Checked()
        model_validate = _Checked()
        model_validate_json = _Checked()
        _names: tuple[str, ...] = ()
        _defaults: Mapping[str, Any] = {}
        _makers: Mapping[str, Callable[[], Any]] = {}

        def __init_subclass__(cls) -> None:
            own = cls.__annotations__
            checks = {name for name, value in vars(cls).items() if hasattr(value, "for_pydantic")}
            cls._declared = {name: vars(cls)[name] for name in (*own, *checks) if name in vars(cls)}
            defaults = {name: _default(cls._declared.get(name, ...)) for name in own}
            cls._names = tuple(dict.fromkeys((*cls._names, *own)))
            kept = {
                name: value for name, value in defaults.items() if value is not _NONE and not isinstance(value, _Made)
            }
            cls._defaults = {n: v for n, v in cls._defaults.items() if n not in own} | kept
            made = {name: value.make for name, value in defaults.items() if isinstance(value, _Made)}
            cls._makers = {n: v for n, v in cls._makers.items() if n not in own} | made
            cls._all = dict.fromkeys(cls._names) | cls._defaults
            cls._not_by_default = frozenset(cls._all.keys() - cls._defaults.keys())
            for name in cls._declared:
                delattr(cls, name)

        def __init__(self, /, **fields: Any):
            _model(type(self)).__pydantic_validator__.validate_python(fields, self_instance=self)

        @classmethod
        def field_names(cls) -> tuple[str, ...]:
            """The fields in their order."""
            return cls._names

        @classmethod
        def model_construct(cls, **fields: Any) -> "Record":
            """The record of fields that are known to be right."""
            values = cls._all | fields
            for name in cls._not_by_default.difference(fields):
                if name in cls._makers:
                    values[name] = cls._makers[name]()
                else:
                    del values[name]
            made = _new(cls)
            _set(made, "__dict__", values)
            return made

        def model_copy(self, *, update: Mapping[str, Any] | None = None) -> "Record":
            """The same record but for some fields, which are known to be right."""
            values = self.__dict__.copy()
            values.update(update or {})
            made = _new(type(self))
            _set(made, "__dict__", values)
            return made

        def model_dump(self, **how: Any) -> dict[str, Any]:
            """The record as plain data."""
            return _model(type(self)).__pydantic_serializer__.to_python(self, **how)

        def model_dump_json(self, **how: Any) -> str:
            """The record as JSON."""
            return _model(type(self)).__pydantic_serializer__.to_json(self, **how).decode()

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
            return handler.generate_schema(_model(cls))

        def __iter__(self) -> Iterator[tuple[str, Any]]:
            return ((name, self.__dict__[name]) for name in self._names)

        def _values(self) -> tuple[Any, ...]:
            return tuple([self.__dict__.get(name) for name in self._names])

        def __eq__(self, other: object) -> bool:
            if type(self) is not type(other):
                return NotImplemented
            return self.__dict__ == other.__dict__ or self._values() == other._values()

        def __hash__(self) -> int:
            return hash((type(self), self._values()))

        def __repr__(self) -> str:
            shown = (f"{name}={self.__dict__[name]!r}" for name in self._names if name in self.__dict__)
            return f"{type(self).__name__}({', '.join(shown)})"

        def __setattr__(self, name: str, value: Any) -> None:
            from pydantic import ValidationError

            fault = {"type": "frozen_instance", "loc": (name,), "input": value}
            raise ValidationError.from_exception_data(type(self).__name__, [fault])

        def __getstate__(self) -> dict[str, Any]:
            return self.__dict__

        def __setstate__(self, state: dict[str, Any]) -> None:
            _set(self, "__dict__", state)

    class _Made:
        """A default that every record has anew."""

        def __init__(self, make: Callable[[], Any]):
            self.make = make

    @cache
    def _model(kind: type[Record]) -> Any:
        """pydantic's model of the fields of a kind of record; what it makes of data are records of the kind itself."""
        import pydantic

        bases = tuple(_model(base) for base in kind.__bases__ if base is not Record)
        members = {name: getattr(kind, name) for name in ("__module__", "__qualname__", "__doc__")}
        members["__annotations__"] = kind.__annotations__
        for name, value in kind._declared.items():
            members[name] = value.for_pydantic() if hasattr(value, "for_pydantic") else value
        schema = classmethod(lambda _, source, handle: _of_kind(kind, handle(source)))
        members["__get_pydantic_core_schema__"] = schema
        config = {} if bases else {"model_config": pydantic.ConfigDict(frozen=True, extra="forbid", defer_build=True)}
        return type(pydantic.BaseModel)(kind.__name__, bases or (pydantic.BaseModel,), config | members)

    def _of_kind(kind: type[Record], schema: Any) -> Any:
        """The schema of a model, which is to make records of a kind."""
        part = schema
        while part["type"] != "model":
            part = part["schema"]
        part["cls"] = kind
        return schema

    def _default(declared: Any) -> Any:
        """The default that a declaration gives, if it gives one."""
        if hasattr(declared, "named"):
            if "default_factory" in declared.named:
                return _Made(declared.named["default_factory"])
            declared = declared.given[0] if declared.given else declared.named.get("default", ...)
        if isinstance(declared, dict | list | set):
            return _Made(declared.copy)
        return _NONE if declared is ... else declared
