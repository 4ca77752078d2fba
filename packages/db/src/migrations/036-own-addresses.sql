-- Addresses of the organisation and of its staff in the form in which they are sent to: an umlaut domain as xn--. Row-level
-- security is forced on the owner too, so it is let go of for the length of this transaction.
alter table organisation no force row level security;
update organisation set sender_email = coalesce(address_key(sender_email), sender_email), support_email = coalesce(address_key(support_email), support_email)
where address_key(sender_email) <> sender_email or address_key(support_email) <> support_email;
alter table organisation force row level security;

update auth_user set email = address_key(email)
where address_key(email) <> email and not exists (select from auth_user other where other.email = address_key(auth_user.email));
