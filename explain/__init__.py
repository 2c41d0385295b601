"""Explanations: pure functions over a knowledge base and a consultation, returning data that any face can render.

Every one is a view of the same trace and the same rules; none asks, prints or changes anything.
"""
