"""The service floor: use cases and transactions."""
