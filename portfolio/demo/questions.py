"""The centre's set of questions about working with clients, published twice."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.questioning import services
from assessments.questioning.rules import Asked
from portfolio.core.work import UnitOfWork

WHO, URN = "rhodri", "LSIAG04"
FIRST_DAYS_AGO, SECOND_DAYS_AGO = 60, 20
TITLE = "Ar ôl gweithio gyda chleient"
ASKED: Sequence[Asked] = (
    Asked(
        "K1",
        "Pam y dewisaist ti'r ffordd hon o gysylltu?",
        "Yn enwi o leiaf dau beth am y cleient neu'r lle a benderfynodd hyn.",
    ),
    Asked(
        "K4",
        "Beth fyddet ti wedi'i wneud pe na bai'r cleient yn dy ddeall?",
        "Yn gofyn i'r cleient ddweud yn ei eiriau ei hun; nid ailadrodd yn unig.",
    ),
    Asked("P3", "Beth gytunoch chi arno cyn dechrau?", "Pwrpas, ffiniau, a beth sy'n cael ei gofnodi."),
)


def publish(first: UnitOfWork, second: UnitOfWork, provider_id: int, standard_id: int) -> None:
    """Publish two questions, and forty days later all three."""
    row = services.start(first, provider_id, standard_id, TITLE, "cy")
    services.save(first, row, TITLE, ASKED[:2], row.version)
    services.publish(first, row, row.version)
    services.save(second, row, TITLE, ASKED, row.version)
    services.publish(second, row, row.version)
