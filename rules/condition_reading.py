"""What a condition means to whoever reads it: one method a form of condition, and one place that tells the forms apart.

A form added to the language without its arm in `read`, or an arm without its method in some reading, is a type error.
"""

from abc import ABC, abstractmethod
from typing import Generic, TypeVar, assert_never

from .condition import Absent, All, Any_, AtLeast, Compare, Condition, InBand, Leads, NotKnown, NotMeasured

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Reading(ABC, Generic[T_co]):
    """What each form of condition comes to. The parts of a compound one are read by `read` in their turn."""

    @abstractmethod
    def finding(self, condition: str) -> T_co:
        """The finding is present."""

    @abstractmethod
    def absent(self, condition: Absent) -> T_co:
        """The person said no to a finding."""

    @abstractmethod
    def not_known(self, condition: NotKnown) -> T_co:
        """Nothing is known of a finding."""

    @abstractmethod
    def not_measured(self, condition: NotMeasured) -> T_co:
        """Nothing is known of a measurement."""

    @abstractmethod
    def compare(self, condition: Compare) -> T_co:
        """A measurement lies in a range."""

    @abstractmethod
    def in_band(self, condition: InBand) -> T_co:
        """A hypothesis has reached a band."""

    @abstractmethod
    def leads(self, condition: Leads) -> T_co:
        """No hypothesis scores more than this one, which is at even odds or more."""

    @abstractmethod
    def all(self, condition: All) -> T_co:
        """Every part holds."""

    @abstractmethod
    def any(self, condition: Any_) -> T_co:
        """At least one part holds."""

    @abstractmethod
    def at_least(self, condition: AtLeast) -> T_co:
        """So many parts hold."""


def read(condition: Condition, reading: Reading[T]) -> T:
    """What a condition means to a reading."""
    match condition:
        case str():
            return reading.finding(condition)
        case All():
            return reading.all(condition)
        case Any_():
            return reading.any(condition)
        case Compare():
            return reading.compare(condition)
        case Absent():
            return reading.absent(condition)
        case AtLeast():
            return reading.at_least(condition)
        case NotKnown():
            return reading.not_known(condition)
        case NotMeasured():
            return reading.not_measured(condition)
        case InBand():
            return reading.in_band(condition)
        case Leads():
            return reading.leads(condition)
        case _:
            assert_never(condition)
