"""How pages are delivered: finished as a whole when their templates are."""
