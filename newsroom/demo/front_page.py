"""The settings of the demo's front pages in both languages."""

from datetime import time
from typing import NamedTuple

from newsroom.demo.history import Moment


class DemoFrontPage(NamedTuple):
    """One setting of a language's front page: keys of articles, the main one first, each with its end."""

    language: str
    who: str
    moment: Moment
    picks: tuple[tuple[str, Moment], ...]


FRONT_PAGES: tuple[DemoFrontPage, ...] = (
    DemoFrontPage(
        "ru",
        "editor",
        Moment(days=-4, at=time(12, 20)),
        (("35-devyat-uchenikov", Moment(days=-2, at=time(9))),),
    ),
    DemoFrontPage(
        "ru",
        "editor",
        Moment(days=-1, at=time(10, 20)),
        (
            ("01-voda-v-novoozyornom", Moment(days=3, at=time(21))),
            ("30-nochnaya-smena", Moment(days=4, at=time(9))),
            ("39-karta-yam", Moment(days=5, at=time(9))),
        ),
    ),
    DemoFrontPage(
        "kk",
        "head",
        Moment(days=-1, at=time(12, 50)),
        (
            ("05-aqsengir-kitapkhanasy", Moment(days=3, at=time(21))),
            ("34-toghyz-oqushy", Moment(days=4, at=time(9))),
            ("33-zhylu-tubirtegi", Moment(days=5, at=time(9))),
        ),
    ),
)
