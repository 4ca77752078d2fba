-- The audit as a list (O3): newest first, of everybody, of a kind of thing, of one person. Walks, so their predicates are always true and
-- must be said (001-roles). What is asked for several kinds at once is merged from a walk each (core/audit-log/entries-sql).
create index audit_by_time on audit (organisation_id, at desc, id desc) where at > '-infinity';
create index audit_by_kind on audit (organisation_id, subject_kind, actor_kind, at desc, id desc) where at > '-infinity';
create index audit_by_actor on audit (actor_id, subject_kind, at desc, id desc) where actor_id is not null;
