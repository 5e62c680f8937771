"""Pages and API over an engine: views parse, search, present and return; links and labels are made in `presenters`."""
