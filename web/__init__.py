"""The page and the API: one more face of the engine. It decides nothing that the engine decides."""
