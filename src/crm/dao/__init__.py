"""The data floor: annotated interfaces over SQL files."""
