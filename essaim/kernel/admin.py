"""The frame of the repairs: Django's admin, entered as the rest of the house is."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from essaim.kernel.errors import Forbidden

PASSWORDS = {"password_change", "password_change_done"}


class RepairsSite(AdminSite):
    """Rows of our rooms, to look at; who may is said by `essaim repairs` on the host."""

    site_header = site_title = _("Repairs")
    index_title = _("Rows of the house")
    enable_nav_sidebar = False

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: Any = None,
        **options: Any,
    ) -> None:
        """Leaves out what packages register: it would be written past the journal."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model.__module__.startswith("essaim.")]
        super().register(ours, admin_class, **options)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There are no passwords: one signs in by a code, and comes back."""
        if request.user.is_authenticated:
            raise Forbidden(_("The repairs are opened on the host: `essaim repairs ADDRESS`."))
        return redirect_to_login(request.GET.get("next") or request.get_full_path())

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [url for url in super().get_urls() if getattr(url, "name", "") not in PASSWORDS]
