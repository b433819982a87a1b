"""What may stand for a number in a public address."""


class ArticleId:
    """A positive id as it is printed: ASCII digits, no leading zero, small enough for a column."""

    regex = "[1-9][0-9]{0,18}"
    largest = 2**63 - 1

    def to_python(self, value: str) -> int:
        """Raises ValueError, which is "no such address", for what no database can hold."""
        if (number := int(value)) > self.largest:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


class Digits:
    """A month or a day as it is printed: always two digits."""

    regex = "[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: str) -> str:
        return value


class Year(Digits):
    """A year: four digits."""

    regex = "[0-9]{4}"


class PartNumber(Digits):
    """The number of a part, counted from 0, without leading zeros."""

    regex = "0|[1-9][0-9]{0,9}"
