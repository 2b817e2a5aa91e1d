"""What is on the screen: values come in, messages go out; nothing here knows where data lives."""
