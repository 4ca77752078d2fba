-- Whether an address was let go of since is asked for each bounce that comes late; without an index every suppression was
-- looked at for each (1,001,000 rows for 1,000 bounces).
create index suppression_lifted on suppression (value_key, organisation_id) where lifted_at is not null;
