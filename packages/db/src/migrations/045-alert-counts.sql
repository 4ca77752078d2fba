-- Whom an alert would reach is counted while its range is chosen (A3). Of all numbers only those that take no mass texts are read, by indexes
-- of them alone; the customers' list asks for some of the same (P3).
drop index phone_number_refused;
create index phone_number_refused on phone_number (organisation_id, number)
  where opted_out_at is not null or held_at is not null or state in ('invalid', 'not_textable');
create index suppression_number on suppression (organisation_id, value_key) where lifted_at is null and kind = 'number';
-- A family's people, with what an alert asks of them: of ten thousand families, without a page of the table itself.
drop index customer_by_family;
create index customer_by_family on customer (family_id, organisation_id) include (id, contact, phone, zone);
