"""Measures a served reading room under load: which addresses are asked, and how fast they are answered."""
