-- A pace is so many messages a second, or one message in so many milliseconds: a texting number may send one in 12 s.
-- Whole numbers both, so that neither is a rounding of the other.
alter table sender
  add column ms_per_message int check (ms_per_message between 1 and 86400000),
  add constraint sender_one_pace check (num_nonnulls(per_second, ms_per_message) <= 1);
