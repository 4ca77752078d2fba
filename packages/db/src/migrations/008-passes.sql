-- Passes, who holds them (applications of people, registrations of pets), and what customers did: appointments, transactions.

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
create index appointment_by_staff on appointment (staff_member_id, starts_at);
create index appointment_by_family on appointment (family_id, starts_at);
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

create function contact_after_transaction() returns trigger language plpgsql as $$
declare ids uuid[];
begin
  if tg_op = 'INSERT' then
    update customer set last_transaction_at = newest.at
    from (select customer_id, max(at) as at from new_rows group by customer_id) newest
    where customer.id = newest.customer_id and (customer.last_transaction_at is null or customer.last_transaction_at < newest.at);
    return null;
  elsif tg_op = 'DELETE' then select array_agg(distinct customer_id) into ids from old_rows;
  else select array_agg(distinct customer_id) into ids from (select customer_id from new_rows union select customer_id from old_rows) both_rows;
  end if;
  update customer set last_transaction_at = (select max(at) from transaction t where t.organisation_id = customer.organisation_id and t.customer_id = customer.id)
  where id = any(ids);
  return null;
end $$;
call run_after_changes('transaction', 'contact_after_transaction');
