"""Learning by doing: a published case unfolds, the learner commits, the engine marks and shows its own reasoning."""
