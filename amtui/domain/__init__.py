"""What an account manager's work is made of: pure values and rules, no storage and no screen."""
