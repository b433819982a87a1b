"""What feed readers and aggregators fetch: one collection of items, three ways of writing it."""
