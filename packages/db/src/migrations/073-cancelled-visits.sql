-- Who has cancelled what they had in an alert's range is named before it is sent: a few of thousands of visits, counted while somebody chooses.
create index appointment_cancelled on appointment (organisation_id, starts_at) include (family_id, id) where status = 'cancelled';
