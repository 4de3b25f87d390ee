"""Editions as competency frameworks of 1EdTech CASE 1.1: packages, and the objects that a service answers with."""
