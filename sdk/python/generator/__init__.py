"""Makes the resources and types of the package out of the OpenAPI document."""
