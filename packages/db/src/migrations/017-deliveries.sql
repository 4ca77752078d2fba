-- One message to one person outside a broadcast: previews (C6), copies (C3) and notices of a campaign. Written out when asked for
-- and kept as they were sent, since they are few. Sent by the same protocol as a recipient, one row a call.
create table delivery (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),         -- also the attempt's and the recipient's id in the provider's metadata: whatever the
                                             -- provider has of this message, from whichever call, one look-up finds
  channel text not null default 'email' check (channel in ('email', 'sms')),
  purpose text not null check (purpose in ('preview', 'copy', 'notice', 'conversation_text', 'unread_notice', 'visit_notice', 'hours_line', 'sign_in', 'text_test', 'inbound_test', 'alert_mail',
    'individual', 'work_order', 'e_signature', 'card_processing')),
  about text check (about in ('pause', 'unconfirmed')), -- what a notice tells of
  request_id uuid not null,                  -- deliveries asked for in one go are shown as one line
  campaign_id uuid,
  customer_id uuid,                          -- whom it is for; null: staff
  requested_by uuid,                         -- null: the system, or nobody in particular
  created_at timestamptz(3) not null default app_now(),
  asked_at timestamptz(3) not null default app_now(), -- from then on it is tried, as long as its purpose is worth it
  address text not null check (length(address) between 3 and 254), -- of a text: the number
  from_mailbox jsonb,                        -- { name, email, replyTo } as they were
  from_number text,                          -- of a text: our own, by its newest call
  subject text,
  html text,
  text text not null,
  -- Claim → call → record; `calls` counts the claims, so that a late refusal of an older call changes nothing.
  calls int not null default 0,
  claimed_at timestamptz(3),
  call_until timestamptz(3),                 -- not null: claimed, and neither recorded nor given back
  provider_account text,                     -- of the newest call, as in attempt
  provider_message_id text,
  past_provider_message_ids text[] not null default '{}', -- of earlier calls of a text that somebody has sent again
  provider_message text,                                -- the provider's own
  -- Asking about an unanswered call, as in attempt
  looked_up_at timestamptz(3),
  first_absent_at timestamptz(3),
  ask_after timestamptz(3),
  failed_asks int not null default 0,
  first_failed_ask_at timestamptz(3),
  asked_elsewhere boolean not null default false,
  -- First-seen facts, as in recipient. A notice that nobody needs any more is cancelled.
  cancelled_at timestamptz(3), sent_at timestamptz(3), delivered_at timestamptz(3),
  opened_at timestamptz(3), bot_opened_at timestamptz(3), clicked_at timestamptz(3), bot_clicked_at timestamptz(3),
  soft_bounced_at timestamptz(3), hard_bounced_at timestamptz(3), unsubscribed_at timestamptz(3), complained_at timestamptz(3),
  dropped_at timestamptz(3), failed_at timestamptz(3), unconfirmed_at timestamptz(3),
  -- The one vocabulary and derivation of a recipient's status; "claimed" needs some id there.
  -- A text that its carrier refuses has failed, whatever was reported of it before or comes later (T21).
  status text not null generated always as (case when channel = 'sms' and failed_at is not null then 'failed' else recipient_status(null, cancelled_at, case when call_until is not null then id end, sent_at,
    delivered_at, opened_at, clicked_at, soft_bounced_at, hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at, null) end) stored,
  status_at timestamptz(3) generated always as (greatest(created_at, claimed_at, sent_at, delivered_at, opened_at, clicked_at, soft_bounced_at,
    hard_bounced_at, unsubscribed_at, complained_at, dropped_at, failed_at, unconfirmed_at, cancelled_at)) stored,
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id),
  foreign key (organisation_id, requested_by) references staff_member (organisation_id, id),
  check (channel = 'sms' or num_nonnulls(from_mailbox, subject, html) = 3),
  check ((channel = 'sms') = (purpose in ('conversation_text', 'text_test'))),
  check (purpose not in ('preview', 'copy') or campaign_id is not null)
);
create index delivery_of_campaign on delivery (campaign_id, created_at desc);
create index delivery_by_requester on delivery (requested_by, created_at) where purpose = 'preview';
create index delivery_of_customer on delivery (customer_id, created_at desc) where customer_id is not null;
create index delivery_by_provider_id on delivery (provider_message_id, organisation_id) where provider_message_id is not null;
create index delivery_with_work on delivery (created_at) where status in ('waiting', 'claimed');
create index delivery_unconfirmed on delivery (created_at) where status = 'unconfirmed';
-- A campaign has one copy, however often it is asked to queue it.
create unique index delivery_one_copy on delivery (campaign_id) where purpose = 'copy';
call guard_tenant_table('delivery', 'select, insert, update');
