"""What findings and panels refer to: the findings one implies, and references to nothing or to themselves."""

from collections.abc import Container, Mapping

from .finding import Finding
from .measurement import Panel


def closure(finding: str, findings: Mapping[str, Finding]) -> frozenset[str]:
    """The finding and everything it implies."""
    seen: set[str] = set()
    todo = [finding]
    while todo:
        if (current := todo.pop()) not in seen:
            seen.add(current)
            todo.extend(findings[current].implies)
    return frozenset(seen)


def dangling(
    findings: Mapping[str, Finding],
    topics: Mapping[str, object],
    panels: Mapping[str, Panel],
    measurements: Container[str],
) -> list[str]:
    """Every reference to what there is not, and, if there are none, every finding that implies itself."""
    faults = []
    for finding in findings.values():
        for other in (*finding.implies, *finding.ask_if, *finding.unless):
            if other not in findings:
                faults.append(f"finding {finding.id}: refers to unknown finding {other!r}")
        if topics and finding.topic not in topics:
            faults.append(f"finding {finding.id}: unknown topic {finding.topic!r}")
    for panel in panels.values():
        faults += [f"panel {panel.id}: unknown measurement {m!r}" for m in panel.members if m not in measurements]
    return faults or [
        f"finding {finding.id}: implies itself through {parent!r}"
        for finding in findings.values()
        for parent in finding.implies
        if finding.id in closure(parent, findings)
    ]
