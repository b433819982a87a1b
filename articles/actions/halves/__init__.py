"""The two halves of an article in two languages: pairing, translating and releasing them."""
