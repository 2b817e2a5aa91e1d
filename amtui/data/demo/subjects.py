"""What clients ask for, in their words, and what they are answered."""

from amtui.domain.vocabulary import Level, RequestType, Route

T = RequestType

TYPES: tuple[RequestType, ...] = (
    *(T.IVR_CHANGE,) * 7,
    *(T.CALL_FLOW,) * 6,
    *(T.QUEUE_STAFFING,) * 5,
    *(T.BUSINESS_HOURS,) * 5,
    *(T.USER_SETUP,) * 8,
    *(T.REPORTING_VIEW,) * 5,
    *(T.TRAINING,) * 4,
    *(T.INSIGHT_REVIEW,) * 3,
    *(T.ROADMAP,) * 2,
    *(T.CRM_MAPPING,) * 5,
    *(T.INCIDENT,) * 7,
    *(T.BILLING,) * 4,
    *(T.ACCESS,) * 3,
    *(T.CUSTOM_DEVELOPMENT,) * 2,
    *(T.COMPLAINT,) * 3,
)
"""The types as often as they come."""

SUBJECTS: dict[RequestType, tuple[str, ...]] = {
    T.IVR_CHANGE: (
        "New menu entry for returns",
        "Wrong language after choosing 2",
        "Shorter greeting, please",
        "Menu for the holiday season",
    ),
    T.CALL_FLOW: (
        "Calls to the old number should reach the new team",
        "Forward to mobile after five rings",
        "Overflow to the second site",
        "Voicemail box for the evening",
    ),
    T.QUEUE_STAFFING: (
        "Two more agents in the morning queue",
        "Callers wait too long at noon",
        "Who is signed in to which queue?",
        "Priority for existing customers",
    ),
    T.BUSINESS_HOURS: (
        "Longer opening hours from next month",
        "Closed on the company holiday",
        "Saturday mornings from now on",
        "Different hours for the second number",
    ),
    T.USER_SETUP: (
        "Three new colleagues start on Monday",
        "Please remove two users",
        "New headset is not recognised",
        "Name change of a user",
        "Phone for the meeting room",
    ),
    T.REPORTING_VIEW: (
        "Report of missed calls by queue",
        "Weekly figures by email",
        "Average wait per agent",
        "Figures for the board meeting",
    ),
    T.TRAINING: (
        "Training for new team leads",
        "Refresher on call transfer",
        "How do we read the dashboard?",
    ),
    T.INSIGHT_REVIEW: (
        "Why did the answer time rise?",
        "Look at the calls of last week with us",
        "Which campaign brings the calls?",
    ),
    T.ROADMAP: ("When will call summaries come?", "Is a mobile app for supervisors planned?"),
    T.CRM_MAPPING: (
        "Calls are logged against the wrong contact",
        "New field “Region” should be filled",
        "Duplicate contacts after the import",
        "Call notes do not reach the CRM",
    ),
    T.INCIDENT: (
        "Calls drop after a few seconds",
        "No audio on outbound calls",
        "Phones lose their registration",
        "Callers hear an engaged tone",
        "Recordings of yesterday are missing",
    ),
    T.BILLING: (
        "Invoice shows one number too many",
        "Please send invoices to accounting",
        "Question on call charges",
    ),
    T.ACCESS: ("Access to recordings for the auditor", "Administrator rights for the new IT manager"),
    T.CUSTOM_DEVELOPMENT: ("Own interface to the warehouse system", "Announcement read from a spreadsheet"),
    T.COMPLAINT: ("Nobody called back", "Third time that this is asked", "Change went live without notice"),
}
DESCRIPTIONS = (
    "We would need this by the end of the week if possible. Please call me if anything is unclear.",
    "It has come up again in our team meeting. Can you tell us what is needed from our side?",
    "Several callers have mentioned it. An example is yesterday at 10:40, number ending in 118.",
    "Not urgent, but it would make work easier for the team.",
    "As discussed in the last check-in. Screenshots are with our CRM administrator.",
)
FIRST_REPLIES = (
    "Thank you, I have it. I will look at the flow today and come back with a proposal.",
    "Understood. I am checking the logs of the calls you named.",
    "Thanks for the details. We can do that; I will send the plan for your approval.",
    "I have passed this on and will keep you posted.",
)
QUESTIONS = (
    "Which numbers does this concern?",
    "Please confirm the new hours.",
    "Could your CRM administrator allow the new field?",
    "Who approves this on your side?",
)
ANSWERS = (
    "The main number only.",
    "Confirmed, please go ahead.",
    "It is done on our side.",
    "Approved by our IT manager.",
)
NOTES = (
    "Test calls placed, log ids noted.",
    "Checked against the call flow of last month.",
    "Asked the platform team for the registration log.",
    "Draft of the new flow is ready.",
)
RESOLUTIONS = (
    "Live since this morning; test calls were fine.",
    "Set up and tested together.",
    "Corrected; the next report will show it.",
    "Done, with a short guide attached.",
)
DECLINES = ("Not on the roadmap; the standard report covers it.", "Outside of what the platform can do.")
CANCELLATIONS = ("No longer needed.", "Covered by another request.")
REOPENINGS = ("It has come back.", "Only one of the two numbers was changed.")
OWNERS: dict[Route, tuple[str, str]] = {
    Route.SUPPORT: ("Support desk", "SUP"),
    Route.BILLING: ("Billing team", "BIL"),
    Route.CLIENT_APPROVAL: ("The client's IT security", "APR"),
    Route.ENGINEERING: ("Product engineering", "ENG"),
}
"""Who works on a routed request, and how their tickets begin."""

_H, _M, _L = Level.HIGH, Level.MEDIUM, Level.LOW
USUAL_LEVELS = (
    (_L, _L),
    (_L, _L),
    (_L, _M),
    (_L, _M),
    (_M, _L),
    (_M, _L),
    (_M, _L),
    (_M, _M),
    (_M, _M),
    (_L, _H),
    (_H, _L),
    (_M, _M),
    (_M, _M),
    (_M, _H),
)
INCIDENT_LEVELS = (
    (_H, _H),
    (_H, _M),
    (_H, _M),
    (_M, _H),
    (_M, _H),
    (_M, _M),
    (_M, _M),
    (_M, _M),
    (_L, _M),
    (_L, _L),
)
COMPLAINT_LEVELS = ((_M, _H), (_M, _M), (_H, _M), (_M, _M))
