"""Measures Saksi on gold data."""
