"""What the warehouse is: schema, marts, checks and questions, one file each, run in name order."""
