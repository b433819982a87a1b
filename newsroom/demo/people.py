"""The people of the demo newsroom: who logs in, and who signs the articles. All invented."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody who logs in; `roles` are role names of staff.models.Role."""

    username: str
    name: str
    roles: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class DemoPosition:
    """A title held from a day to another; `ends_on` is None while it is held."""

    title_ru: str
    title_kk: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """The public side of a person; `username` is None for those who never log in."""

    slug: str
    name_ru: str
    name_kk: str
    bio_ru: str
    bio_kk: str
    order: int
    positions: tuple[DemoPosition, ...]
    username: str | None = None
    on_team: bool = True
    left_on: date | None = None
    email: str = ""
    telegram: str = ""

    @property
    def portrait(self) -> str:
        """Name of the portrait in pictures/."""
        return f"portrait-{self.slug}"


USERS: tuple[DemoUser, ...] = (
    DemoUser("head", "Әсел Тастыбекқызы", ("head",), "kk"),
    DemoUser("editor", "Нұржан Қарасайұлы", ("editor",), "ru"),
    DemoUser("journalist", "Пётр Щегольков", ("journalist",), "ru"),
    DemoUser("corrector", "Лидия Верещук", ("corrector",), "ru"),
    DemoUser("moderator", "Ұлпан Жаңбырбай", ("moderator",), "kk"),
    DemoUser("writer-corrector", "Гүлім Сәрсенқызы", ("journalist", "corrector"), "kk"),
    DemoUser("writer-moderator", "Өркен Ғабдолла", ("journalist", "moderator"), "ru"),
)

