"""The reads: functions that take a `Reading` and answer with the domain's frozen values."""
