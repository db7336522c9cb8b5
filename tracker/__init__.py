"""The domain: what a council decided, what was promised, what people judged. No network here."""
