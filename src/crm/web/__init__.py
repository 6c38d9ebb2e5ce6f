"""The action floor: controllers."""
