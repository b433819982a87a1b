"""The search: form, index query, ranking and the results with marked words."""
