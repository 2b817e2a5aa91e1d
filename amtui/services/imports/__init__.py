"""Files into the database: one transaction a file, the same file twice changes nothing, nothing is lost."""

from amtui.data.formats.not_understood import NotUnderstood
from amtui.services.imports.report import ImportReport
from amtui.services.imports.run import run_import

__all__ = ["ImportReport", "NotUnderstood", "run_import"]
