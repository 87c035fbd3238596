"""Claims become events: copies, origins, linkage, reconciliation. Pure functions over claims; the ledger stores what they give."""
