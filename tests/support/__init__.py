"""What tests are made of: ledgers, terminals, servers, samples."""
