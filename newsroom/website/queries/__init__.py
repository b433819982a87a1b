"""What pages read most: prepared queries, and rows that are kept in memory for a site version."""
