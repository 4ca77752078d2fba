-- Eligibility: for each customer and pass, why mail about the pass would not reach them. Kept, not computed, since it is asked for a
-- million people while somebody types. Reasons are bits, written once in packages/db/src/reason-bits.ts: `{{no_email}}` is the bit
-- of that reason, put in when this file is run. Reasons that depend on the date (expired, silent) are compared when asked, by
-- reasons_on(). 012-eligibility-refresh keeps it in step with its causes.

-- Not among eligibility's: excluded_by_hand, same_mailbox, and already_received. Resends of one campaign are a family (C16): whoever
-- one of it has reached, or may have, is skipped by the others' claims.
create function reason_codes() returns table (mask int, code text) language sql immutable parallel safe as $$
  values {{reason_codes}}
$$;

create table eligibility (
  organisation_id uuid not null references organisation (id),
  customer_id uuid not null,
  pass_id uuid not null,
  -- The order of the columns is that of eligibility_truth: both are compared, and one is inserted into the other, as whole rows.
  reasons int not null,          -- every bit that does not depend on the date
  valid_through date,            -- best registration: active, of an active pet
  first_expiry date,             -- earliest last day of any active registration of the family
  last_contact_at timestamptz(3) not null, -- newest transaction, else when the customer was created (P7)
  email_key text,
  mailbox_shared boolean not null, -- another customer of the organisation has the same mailbox
  number int not null,           -- the customer's: what an audience's numbers are read from
  primary key (pass_id, customer_id, organisation_id),
  foreign key (organisation_id, customer_id) references customer (organisation_id, id) on delete cascade,
  foreign key (organisation_id, pass_id) references pass (organisation_id, id)
);
create index eligibility_by_customer on eligibility (customer_id, organisation_id);
create index eligibility_shared on eligibility (pass_id, organisation_id) where mailbox_shared;
-- A page of a rare reason starts from whom the reason could be about: one index for each thing that reasons_on() compares. The
-- predicate is always true and must be said (001-roles): else a look-up by key, where no statistics know a pass yet, reads everybody
-- for each person.
create index eligibility_by_reasons on eligibility (pass_id, reasons, organisation_id) where reasons >= 0;
create index eligibility_by_validity on eligibility (pass_id, valid_through, organisation_id) where reasons >= 0;
create index eligibility_by_contact on eligibility (pass_id, last_contact_at, organisation_id) where reasons >= 0;
call guard_tenant_table('eligibility');

-- All reasons as they are on a day: pet reasons count only while no registration carries the pass (C2, C4).
create function reasons_on(today date, at timestamptz, reasons int, valid_through date, first_expiry date, last_contact_at timestamptz)
returns int language sql stable parallel safe as $$
  select (reasons & ({{application_none}} | {{application_pending}} | {{application_denied}} | {{application_inactive}}
                     | {{no_email}} | {{invalid_email}} | {{unsubscribed}} | {{hard_bounced}} | {{complained}} | {{suppressed_domain}} | {{suppressed_by_hand}}))
       | case when valid_through >= today then 0
              else (reasons & ({{pet_inactive}} | {{registration_none}} | {{registration_inactive}})) | case when first_expiry < today then {{registration_expired}} else 0 end end
       | case when last_contact_at < at - interval '2 years' then {{silent}} else 0 end
$$;

-- What keeps mail from a customer whatever the pass. eligibility_truth takes it from here and adds what belongs to the pass; for people
-- whom eligibility does not know (added by hand) it is all there is. Views are pulled up into the statement that reads them.
-- Both go from each customer outward by index; `offset 0` keeps the planner from turning a look-up round, which it does with a
-- freshly loaded organisation's missing statistics (minutes instead of a second).
--
-- Opted out: the person said no, or the mailbox did. Where nobody has said anything at the mailbox, somebody at it who said no
-- elsewhere speaks for it: they read it. A later yes of the mailbox stands above what others brought along.
-- By customer_by_mailbox and the keys of preference and mailbox_choice.
--
-- Suppressed: the address and its domain are looked up one by one, by suppression_active. For `in (…)` the planner read all
-- blocked addresses of the organisation for each person, when its statistics were from before they were blocked.
create view customer_contactability with (security_invoker = true) as
select customer.organisation_id, customer.id as customer_id,
       (case when coalesce(btrim(customer.email), '') = '' then {{no_email}} when customer.email_key is null then {{invalid_email}} else 0 end)
     | (case when opted_out.found then {{unsubscribed}} else 0 end)
     | coalesce(suppressed.reasons, 0) as reasons,
       coalesce(customer.last_transaction_at, customer.created_at) as last_contact_at,
       customer.email_key,
       shared.found as mailbox_shared,
       customer.family_id, customer.number
from customer
cross join lateral (
  select exists (select from preference where preference.organisation_id = customer.organisation_id
      and preference.customer_id = customer.id and channel = 'campaign' and not subscribed)
    or not coalesce(
      (select subscribed from mailbox_choice where mailbox_choice.organisation_id = customer.organisation_id
        and mailbox_choice.email_key = customer.email_key),
      not exists (
        select from customer other cross join lateral (
          select from preference where preference.organisation_id = other.organisation_id
            and preference.customer_id = other.id and channel = 'campaign' and not subscribed offset 0) said
        where other.organisation_id = customer.organisation_id and other.email_key = customer.email_key and other.id <> customer.id)) as found
  offset 0) opted_out
