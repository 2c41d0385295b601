"""Records of other programs, read in and written out."""
