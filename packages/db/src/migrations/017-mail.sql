-- Single mails on the transactional stream: previews (C6), copies (C3) and notices of a campaign. Written out when asked for and
-- kept as they were sent, since they are few. Sent by the same protocol as a recipient, one row a call.
create table mail (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),         -- also the attempt's and the recipient's id in the provider's metadata: whatever the
                                             -- provider has of this mail, from whichever call, one look-up finds
  kind text not null check (kind in ('preview', 'copy', 'notice')),
  about text check (about in ('pause', 'unconfirmed')), -- what a notice tells of
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
  provider_account text,                     -- of the newest call, as in attempt
  provider_message_id text,
  words text,                                -- the provider's own
  -- Asking about an unanswered call, as in attempt
  looked_up_at timestamptz(3),
  first_absent_at timestamptz(3),
  ask_after timestamptz(3),
  failed_asks int not null default 0,
  first_failed_ask_at timestamptz(3),
  asked_elsewhere boolean not null default false,
  -- First-seen facts. A notice that nobody needs any more is cancelled.
  cancelled_at timestamptz(3), sent_at timestamptz(3), delivered_at timestamptz(3), soft_bounced_at timestamptz(3), hard_bounced_at timestamptz(3),
  complained_at timestamptz(3), dropped_at timestamptz(3), failed_at timestamptz(3), unconfirmed_at timestamptz(3),
  -- The one vocabulary and derivation of a recipient's status; "claimed" needs some id there.
  status text not null generated always as (recipient_status(null, cancelled_at, case when call_until is not null then id end, sent_at,
    delivered_at, null, null, soft_bounced_at, hard_bounced_at, null, complained_at, dropped_at, failed_at, unconfirmed_at)) stored,
  status_at timestamptz(3) generated always as (greatest(created_at, claimed_at, sent_at, delivered_at, soft_bounced_at, hard_bounced_at,
    complained_at, dropped_at, failed_at, unconfirmed_at, cancelled_at)) stored,
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id),
  foreign key (organisation_id, requested_by) references staff_member (organisation_id, id),
  check (kind = 'notice' or campaign_id is not null)
);
create index mail_of_campaign on mail (campaign_id, created_at desc);
create index mail_by_person on mail (requested_by, created_at) where kind = 'preview';
create index mail_with_work on mail (created_at) where status in ('waiting', 'claimed');
create index mail_unconfirmed on mail (created_at) where status = 'unconfirmed';
-- A campaign has one copy, however often it is asked to queue it.
create unique index mail_one_copy on mail (campaign_id) where kind = 'copy';
call guard_tenant_table('mail', 'select, insert, update');
