"""A customer relationship management system."""
