"""The service as a provider of CASE 1.1: editions as competency frameworks."""