PERSONS: tuple[DemoPerson, ...] = (
    DemoPerson(
        slug="asel-tastybekqyzy",
        name_ru="Асель Тастыбеккызы",
        name_kk="Әсел Тастыбекқызы",
        bio_ru=(
            "Основала редакцию в 2019 году, до этого пятнадцать лет писала о земле, воде и местных "
            "бюджетах. Отвечает за всё, что вышло, и за то, что не вышло."
        ),
        bio_kk=(
            "Редакцияны 2019 жылы құрды, оған дейін он бес жыл бойы жер, су және жергілікті бюджет "
            "туралы жазды. Шыққан мәтінге де, шықпай қалған мәтінге де өзі жауап береді."
        ),
        order=10,
        positions=(DemoPosition("Руководитель, главный редактор", "Жетекші, бас редактор", date(2019, 3, 1)),),
        username="head",
        email="asel@example.kz",
        telegram="@example_asel",
    ),
    DemoPerson(
        slug="nurzhan-qarasayuly",
        name_ru="Нуржан Карасайулы",
        name_kk="Нұржан Қарасайұлы",
        bio_ru=(
            "Ведёт смену: решает, что выходит сейчас, а что подождёт утра. Начинал метеорологом, "
            "поэтому первым читает прогноз и последним уходит домой в метель."
        ),
        bio_kk=(
            "Кезекшілікті жүргізеді: не қазір шығады, не таңға дейін күтеді — соны шешеді. Алғашқы мамандығы — "
            "метеоролог, сондықтан болжамды бірінші оқып, боранда үйіне ең соңынан қайтады."
        ),
        order=20,
        positions=(
            DemoPosition("Выпускающий редактор", "Шығарушы редактор", date(2021, 9, 1)),
            DemoPosition("Журналист", "Журналист", date(2019, 6, 1), date(2021, 8, 31)),
        ),
        username="editor",
        email="nurzhan@example.kz",
    ),
    DemoPerson(
        slug="petr-shchegolkov",
        name_ru="Пётр Щегольков",
        name_kk="Пётр Щегольков",
        bio_ru=(
            "Ездит туда, куда не ходит автобус, и пишет о воде, дорогах и сельских школах. "
            "В кармане у него всегда рулетка: верит только тому, что измерил сам."
        ),
        bio_kk=(
            "Автобус бармайтын жерге барып, су, жол және ауыл мектептері туралы жазады. "
            "Қалтасынан рулетка түспейді: өзі өлшеген нәрсеге ғана сенеді."
        ),
        order=30,
        positions=(DemoPosition("Журналист", "Журналист", date(2020, 2, 10)),),
        username="journalist",
        email="petr@example.kz",
        telegram="@example_petr",
    ),
    DemoPerson(
        slug="gulim-sarsenqyzy",
        name_ru="Гулим Сарсенкызы",
        name_kk="Гүлім Сәрсенқызы",
        bio_ru=(
            "Пишет по-казахски о культуре и школе, вычитывает чужие тексты на двух языках. "
            "Собирает слова, которые знала её бабушка и не знает словарь."
        ),
        bio_kk=(
            "Мәдениет пен мектеп туралы қазақша жазады, әріптестерінің мәтінін екі тілде қарап шығады. "
            "Әжесі білген, бірақ сөздікте жоқ сөздерді жинайды."
        ),
        order=40,
        positions=(
            DemoPosition("Журналист", "Журналист", date(2021, 1, 15)),
            DemoPosition("Корректор", "Корректор", date(2023, 5, 2)),
        ),
        username="writer-corrector",
        email="gulim@example.kz",
    ),
    DemoPerson(
        slug="orken-gabdolla",
        name_ru="Оркен Габдолла",
        name_kk="Өркен Ғабдолла",
        bio_ru=(
            "Пишет о городе: автобусы, тротуары, счётчики, дворы. Читает всё, что присылают читатели, "
            "и половину тем находит именно там."
        ),
        bio_kk=(
            "Қала туралы жазады: автобус, жаяу жол, есептегіш, аула. Оқырман жібергеннің бәрін оқиды, "
            "тақырыптың жартысын сол жерден табады."
        ),
        order=50,
        positions=(
            DemoPosition("Корреспондент", "Тілші", date(2022, 4, 4)),
            DemoPosition("Модератор", "Модератор", date(2022, 4, 4)),
        ),
        username="writer-moderator",
        email="orken@example.kz",
        telegram="@example_orken",
    ),
    DemoPerson(
        slug="ermukhan-dauletbayuly",
        name_ru="Ермухан Даулетбайулы",
        name_kk="Ермұхан Дәулетбайұлы",
        bio_ru=(
            "Собственный корреспондент на севере. Диктует тексты по телефону из машины, "
            "поэтому в редакционной системе его нет, а в газете он есть."
        ),
        bio_kk=(
            "Солтүстіктегі меншікті тілші. Мәтінін көлік ішінен телефонмен айтып тұрып жаздырады, "
            "сондықтан редакция жүйесінде аты жоқ, ал басылымда бар."
        ),
        order=60,
        positions=(DemoPosition("Собственный корреспондент", "Меншікті тілші", date(2020, 10, 1)),),
        email="ermukhan@example.kz",
    ),
    DemoPerson(
        slug="inzhu-hakimqyzy",
        name_ru="Инжу Хакимкызы",
        name_kk="Інжу Һәкімқызы",
        bio_ru=(
            "Снимает степь, людей и погоду. Уверена, что лучший свет бывает за десять минут до того, как приехали все."
        ),
        bio_kk=(
            "Даланы, адамды және ауа райын түсіреді. Ең жақсы жарық жұрт жиналардан он минут бұрын түседі деп біледі."
        ),
        order=70,
        positions=(DemoPosition("Фотограф", "Фототілші", date(2021, 6, 1)),),
        email="inzhu@example.kz",
    ),
    DemoPerson(
        slug="lidiya-vereshchuk",
        name_ru="Лидия Верещук",
        name_kk="Лидия Верещук",
        bio_ru=(
            "Сорок лет читает чужие тексты раньше всех. Помнит, какого числа слово «интернет» "
            "перестали писать с прописной буквы, и не жалеет об этом."
        ),
        bio_kk=(
            "Қырық жыл бойы өзгенің мәтінін жұрттан бұрын оқып келеді. «Интернет» сөзі қай күннен бастап "
            "кіші әріппен жазылғанын біледі және оған өкінбейді."
        ),
        order=80,
        positions=(DemoPosition("Корректор", "Корректор", date(2019, 3, 1)),),
        username="corrector",
        email="lidiya@example.kz",
    ),
    DemoPerson(
        slug="ulpan-zhanbyrbay",
        name_ru="Улпан Жанбырбай",
        name_kk="Ұлпан Жаңбырбай",
        bio_ru="Отвечает читателям, следит за тем, чтобы спорили о деле. По вечерам играет в шахматы по переписке.",
        bio_kk=(
            "Оқырманға жауап береді, айтыс тақырыптан ауытқымасын деп қадағалайды. Кешке хат арқылы шахмат ойнайды."
        ),
        order=90,
        positions=(DemoPosition("Модератор", "Модератор", date(2023, 2, 1)),),
        username="moderator",
        email="ulpan@example.kz",
    ),
    DemoPerson(
        slug="fekla-tsygankova",
        name_ru="Фёкла Цыганкова",
        name_kk="Фёкла Цыганкова",
        bio_ru="Собирает дайджест: семь текстов недели в семи абзацах. Вычёркивает слово «напомним».",
        bio_kk="Дайджест жинайды: аптаның жеті мәтіні жеті абзацқа сыяды. «Еске салайық» деген сөзді сызып тастайды.",
        order=100,
        positions=(DemoPosition("Редактор дайджеста", "Дайджест редакторы", date(2024, 1, 9)),),
        email="fekla@example.kz",
    ),
    DemoPerson(
        slug="arkadiy-eys",
        name_ru="Аркадий Эйс",
        name_kk="Аркадий Эйс",
        bio_ru="Работал в редакции первые четыре года, придумал рубрику «Разбор». Теперь преподаёт физику в школе.",
        bio_kk=(
            "Редакцияда алғашқы төрт жыл істеді, «Талдау» айдарын ойлап тапты. Қазір мектепте физикадан сабақ береді."
        ),
        order=110,
        positions=(DemoPosition("Журналист", "Журналист", date(2019, 3, 1), date(2023, 6, 30)),),
        on_team=False,
        left_on=date(2023, 6, 30),
    ),
    DemoPerson(
        slug="semen-podelskikh",
        name_ru="Семён Подъельских",
        name_kk="Семён Подъельских",
        bio_ru="Инженер-акустик, приглашённый автор. Измеряет шум городов и пишет о том, что услышал.",
        bio_kk="Акустик-инженер, шақырылған автор. Қаланың шуын өлшеп, естігенін жазады.",
        order=120,
        positions=(DemoPosition("Приглашённый автор", "Шақырылған автор", date(2025, 9, 1)),),
        on_team=False,
    ),
)
