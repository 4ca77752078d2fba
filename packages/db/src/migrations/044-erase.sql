-- One person's data is erased (P11; GDPR, article 17): their row stays under a pseudonym, so that what was sent goes on adding up. What
-- they had said no to, or where mail had come back, stays as a hash: should the address or number come back, so does the block.
alter table customer add column erased_at timestamptz(3);

create table erased_contact (
  organisation_id uuid not null references organisation (id),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'), -- erased_hash() of the mailbox or number
  blocks jsonb not null,                     -- [{ kind, reason }] as they stood in suppression
  refused boolean not null,                  -- campaigns were refused at the mailbox, or texts by the number
  created_at timestamptz(3) not null default app_now(),
  primary key (hash, organisation_id)
);
call guard_tenant_table('erased_contact', 'select, insert, update');

create function erased_hash(organisation_id uuid, key text) returns text language sql immutable strict parallel safe
return encode(sha256(convert_to(organisation_id::text || '/' || key, 'UTF8')), 'hex');

-- Whoever comes back with such an address or number is as blocked as before.
create function recall_erased() returns trigger language plpgsql as $$
begin
  if not exists (select from erased_contact) then return null; end if;
  insert into suppression (organisation_id, kind, value_key, reason)
  select distinct said.organisation_id, block->>'kind', said.key, block->>'reason'
  from (select organisation_id, unnest(array[email_key, phone]) as key from new_rows) said
  join erased_contact on erased_contact.organisation_id = said.organisation_id and erased_contact.hash = erased_hash(said.organisation_id, said.key)
  cross join lateral jsonb_array_elements(blocks) block
  -- What has been lifted since they came back stays lifted.
  where not exists (select from suppression known where known.organisation_id = said.organisation_id and known.value_key = said.key)
  on conflict do nothing;
  insert into mailbox_choice (organisation_id, email_key, subscribed, source)
  select distinct said.organisation_id, said.email_key, false, 'staff'
  from new_rows said
  join erased_contact on erased_contact.organisation_id = said.organisation_id and erased_contact.hash = erased_hash(said.organisation_id, said.email_key)
  where erased_contact.refused
  on conflict do nothing;
  insert into phone_number (organisation_id, number, opted_out_at, opted_out_by)
  select distinct said.organisation_id, said.phone, app_now(), 'provider'
  from new_rows said
  join erased_contact on erased_contact.organisation_id = said.organisation_id and erased_contact.hash = erased_hash(said.organisation_id, said.phone)
  where erased_contact.refused
  on conflict do nothing;
  return null;
end $$;
create trigger recall_erased_insert after insert on customer referencing new table as new_rows for each statement execute function recall_erased();
create trigger recall_erased_update after update on customer referencing new table as new_rows for each statement execute function recall_erased();

-- The provider's list goes on holding the address: it is not written down anew here while nobody has it.
create function keep_erased() returns trigger language plpgsql as $$
begin
  if exists (select from erased_contact where hash = erased_hash(new.organisation_id, new.value_key) and organisation_id = new.organisation_id)
    and not exists (select from customer where (email_key = new.value_key or phone = new.value_key) and organisation_id = new.organisation_id) then
    return null;
  end if;
  return new;
end $$;
-- After keep_suppression, which brings the value into its form: triggers run in the order of their names.
create trigger skip_erased before insert on suppression for each row execute function keep_erased();

grant delete on phone_number to packpost_app;
grant update on inbound_attachment to packpost_app;
