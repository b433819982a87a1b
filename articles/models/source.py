"""The source chain: «сообщает X со ссылкой на Y» as rows."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

web_address = URLValidator(schemes=["http", "https"])


class Source(models.Model):
    """A source, and the source that it cites."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sources")
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    name = models.CharField(_("сообщает"), max_length=120)
    url = models.URLField(_("ссылка"), blank=True, validators=[web_address])
    via_name = models.CharField(_("со ссылкой на"), max_length=120, blank=True)
    via_url = models.URLField(_("ссылка на первоисточник"), blank=True, validators=[web_address])

    class Meta:
        verbose_name = _("источник")
        verbose_name_plural = _("источники")
        default_permissions = ()
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="source_has_name"),
            models.CheckConstraint(
                condition=models.Q(via_url="") | ~models.Q(via_name=""),
                name="source_link_has_name",
            ),
        )

    def __str__(self) -> str:
        return self.name
