"""Scripts that build lexicon files. They are run by hand and never imported at run time."""
