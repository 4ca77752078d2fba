-- Single mails on the transactional stream: previews (C6) and copies (C3) of a campaign. Written out when asked for and
-- kept as they were sent, since they are few. Sent by the same protocol as a recipient, one row a call.
create table mail (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),         -- also the attempt's and the recipient's id in the provider's metadata: whatever the
                                             -- provider has of this mail, from whichever call, one look-up finds
  kind text not null check (kind in ('preview', 'copy', 'notice')),
  request_id uuid not null,                  -- mails asked for in one go are shown as one line
  campaign_id uuid,
  requested_by uuid,                         -- null: the system, or nobody in particular
  created_at timestamptz(3) not null default app_now(),
  to_address text not null check (length(to_address) between 3 and 254),
  from_mailbox jsonb not null,               -- { name, email, replyTo } as they were
  subject text not null,
  html text not null,
  text text not null,
  -- Claim → call → record; `calls` counts the claims, so that a late refusal of an older call changes nothing.
  calls int not null default 0,
  claimed_at timestamptz(3),
  call_until timestamptz(3),                 -- not null: claimed, and neither recorded nor given back
  looked_up_at timestamptz(3),
  first_absent_at timestamptz(3),
  provider_message_id text,
  words text,                                -- the provider's own
  -- First-seen facts
  sent_at timestamptz(3), delivered_at timestamptz(3), soft_bounced_at timestamptz(3), hard_bounced_at timestamptz(3),
  complained_at timestamptz(3), dropped_at timestamptz(3), failed_at timestamptz(3), unconfirmed_at timestamptz(3),
  -- The one vocabulary and derivation of a recipient's status; "claimed" needs some id there.
  status text not null generated always as (recipient_status(null, null, case when call_until is not null then id end, sent_at, delivered_at,
    null, null, soft_bounced_at, hard_bounced_at, null, complained_at, dropped_at, failed_at, unconfirmed_at)) stored,
  status_at timestamptz(3) generated always as (greatest(created_at, claimed_at, sent_at, delivered_at, soft_bounced_at, hard_bounced_at,
    complained_at, dropped_at, failed_at, unconfirmed_at)) stored,
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id),
  foreign key (organisation_id, requested_by) references staff_member (organisation_id, id),
  check (kind = 'notice' or campaign_id is not null)
);
create index mail_of_campaign on mail (campaign_id, created_at desc);
create index mail_by_person on mail (requested_by, created_at) where kind = 'preview';
create index mail_with_work on mail (created_at) where status in ('waiting', 'claimed');
-- A campaign has one copy, however often it is asked to queue it.
create unique index mail_one_copy on mail (campaign_id) where kind = 'copy';
call guard_tenant_table('mail', 'select, insert, update');

-- Provider events of single mails.
alter table provider_event add mail_id uuid;
create index provider_event_by_mail on provider_event (mail_id, occurred_at) where mail_id is not null;

-- Who gets a copy when sending begins (C3): whoever sends it (the default), the organisation's address, or nobody.
alter table campaign add copy_to text not null default 'sender' check (copy_to in ('sender', 'organisation', 'nobody'));

-- Mails whose workflow may have been lost between commit and start, of all organisations (the sweep).
grant select on mail to packpost_lookup;
create policy lookup on mail for select to packpost_lookup using (true);
create function mails_with_work(p_older_than interval default '30 seconds')
returns table (organisation_id uuid, mail_id uuid)
language sql stable security definer set search_path = public as $$
  select organisation_id, id from mail where status in ('waiting', 'claimed') and created_at < app_now() - p_older_than
  order by created_at limit 1000
$$;
do $$ begin
  grant create on schema public to packpost_lookup; -- needed only to take ownership
  alter function mails_with_work(interval) owner to packpost_lookup;
  revoke execute on function mails_with_work(interval) from public;
  grant execute on function mails_with_work(interval) to packpost_app;
  revoke create on schema public from packpost_lookup;
end $$;
