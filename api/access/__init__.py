"""Who may do what: people, keys, scopes (权限)."""
