"""Personal data kept from readers who may not see it, and out of the log (个人信息保护)."""
