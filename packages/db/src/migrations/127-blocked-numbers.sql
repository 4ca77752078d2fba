-- A suppression may be of a number, in E.164 as customers' numbers are kept: texts do not go there, mail is another matter.
alter table suppression
  drop constraint suppression_kind_check,
  drop constraint suppression_check,
  add constraint suppression_kind_check check (kind in ('address', 'domain', 'number')),
  add constraint suppression_value_check check (case kind
    when 'address' then position('@' in value_key) > 0
    when 'domain' then position('@' in value_key) = 0 and value_key not like '+%'
    else value_key ~ '^\+[1-9][0-9]{6,14}$' end);

create index customer_by_phone on customer (phone, organisation_id) where phone is not null;

-- As before; a number has one form.
create or replace function keep_suppression() returns trigger language plpgsql as $$
begin
  new.value_key := coalesce(case new.kind when 'address' then address_key(new.value_key) when 'domain' then domain_key(new.value_key) end,
    lower(btrim(new.value_key)));
  return new;
end $$;

-- As before; a number says nothing of anybody's mail, so nobody's eligibility is looked at and nobody is waited for.
create or replace function eligibility_after_suppression() returns trigger language plpgsql as $$
declare ids uuid[]; keys text[];
begin
  if tg_op = 'INSERT' then select array_agg(value_key) into keys from new_rows where kind <> 'number';
  elsif tg_op = 'DELETE' then select array_agg(value_key) into keys from old_rows where kind <> 'number';
  else select array_agg(value_key) into keys from (
    select value_key from new_rows where kind <> 'number' union select value_key from old_rows where kind <> 'number') both_rows;
  end if;
  if keys is null then return null; end if;
  if exists (select from unnest(keys) key where position('@' in key) = 0) then perform pg_advisory_xact_lock(7301, 0); end if;
  call lock_mailboxes(keys);
  select array_agg(id) into ids from (
    select id from customer where email_key = any(keys)
    union select id from customer where exists (select from unnest(keys) k where position('@' in k) = 0)
      and split_part(email_key, '@', 2) = any(keys)) found;
  if ids is not null then call refresh_eligibility(ids); end if;
  return null;
end $$;
