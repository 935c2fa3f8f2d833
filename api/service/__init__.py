"""The HTTP service (服务): FastAPI under /v1."""
