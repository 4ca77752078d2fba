-- Resends of one campaign are a family (C16): whoever one of it has reached, or may have, is skipped by the others' claims.
create or replace function reason_codes() returns table (mask int, code text) language sql immutable parallel safe as $$
  values (1, 'application_none'), (2, 'application_pending'), (4, 'application_denied'), (8, 'application_inactive'),
         (16, 'pet_inactive'), (32, 'registration_none'), (64, 'registration_inactive'), (128, 'registration_expired'),
         (256, 'no_email'), (512, 'invalid_email'), (1024, 'unsubscribed'), (2048, 'hard_bounced'), (4096, 'complained'),
         (8192, 'suppressed_domain'), (16384, 'silent'), (32768, 'excluded_by_hand'), (65536, 'same_mailbox'),
         (131072, 'suppressed_by_hand'), (262144, 'already_received')
$$;
