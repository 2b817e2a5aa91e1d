"""All named formats; of those that fit a table the first is taken."""

from amtui.data.formats import zendesk
from amtui.data.formats.fields import Kind
from amtui.data.formats.vendors import (
    aircall,
    asterisk,
    buckets,
    events,
    fivetran,
    freepbx,
    freshdesk,
    hubspot,
    jira,
    ringcentral,
    salesforce,
    threecx,
    twilio,
    zammad,
    zapier,
    zendesk_views,
    zoho,
    zoho_results,
)
from amtui.data.formats.vendors.vendor import Vendor

CALLS = (
    asterisk.LOGS,
    *threecx.VENDORS,
    *aircall.VENDORS,
    twilio.VENDOR,
    ringcentral.VENDOR,
    freepbx.VENDOR,
    asterisk.HEADED,
    buckets.VENDOR,
)
REQUESTS = (
    Vendor("zendesk", Kind.REQUESTS, zendesk.layout_of),
    zendesk_views.TICKETS,
    zendesk_views.VIEWS,
    freshdesk.TICKETS,
    zammad.TICKETS,
    jira.TICKETS,
    hubspot.TICKETS,
    hubspot.TICKET_TABLES,
    events.TICKETS,
)
SYNC = (salesforce.RESULTS, zoho_results.RESULTS, fivetran.LOG, zapier.HISTORY)
PEOPLE = (zoho.ACCOUNTS, zoho.CONTACTS, hubspot.COMPANIES, hubspot.PEOPLE)

VENDORS: tuple[Vendor, ...] = (*CALLS, *REQUESTS, *SYNC, *PEOPLE)
