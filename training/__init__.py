"""Recipes that make the encoder. Nothing here is imported by the package."""
