-- What the hourly look-up of unconfirmed rows starts from; empty on a good day.
create index attempt_unconfirmed on attempt (call_until) where outcome = 'unconfirmed';
