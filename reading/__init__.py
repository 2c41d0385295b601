"""What people say, read as findings: one reader for every door."""
