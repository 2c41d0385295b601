"""The library of published cases: what was seen, cited, in our own words, and counted into illness scripts."""
