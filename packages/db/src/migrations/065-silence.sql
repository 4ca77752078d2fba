-- How long the provider was asked about a call and did not answer: a finished campaign goes on by itself within a day of
-- the call, and that time does not count.
alter table attempt add column silent_seconds int not null default 0;
