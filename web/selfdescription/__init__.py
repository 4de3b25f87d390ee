"""What the service says of its data to machines and to people: VoID and a DCAT catalogue."""
