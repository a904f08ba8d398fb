"""What people look at: a static site of the published warehouse, an overview with figures and an explorer of
companies. Here are the pages and what they are made of; the figures' questions are in `sql/report/`."""
