"""A terminal dashboard for account managers at telephony and SaaS vendors."""

__version__ = "0.1.0"
