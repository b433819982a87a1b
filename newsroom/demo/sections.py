"""Sections and tags of the demo newsroom, in both languages."""

from datetime import time
from typing import NamedTuple

from newsroom.demo.history import Moment


class DemoSection(NamedTuple):
    """A section: slug, name in each language, place in the menu or, with a `parent`, below that section.

    `former` is the address that it had before.
    """

    slug: str
    name_ru: str
    name_kk: str
    order: int
    parent: str = ""
    former: str = ""


class DemoTag(NamedTuple):
    """A tag: one slug, a name in each language."""

    slug: str
    name_ru: str
    name_kk: str


class FormerTag(NamedTuple):
    """A tag that somebody merged `into` another, whose slug is given."""

    tag: DemoTag
    into: str
    who: str
    merged: Moment


SECTIONS: tuple[DemoSection, ...] = (
    DemoSection("obshchestvo", "Общество", "Қоғам", 10),
    DemoSection("gorod", "Город", "Қала", 20),
    DemoSection("regiony", "Регионы", "Өңірлер", 30),
    DemoSection("ekonomika", "Экономика", "Экономика", 40),
    DemoSection("obrazovanie", "Образование", "Білім", 50),
    DemoSection("zdorove", "Здоровье", "Денсаулық", 60),
    DemoSection("ekologiya", "Экология", "Экология", 70),
    DemoSection("nauka-i-tekhnologii", "Наука и технологии", "Ғылым мен технология", 80),
    DemoSection("kultura", "Культура", "Мәдениет", 90),
    DemoSection("sport", "Спорт", "Спорт", 100),
    DemoSection("proisshestviya", "Происшествия", "Оқиға", 110, former="chp"),
    DemoSection("mneniya", "Мнения", "Пікір", 120),
    DemoSection("transport", "Транспорт", "Көлік", 10, parent="gorod"),
    DemoSection("dvory", "Дворы и дома", "Аула мен үй", 20, parent="gorod"),
    DemoSection("sela", "Сёла", "Ауылдар", 10, parent="regiony"),
    DemoSection("svoyo-delo", "Своё дело", "Кәсіп", 10, parent="ekonomika"),
    DemoSection("stsena-i-masterskaya", "Сцена и мастерская", "Сахна мен шеберхана", 10, parent="kultura"),
    DemoSection("knigi", "Книги", "Кітап", 20, parent="kultura"),
)

TAGS: tuple[DemoTag, ...] = (
    DemoTag("vodosnabzhenie", "водоснабжение", "сумен жабдықтау"),
    DemoTag("otopitelnyy-sezon", "отопительный сезон", "жылу маусымы"),
    DemoTag("tarify", "тарифы", "тарифтер"),
    DemoTag("pavodok", "паводок", "су тасқыны"),
    DemoTag("seysmostoykost", "сейсмостойкость", "сейсмикалық төзімділік"),
    DemoTag("obshchestvennyy-transport", "общественный транспорт", "қоғамдық көлік"),
    DemoTag("velodorozhki", "велодорожки", "веложолдар"),
    DemoTag("vyrubka-derevev", "вырубка деревьев", "ағаш кесу"),
    DemoTag("kapremont", "капремонт", "күрделі жөндеу"),
    DemoTag("detskie-sady", "детские сады", "балабақшалар"),
    DemoTag("shkola", "школа", "мектеп"),
    DemoTag("olimpiada-shkolnikov", "олимпиада школьников", "оқушылар олимпиадасы"),
    DemoTag("vaktsinatsiya", "вакцинация", "вакцинация"),
    DemoTag("skoraya-pomoshch", "скорая помощь", "жедел жәрдем"),
    DemoTag("smog", "смог", "түтін"),
    DemoTag("pererabotka-musora", "переработка мусора", "қоқыс өңдеу"),
    DemoTag("zapovednik", "заповедник", "қорық"),
    DemoTag("volonterstvo", "волонтёрство", "еріктілік"),
    DemoTag("byudzhet-goroda", "бюджет города", "қала бюджеті"),
    DemoTag("maslikhat", "маслихат", "мәслихат"),
    DemoTag("publichnye-slushaniya", "публичные слушания", "қоғамдық тыңдау"),
    DemoTag("inflyatsiya", "инфляция", "инфляция"),
    DemoTag("malyy-biznes", "малый бизнес", "шағын бизнес"),
    DemoTag("selskoe-khozyaystvo", "сельское хозяйство", "ауыл шаруашылығы"),
    DemoTag("urozhay", "урожай", "егін"),
    DemoTag("eksport-zerna", "экспорт зерна", "астық экспорты"),
    DemoTag("pogoda", "погода", "ауа райы"),
    DemoTag("tsifrovizatsiya", "цифровизация", "цифрландыру"),
    DemoTag("iskusstvennyy-intellekt", "искусственный интеллект", "жасанды интеллект"),
    DemoTag("nauka", "наука", "ғылым"),
    DemoTag("teatr", "театр", "театр"),
    DemoTag("biblioteka", "библиотека", "кітапхана"),
    DemoTag("aytys", "айтыс", "айтыс"),
    DemoTag("kokpar", "кокпар", "көкпар"),
    DemoTag("futbol", "футбол", "футбол"),
    DemoTag("molodezh", "молодёжь", "жастар"),
    DemoTag("yazykovaya-politika", "языковая политика", "тіл саясаты"),
    DemoTag("nasledie", "наследие", "мұра"),
    DemoTag("iskusstvo", "искусство", "өнер"),
    DemoTag("rynok-truda", "рынок труда", "еңбек нарығы"),
)

FORMER_TAGS: tuple[FormerTag, ...] = (
    FormerTag(
        DemoTag("avtobusy", "автобусы", "автобустар"),
        into="obshchestvennyy-transport",
        who="editor",
        merged=Moment(days=-6, at=time(11, 20)),
    ),
)
