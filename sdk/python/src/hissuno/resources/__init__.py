"""The operations, resource by resource."""
