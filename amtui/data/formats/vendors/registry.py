"""All named formats; of those that fit a table the first is taken."""

from amtui.data.formats import asterisk, zendesk
from amtui.data.formats.fields import Kind
from amtui.data.formats.vendors import aircall, freepbx, ringcentral, threecx, twilio
from amtui.data.formats.vendors.vendor import Vendor

CALLS = (
    Vendor("asterisk", Kind.CALLS, lambda table, _related: asterisk.layout_of(table.first_row)),
    *threecx.VENDORS,
    aircall.VENDOR,
    twilio.VENDOR,
    ringcentral.VENDOR,
    freepbx.VENDOR,
)
REQUESTS = (Vendor("zendesk", Kind.REQUESTS, zendesk.layout_of),)

VENDORS: tuple[Vendor, ...] = (*CALLS, *REQUESTS)
