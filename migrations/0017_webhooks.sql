-- Outgoing webhooks: addresses of other programs that are told what happens in a project. What is told
-- is the log of events; a delivery only points into it.

create table webhook_endpoints (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  url text not null,
  description text not null default '',
  -- Empty: all of them.
  event_types text[] collate "C" not null default '{}',
  -- Empty: any. They narrow what is told of sessions and their messages.
  sources text[] collate "C" not null default '{}',
  tags text[] collate "C" not null default '{}',
  status text collate "C" not null default 'enabled' check (status in ('enabled', 'disabled')),
  -- Who switched it off: a person or program, its receiver with 410, or days of nothing but failures.
  disabled_by text collate "C" check (disabled_by in ('person', 'gone', 'failing')),
  disabled_at timestamptz,
  -- The first failure since the last success.
  failing_since timestamptz,
  -- Sealed (core/crypto). The previous one signs as well until its time.
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  -- Events of transactions before this one are not told.
  since xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  created_by text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (project_id, id)
);

-- How far the events of a project were given to its endpoints. Only projects that have any.
create table webhook_followers (
  project_id text collate "C" primary key references projects (id) on delete cascade,
  xact xid8 not null,
  position bigint not null
);

create table webhook_deliveries (
  project_id text collate "C" not null,
  endpoint_id text collate "C" not null,
  -- The event, as in the table of events.
  xact xid8 not null,
  position bigint not null,
  event_type text collate "C" not null,
  status text collate "C" not null default 'waiting'
    check (status in ('waiting', 'sending', 'delivered', 'failed')),
  -- How often it was tried since it was made or asked for again.
  tries smallint not null default 0,
  next_at timestamptz not null,
  lease_owner text collate "C",
  lease_until timestamptz,
  -- Every try, the oldest first: at, milliseconds, status, response, error, timestamp, signature.
  log jsonb not null default '[]',
  -- When it happened, not when it was sent.
  event_at timestamptz not null,
  delivered_at timestamptz,
  primary key (project_id, endpoint_id, xact, position),
  foreign key (project_id, endpoint_id) references webhook_endpoints (project_id, id)
    on delete cascade
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
create index webhook_deliveries_due on webhook_deliveries
  (project_id, endpoint_id, next_at, xact, position) where status = 'waiting';
create index webhook_deliveries_leased on webhook_deliveries (lease_until) where status = 'sending';
-- The log by state: what is delivered is nearly all, and found without.
create index webhook_deliveries_open on webhook_deliveries
  (project_id, endpoint_id, xact desc, position desc) where status in ('waiting', 'sending');
create index webhook_deliveries_failed on webhook_deliveries
  (project_id, endpoint_id, xact desc, position desc) where status = 'failed';
create index webhook_deliveries_old on webhook_deliveries using brin (event_at);

-- A contact is made in several ways; here is the one place they all pass.
create function tell_new_contacts() returns trigger language plpgsql as $$
begin
  insert into events (project_id, type, data, created_at)
  select project_id, 'contact.created', jsonb_build_object('contact_id', id), clock_timestamp()
  from added;
  return null;
end $$;
create trigger contacts_told after insert on contacts
  referencing new table as added for each statement execute function tell_new_contacts();

-- People are told when an endpoint was switched off without them.
alter table notification_things add column webhook_id text collate "C";
alter table notification_things add foreign key (project_id, webhook_id)
  references webhook_endpoints (project_id, id) on delete cascade;
create index notification_things_webhook on notification_things (project_id, webhook_id)
  where webhook_id is not null;

create function note_webhook_end() returns trigger language plpgsql as $$
declare
  the_key text := new.id || ':' || pg_current_xact_id();
begin
  perform note_thing(new.project_id, 'attention', the_key, null, null, null, null);
  update notification_things set webhook_id = new.id
  where project_id = new.project_id and kind = 'attention' and key = the_key;
  return null;
end $$;
create trigger webhook_endpoints_end after update of status on webhook_endpoints
  for each row when (old.status = 'enabled' and new.status = 'disabled' and new.disabled_by <> 'person')
  execute function note_webhook_end();
