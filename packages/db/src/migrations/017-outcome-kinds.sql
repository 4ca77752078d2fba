-- Why exactly (C9). A refusal says only that the provider does not write to the address: `inactive` stands until the reason
-- has been found here or asked for there. Not among them, since our provider cannot tell them: an earlier bounce of the
-- address's domain (it keeps addresses, no domains; domains are ours and skip people), and spam content (it accepts such a
-- mail and then tells that a server refused it: a bounce, see bounce_kind).
alter table recipient drop constraint recipient_drop_reason_check;
update recipient set drop_reason = 'other' where drop_reason = 'spam_content';
alter table recipient add constraint recipient_drop_reason_check check (
  drop_reason in ('invalid_address', 'earlier_bounce', 'earlier_complaint', 'unsubscribed', 'blocked_by_hand', 'inactive', 'other'));

-- What a bounce says beyond hard or soft: the sender or the text was refused, not the address.
alter table recipient add column bounce_kind text check (bounce_kind in ('blocked', 'policy', 'spam_content'));

-- Empty but for the minute after a refusal.
create index recipient_drop_unexplained on recipient (organisation_id, dropped_at) where drop_reason = 'inactive';

-- Organisations with refusals to explain (the sweep).
grant select (organisation_id, drop_reason) on recipient to packpost_lookup;
create policy lookup on recipient for select to packpost_lookup using (true);
create function organisations_with_unexplained_drops() returns table (organisation_id uuid)
language sql stable security definer set search_path = public as $$
  select distinct organisation_id from recipient where drop_reason = 'inactive'
$$;

-- The sender's domain as it was last looked at (C17): SPF, DKIM, DMARC and return path, each ok, missing or unknown, with
-- the record to add. No row = never looked at.
create table sender_check (
  organisation_id uuid not null references organisation (id),
  domain text not null check (domain <> '' and length(domain) <= 253),
  checked_at timestamptz(3) not null default app_now(),
  source text not null check (source in ('account', 'dns')), -- asked of the provider's account, or of the DNS alone
  parts jsonb not null,
  words text,                                -- why the provider's account could not be asked
  primary key (organisation_id, domain)
);
call guard_tenant_table('sender_check');

do $$ begin
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function organisations_with_unexplained_drops() owner to packpost_lookup;
  revoke execute on function organisations_with_unexplained_drops() from public;
  grant execute on function organisations_with_unexplained_drops() to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
