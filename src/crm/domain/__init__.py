"""The domain: rows, drafts and pure rules."""
