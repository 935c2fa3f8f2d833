"""The routes of /v1 (接口), one module for each kind of thing."""
