"""What a field is worth on either side: read, compared, merged."""
