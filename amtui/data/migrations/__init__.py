"""The schema's history: each revision makes the tables of one subject, on either engine."""
