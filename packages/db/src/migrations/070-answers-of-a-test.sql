-- The provider's ids of what a phone that tests texting has answered (A15), newest last: the provider's list tells them again minutes later, when
-- the test may be over, and they are no conversation then either.
alter table texting add column test_message_ids text[] not null default '{}';
