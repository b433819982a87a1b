"""The transition engine shared by articles and digests."""
