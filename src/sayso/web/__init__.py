"""The desk: the ledger in the browser. It reads the ledger through the same questions as the command line."""
