"""Tools for assistants over the Model Context Protocol (智能助手)."""