cross join lateral (
  select bit_or(case when suppression.kind = 'domain' then {{suppressed_domain}} when reason = 'hard_bounce' then {{hard_bounced}} when reason = 'complaint' then {{complained}} else {{suppressed_by_hand}} end) as reasons
  from (values ('address', customer.email_key), ('domain', split_part(customer.email_key, '@', 2))) wanted (kind, key)
  cross join lateral (
    select kind, reason from suppression where suppression.organisation_id = customer.organisation_id
      and value_key = wanted.key and suppression.kind = wanted.kind and lifted_at is null offset 0) suppression) suppressed
cross join lateral (
  select exists (select from customer other where other.organisation_id = customer.organisation_id
    and other.email_key = customer.email_key and other.id <> customer.id) as found offset 0) shared;
grant select on customer_contactability to packpost_app;

-- The definition. Everything else about eligibility must agree with this view; a test and a schedule compare them.
create view eligibility_truth with (security_invoker = true) as
select contactability.organisation_id, contactability.customer_id, held.pass_id,
       (case application.status when 'approved' then 0 when 'pending' then {{application_pending}} when 'denied' then {{application_denied}} when 'inactive' then {{application_inactive}} else {{application_none}} end)
     | (case when pets.any_inactive then {{pet_inactive}} else 0 end)
     | (case when pets.n = 0 or pets.any_unregistered then {{registration_none}} else 0 end)
     | (case when pets.any_registration_inactive then {{registration_inactive}} else 0 end)
     | contactability.reasons as reasons,
       pets.valid_through, pets.first_expiry, contactability.last_contact_at, contactability.email_key, contactability.mailbox_shared, contactability.number
from customer_contactability contactability
cross join lateral (
  select pass_id from (
    select application.pass_id from application
    where application.organisation_id = contactability.organisation_id and application.customer_id = contactability.customer_id
    union
    select registration.pass_id
    from pet cross join lateral (
      select pass_id from registration
      where registration.organisation_id = contactability.organisation_id and registration.pet_id = pet.id offset 0) registration
    where pet.organisation_id = contactability.organisation_id and pet.family_id = contactability.family_id) either_way
  offset 0) held
left join lateral (
  select status from application
  where application.organisation_id = contactability.organisation_id and application.customer_id = contactability.customer_id
    and application.pass_id = held.pass_id offset 0) application on true
cross join lateral (
  select count(*) as n,
         coalesce(bool_or(pet.status = 'inactive'), false) as any_inactive,
         coalesce(bool_or(registration.status is null), false) as any_unregistered,
         coalesce(bool_or(registration.status = 'inactive'), false) as any_registration_inactive,
         max(registration.valid_through) filter (where pet.status = 'active' and registration.status = 'active') as valid_through,
         min(registration.valid_through) filter (where registration.status = 'active') as first_expiry
  from pet left join lateral (
    select status, valid_through from registration
    where registration.organisation_id = contactability.organisation_id and registration.pet_id = pet.id
      and registration.pass_id = held.pass_id offset 0) registration on true
  where pet.organisation_id = contactability.organisation_id and pet.family_id = contactability.family_id) pets;
grant select on eligibility_truth to packpost_app;

-- The audience of a pass as it was last evaluated, without anybody's lists by hand: for each combination of reasons that occurs, the
-- numbers of whom it concerns (core/audience/pass-audience). Counting a million people, reviewing them and pressing Send evaluate only
-- those of whom something has changed since.
create table pass_audience (
  organisation_id uuid not null references organisation (id),
  pass_id uuid not null,
  -- Under what it was evaluated.
  as_of pg_snapshot not null,
  evaluated_at timestamptz not null,
  today date not null,
  primary key (pass_id),
  foreign key (organisation_id, pass_id) references pass (organisation_id, id) on delete cascade
);
call guard_tenant_table('pass_audience');

create table pass_audience_part (
  organisation_id uuid not null references organisation (id),
  pass_id uuid not null,
  reasons int not null,                     -- 0 = will receive
  -- Ranges of customers' numbers: a line for 412 people in a row, some megabytes for a million of whom every tenth will not.
  -- bigint, since a range ends one past its last number.
  numbers int8multirange not null,
  people int not null,
  primary key (pass_id, reasons),
  foreign key (organisation_id, pass_id) references pass (organisation_id, id) on delete cascade
);
call guard_tenant_table('pass_audience_part');

-- Whose eligibility a transaction has changed: a row a statement, kept for an hour longer than an audience is. Whether an audience
-- has seen it, the transaction's number says (pg_visible_in_snapshot): the clock could not, since transactions end in another order
-- than they begin.
create table eligibility_change (
  organisation_id uuid not null references organisation (id),
  id uuid primary key default uuidv7(),
  xid xid8 not null default pg_current_xact_id(),
  customer_ids uuid[],                      -- null = more than a thousand, or somebody is gone: then everybody is counted
  email_keys text[] not null default '{}'   -- shared mailboxes that they have left
);
create index eligibility_change_by_xid on eligibility_change (organisation_id, xid);
call guard_tenant_table('eligibility_change', 'select, insert, delete');
