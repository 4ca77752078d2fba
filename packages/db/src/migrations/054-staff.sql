-- Staff of an organisation: who is invited, who forgot a password, who was here last. docs/decisions/2026-11-30-staff.md.

-- To the minute or so: written at most every five minutes a person.
alter table staff_member add column last_seen_at timestamptz(3);

-- Somebody is asked to join, by a link that is mailed to their address. Sent again it is the same invitation, with a new date and link (T64):
-- a link from before says that there is a newer mail. The link names its organisation itself, so no look-up across tenants is needed.
create table invitation (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  email_key text not null check (length(email_key) between 3 and 254),
  name text not null default '' check (length(name) <= 200),
  role text not null check (role in ('owner', 'admin', 'senior', 'basic')),
  token_hash text not null,                  -- SHA-256 of the newest link's token
  past_token_hashes text[] not null default '{}',
  invited_by uuid not null,                  -- whoever sent the newest mail
  delivery_id uuid not null,                 -- the newest mail: sent, delivered or bounced stands there
  mails int not null default 1 check (mails > 0),
  created_at timestamptz(3) not null default app_now(),
  sent_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  staff_member_id uuid,                      -- who it became
  revoked_at timestamptz(3),
  revoked_by uuid,
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, invited_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, delivery_id) references delivery (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, revoked_by) references staff_member (organisation_id, id),
  check ((accepted_at is null) = (staff_member_id is null)),
  check ((revoked_at is null) = (revoked_by is null)),
  check (accepted_at is null or revoked_at is null)
);
-- One that stands for each address: invited twice is one invitation.
create unique index invitation_standing on invitation (email_key, organisation_id) where accepted_at is null and revoked_at is null;
create index invitation_list on invitation (organisation_id, created_at) where created_at > '-infinity';
call guard_tenant_table('invitation');

-- Somebody who forgot their password is mailed a link. Several may stand at once, since mails overtake each other (T46); whichever is used ends all.
create table password_reset (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  staff_member_id uuid not null,
  token_hash text not null,                  -- SHA-256 of the link's token
  created_at timestamptz(3) not null default app_now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (id),
  unique (id, organisation_id),
  unique (token_hash, organisation_id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id)
);
create index password_reset_of on password_reset (staff_member_id);
call guard_tenant_table('password_reset');

-- Their mails. A process from before this migration queues none of these.
alter table delivery drop constraint delivery_purpose_check;
alter table delivery add constraint delivery_purpose_check check (purpose in ('preview', 'copy', 'notice', 'conversation_text', 'unread_notice', 'visit_notice', 'hours_line', 'sign_in', 'text_test', 'inbound_test', 'alert_mail',
  'individual', 'work_order', 'e_signature', 'card_processing', 'invitation', 'password_reset'));

-- Like the mail with a sign-in code (027-portal): its link is not kept once nobody has to send it any more.
drop trigger forget_sign_in_mail on delivery;
create trigger forget_sign_in_mail before update on delivery for each row
  when (new.purpose in ('sign_in', 'invitation', 'password_reset') and new.text <> '' and coalesce(new.sent_at, new.failed_at, new.dropped_at, new.cancelled_at) is not null)
  execute function forget_sign_in_mail();
