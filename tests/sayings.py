"""How a finding may be said, by the words for it in `data/reading.yaml` and `data/sense.yaml`."""

HOW = {
    "present": lambda said: said.state == "present" and said.who == "self" and said.when == "now",
    "absent": lambda said: said.state == "absent",
    "past": lambda said: said.when == "past",
    "other": lambda said: said.who != "self",
    "asked": lambda said: not said.certain,
}
