-- What may not be written to, and why (C14). Lifted rows stay as history. A number, in E.164 as customers' numbers are kept, gets no
-- texts; mail is another matter.
create table suppression (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('address', 'domain', 'number')),
  value_key text not null check (value_key = lower(value_key)),
  -- What a search looks into, folded once when it is written and not anew for each row of each search.
  search_key text not null generated always as (search_term(value_key)) stored,
  reason text not null check (reason in ('hard_bounce', 'complaint', 'by_hand')),
  provider_message text,
  created_at timestamptz(3) not null default app_now(),
  lifted_at timestamptz(3),
  primary key (id),
  constraint suppression_value_check check (case kind
    when 'address' then position('@' in value_key) > 0
    when 'domain' then position('@' in value_key) = 0 and value_key not like '+%'
    else value_key ~ '^\+[1-9][0-9]{6,14}$' end)
);
-- What stands for an address, domain or number; each look-up asks for one value and kind.
create unique index suppression_active on suppression (value_key, kind, reason, organisation_id) where lifted_at is null;
-- What was lifted after the provider spoke stays lifted, so each address that it speaks of is asked for among the lifted ones.
-- Without an index all of the table was read for each bounce.
create index suppression_lifted on suppression (value_key, kind, reason, organisation_id) where lifted_at is not null;
-- The list, newest first. It begins with the organisation, so without statistics the planner takes it for a key of one row: 5,000
-- new blocked addresses cost 5,000 × 5,000 steps while eligibility was refreshed. Only the list says the second part of its predicate,
-- which is always true (001-roles, docs/decisions/2026-11-22-large-audiences.md).
create index suppression_list on suppression (organisation_id, created_at desc, id desc) where lifted_at is null and created_at > '-infinity';
call guard_tenant_table('suppression');

-- A suppression is kept in the form in which mailboxes compare, whoever writes it: a form, a webhook, the provider's list. A number
-- has one form.
create function keep_suppression() returns trigger language plpgsql as $$
begin
  new.value_key := coalesce(case new.kind when 'address' then address_key(new.value_key) when 'domain' then domain_key(new.value_key) end,
    lower(btrim(new.value_key)));
  return new;
end $$;
create trigger keep_suppression before insert or update of value_key on suppression for each row execute function keep_suppression();

-- Suppressions are kept the same here and at the provider (C14): what the last comparison found and did.
create table suppression_sync (
  organisation_id uuid not null references organisation (id),
  at timestamptz(3) not null default app_now(),
  provider_count int not null,               -- addresses that the provider will not write to
  taken int not null,                        -- of those, newly taken over here
  given int not null,                        -- ours that the provider was told
  lifted int not null,                       -- lifted here, now also there
  refused int not null,                      -- lifted here, but the provider does not allow it: they stand again
  only_here int not null,                    -- bounces and complaints that stand here and not there
  provider_message text,                                -- why the last try ended early
  primary key (organisation_id)
);
call guard_tenant_table('suppression_sync');
