-- Another system of the business acts by a key (O3): who is told apart in the audit as staff, customers and Packpost itself are.
alter table audit
  drop constraint audit_actor_kind_check,
  add constraint audit_actor_kind_check check (actor_kind in ('staff', 'customer', 'api_key', 'system'));
