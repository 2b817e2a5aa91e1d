"""Reply texts for requests that are not an account manager's to carry out, ready to send."""

from types import MappingProxyType

from amtui.domain.vocabulary import RequestType

DECLINED = (
    "Thank you for asking. This is outside of what I can do for you as your account manager, so I have to "
    "decline it. Tell me what you want to reach with it, and I will look for another way with you."
)
"""The reply to a declined request of any type."""

_ANSWERS = MappingProxyType(
    {
        RequestType.ACCESS: (
            "Thank you for your message. Access is granted by your own approval process, so I cannot grant "
            "it from here. Please ask an administrator of your account to approve it; I will follow it until "
            "you have it."
        ),
        RequestType.CUSTOM_DEVELOPMENT: (
            "Thank you for the idea. Custom development is not part of our service. I have written it down "
            "as a feature request for Engineering, with your reason for it, and will tell you what they "
            "decide. Until then I will gladly look with you for a way with what is there today."
        ),
        RequestType.BILLING: (
            "Thank you for your message. Our Billing team answers this; I have passed it on and follow it "
            "until it is settled."
        ),
        RequestType.INCIDENT: (
            "Thank you for telling us. Support handles incidents at any hour; I have passed it on to them "
            "and will keep you informed until it is solved."
        ),
    }
)


def scope_answer(kind: RequestType) -> str | None:
    """Return the reply that explains where such a request goes, or None if it is the AM's own work."""
    return _ANSWERS.get(kind)


def decline_answer(kind: RequestType) -> str:
    """Return the reply to send when a request of this type is declined."""
    return _ANSWERS.get(kind, DECLINED)
