"""Smallest changes of answers that change a result."""
