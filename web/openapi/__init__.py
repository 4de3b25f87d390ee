"""The service for programs that generate their client: OpenAPI 3.1, made from the routes and the questions."""
