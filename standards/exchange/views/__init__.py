"""What other systems ask for: the service of CASE, identifiers, and files of a standard."""

from standards.exchange.views import case, files, identifiers, lists
from standards.exchange.views.blueprint import blueprint, service

blueprint.register_blueprint(service)

__all__ = ["blueprint", "case", "files", "identifiers", "lists"]
