"""Everything that is shown of one request at a time, read together."""

from amtui.data.queries.request_attention import attention
from amtui.data.queries.request_detail import request_detail
from amtui.data.reading import Reading
from amtui.domain.request_preview import RequestPreview


def request_preview(reading: Reading, *, request_id: int, viewer: str = "") -> RequestPreview:
    """Return a request with who looks at it and what is new in it.

    Raises:
        NotFound: if there is none that this person may see.
    """
    detail = request_detail(reading, request_id=request_id)
    return RequestPreview(detail, attention(reading, request_id=request_id), viewer)
