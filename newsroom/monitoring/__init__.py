"""What an operator may turn on to watch the newsroom: metrics, log lines as JSON, reports of errors."""
