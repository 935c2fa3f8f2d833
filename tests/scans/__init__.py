"""Our own documents as scanners, fax machines and telephones would hand them in (扫描件样本)."""
