-- Lists, files and reviews of an audience at a million customers.

-- A page of a rare reason starts from whom the reason could be about: one index for each thing that reasons_on() compares.
-- The predicate is always true. Whoever wants such an index says it; a look-up by key does not, else the planner, where no
-- statistics know a pass yet, takes any index that begins with it for as good as the key and reads everybody for each person.
create index standing_by_reasons on standing (pass_id, reasons, organisation_id) where reasons >= 0;
create index standing_by_validity on standing (pass_id, valid_through, organisation_id) where reasons >= 0;
create index standing_by_contact on standing (pass_id, last_contact_at, organisation_id) where reasons >= 0;

-- The same for two that were there: walks along the names, and recipients by status, are never a look-up by key.
drop index if exists customer_by_name;
create index customer_by_name on customer (organisation_id, search_key, id) where search_key >= '';
drop index if exists recipient_by_status;
create index recipient_by_status on recipient (campaign_id, status, id) where status >= '';

-- One or two letters make no trigram: the index would be read whole and every customer looked at. The names' index holds the
-- same text; the branch that is not meant does nothing.
create or replace function search_customers(term text, most int default 10000) returns setof uuid
language sql stable security definer set search_path = public as $$
  (select id from customer
   where length(btrim(term)) >= 3 and organisation_id = app_organisation_id()
     and search_key like '%' || replace(replace(replace(lower(btrim(term)), '\', '\\'), '%', '\%'), '_', '\_') || '%'
   limit most)
  union all
  (select id from customer
   where length(btrim(term)) < 3 and organisation_id = app_organisation_id() and search_key >= ''
     and position(lower(btrim(term)) in search_key) > 0
   limit most)
$$;

-- Whether none of these says anything; immutable, which array_to_string() is not.
create function all_blank(names text[]) returns boolean language sql immutable parallel safe
return not exists (select from unnest(names) name where btrim(name) <> '');

-- Who lacks something that a mail could say of them (C5), mostly few.
create index customer_lacking on customer (organisation_id)
  where btrim(first_name) = '' or btrim(last_name) = '' or all_blank(pet_names);

-- A review keeps who would receive as ranges of customers' numbers: a line for 412 people in a row, some megabytes for a
-- million of whom every tenth will not. bigint, since a range ends one past its last number. What was there is forgotten:
-- who has the dialog open at this moment is asked once more.
delete from campaign_review;
alter table campaign_review drop column customer_ids, add column numbers int8multirange not null;
create index campaign_review_by_age on campaign_review (organisation_id, reviewed_at);
