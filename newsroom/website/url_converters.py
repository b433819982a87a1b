"""Converters for numbers in public URLs. Each number has one spelling."""


class ArticleId:
    """A positive id: ASCII digits, no leading zero, not larger than a database column."""

    regex = "[1-9][0-9]{0,18}"
    largest = 2**63 - 1

    def to_python(self, value: str) -> int:
        """Raise ValueError (a 404) for a number that no column can hold."""
        if (number := int(value)) > self.largest:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


class Digits:
    """A month or a day: two digits."""

    regex = "[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: str) -> str:
        return value


class Year(Digits):
    """A year: four digits."""

    regex = "[0-9]{4}"


class PartNumber(Digits):
    """The number of a sitemap, counted from 0, without leading zeros."""

    regex = "0|[1-9][0-9]{0,9}"
