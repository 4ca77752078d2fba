-- What a staff member is writing to one customer (P12): one draft a human and customer. `mail_id` is made by whoever writes and becomes
-- the mail's own, so that whichever device sends it, and however often, it goes out once. Empty once it was sent.
create table email_draft (
  organisation_id uuid not null references organisation (id),
  staff_member_id uuid not null,
  customer_id uuid not null,
  mail_id uuid not null,
  subject text not null check (length(subject) <= 500),
  body_markdown text not null check (length(body_markdown) <= 200000),
  version int not null,
  updated_at timestamptz(3) not null default app_now(),
  primary key (customer_id, staff_member_id, organisation_id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
call guard_tenant_table('email_draft', 'select, insert, update, delete');
