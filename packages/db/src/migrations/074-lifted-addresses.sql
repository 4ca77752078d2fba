-- What was lifted after the provider spoke stays lifted, so each address that it speaks of is asked for among the lifted ones.
-- They had no index: all of the table was read for each bounce. suppression_standing has only what stands.
create index suppression_lifted on suppression (value_key, kind, reason, organisation_id) where lifted_at is not null;
