"""The second lock: PostgreSQL itself keeps each account manager to the books they may see."""
