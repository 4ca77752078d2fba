-- Families, customers, pets, passes and what they hold of each other.

create table family (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id)
);
call guard_tenant_table('family');

create table customer (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  number int not null,
  family_id uuid not null,
  contact text not null default 'primary' check (contact in ('primary', 'secondary')),
  first_name text not null default '',
  last_name text not null default '',
  email text check (length(email) <= 320),
  -- The mailbox: what uniqueness, suppression and search go by. Null when there is no address or it is no address.
  email_key text generated always as (
    case when btrim(email) ~ '^[^[:space:]@,;<>]+@[^[:space:]@,;<>]+\.[^[:space:]@,;<>.]{2,}$' then lower(btrim(email)) end) stored,
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  last_transaction_at timestamptz(3),
  -- Lower-cased names, address, number and pets' names; kept by triggers, searched through search_customers().
  pet_names text[] not null default '{}',
  search_key text not null default '',
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  unique (number, organisation_id),
  foreign key (organisation_id, family_id) references family (organisation_id, id)
);
create index customer_by_family on customer (family_id, organisation_id);
create index customer_by_mailbox on customer (email_key, organisation_id) where email_key is not null;
create index customer_by_name on customer (organisation_id, search_key, id); -- lists page through it
create index customer_search on customer using gin (search_key gin_trgm_ops);
call guard_tenant_table('customer');

create table pet (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  family_id uuid not null,
  name text not null,
  status text not null default 'active' check (status in ('active', 'inactive')),
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, family_id) references family (organisation_id, id)
);
create index pet_by_family on pet (family_id, organisation_id);
call guard_tenant_table('pet');

create table pass (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  name text not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (id, organisation_id),
  unique (name, organisation_id)
);
call guard_tenant_table('pass');

create table application (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  pass_id uuid not null,
  status text not null check (status in ('pending', 'approved', 'denied', 'inactive')),
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (customer_id, pass_id, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id),
  foreign key (organisation_id, pass_id) references pass (organisation_id, id)
);
call guard_tenant_table('application');

create table registration (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  pet_id uuid not null,
  pass_id uuid not null,
  status text not null check (status in ('active', 'inactive')),
  valid_through date not null,
  created_at timestamptz(3) not null default app_now(),
  primary key (id),
  unique (pet_id, pass_id, organisation_id),
  foreign key (organisation_id, pet_id) references pet (organisation_id, id),
  foreign key (organisation_id, pass_id) references pass (organisation_id, id)
);
call guard_tenant_table('registration');

create table appointment (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  family_id uuid not null,
  pet_id uuid not null,
  staff_member_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  status text not null default 'scheduled' check (status in ('scheduled', 'completed', 'cancelled')),
  primary key (id),
  check (ends_at > starts_at),
  foreign key (organisation_id, family_id) references family (organisation_id, id),
  foreign key (organisation_id, pet_id) references pet (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_member (organisation_id, id)
);
create index appointment_by_start on appointment (organisation_id, starts_at);
call guard_tenant_table('appointment');

-- A dated interaction that counts (P7); the newest is kept on the customer.
create table transaction (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  customer_id uuid not null,
  kind text not null check (kind in ('purchase', 'visit', 'payment')),
  at timestamptz(3) not null,
  primary key (id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
create index transaction_by_customer on transaction (customer_id, at desc);
call guard_tenant_table('transaction');

-- What may not be written to, and why (C14). Lifted rows stay as history.
create table suppression (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('address', 'domain')),
  value_key text not null check (value_key = lower(value_key)),
  reason text not null check (reason in ('hard_bounce', 'complaint', 'by_hand')),
  words text,
  created_at timestamptz(3) not null default app_now(),
  lifted_at timestamptz(3),
  primary key (id),
  check ((kind = 'address') = (position('@' in value_key) > 0))
);
create unique index suppression_standing on suppression (value_key, kind, reason, organisation_id) where lifted_at is null;
call guard_tenant_table('suppression');

-- What a customer asked for, per channel (P6). No row = subscribed.
create table preference (
  organisation_id uuid not null references organisation (id),
  customer_id uuid not null,
  channel text not null check (channel in ('campaign', 'notice', 'text')),
  subscribed boolean not null,
  changed_at timestamptz(3) not null default app_now(),
  source text not null check (source in ('link', 'one_click', 'provider', 'portal', 'staff', 'import')),
  primary key (customer_id, channel, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id)
);
call guard_tenant_table('preference');
