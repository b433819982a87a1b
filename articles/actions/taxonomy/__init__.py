"""Changes, merges and removals of sections, tags, institutional texts and the outlet."""
