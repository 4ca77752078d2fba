-- A second person approves what goes out to many (C7). docs/decisions/2026-11-30-approval.md.
alter table organisation add column approval_over int check (approval_over between 0 and 1000000); -- null: nobody is asked

alter table delivery drop constraint delivery_about_check;
alter table delivery add constraint delivery_about_check check (about in ('pause', 'unconfirmed', 'approval'));

-- Somebody asks to send a draft, which stays one until another person has approved that text to those people.
create table send_request (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  campaign_id uuid not null,
  asked_by uuid not null,
  asked_at timestamptz(3) not null default app_now(),
  version int not null,                      -- of the text that is asked for
  people int not null check (people > 0),
  numbers int8multirange,                    -- who they are, by their customers' numbers, while it waits
  send_at timestamptz(3),                    -- null: as soon as it is approved
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'declined', 'withdrawn', 'void')),
  void_reason text check (void_reason in ('edited', 'audience_changed', 'time_passed', 'asker_left', 'asked_anew')),
  decided_by uuid,                           -- null while it waits, and where nobody decided
  decided_at timestamptz(3),
  note text check (length(note) between 1 and 1000),
  primary key (id),
  unique (id, organisation_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id) on delete cascade,
  foreign key (organisation_id, asked_by) references staff_member (organisation_id, id),
  foreign key (organisation_id, decided_by) references staff_member (organisation_id, id),
  check ((state = 'waiting') = (decided_at is null)),
  check ((state = 'waiting') = (numbers is not null)),
  check ((state = 'void') = (void_reason is not null)),
  check (state <> 'approved' or (decided_by is not null and decided_by <> asked_by)),
  check (state <> 'declined' or (decided_by is not null and note is not null))
);
-- One at a time; also what an edit and the list of campaigns look up.
create unique index send_request_waiting on send_request (campaign_id) where state = 'waiting';
create index send_request_by_campaign on send_request (campaign_id, id);
call guard_tenant_table('send_request', 'select, insert, update');

-- Another text is another question, whoever changes it by whatever door.
create function void_send_request() returns trigger language plpgsql as $$
begin
  update send_request set state = 'void', void_reason = 'edited', decided_at = app_now(), numbers = null
  where campaign_id = new.id and organisation_id = new.organisation_id and state = 'waiting';
  return null;
end $$;
create trigger void_send_request after update of version on campaign for each row
  when (new.version is distinct from old.version) execute function void_send_request();

create function announce_send_request() returns trigger language plpgsql as $$
begin
  perform announce_change('campaign/' || new.organisation_id || '/' || new.campaign_id);
  perform announce_change('campaigns/' || new.organisation_id || '/' || new.organisation_id);
  return null;
end $$;
create trigger announce after insert or update on send_request for each row execute function announce_send_request();
