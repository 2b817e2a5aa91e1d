"""A projection in words, with what it rests on."""

from amtui.domain.kpi_records import Projection


def projection_words(projection: Projection) -> str:
    """Return when a target will be met, in which interval, and how that was tested.

    For example "about 2026-12-04 (2026-11-30 to 2026-12-19, 95 %); Theil-Sen line over 26 days,
    Mann-Kendall test p = 0.003".
    """
    latest = "never" if projection.latest is None else str(projection.latest)
    p = "< 0.001" if projection.p < 0.001 else f"= {projection.p:.3f}"
    return (
        f"about {projection.on} ({projection.earliest} to {latest}, 95 %); "
        f"Theil-Sen line over {projection.days} days, Mann-Kendall test p {p}"
    )
