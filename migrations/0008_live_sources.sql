-- Sources whose conversations happen elsewhere while they go on: what they send, what we send, the
-- channels they are captured from, and who answered.

create table connection_channels (
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  id text collate "C" not null,
  -- Of the connection, repeated so that one project captures a channel only once.
  source text collate "C" not null,
  name text not null,
  is_private boolean not null default false,
  is_external boolean not null default false,
  is_archived boolean not null default false,
  is_member boolean not null default false,
  member_count integer,
  is_monitored boolean not null default false,
  mode text collate "C" not null default 'passive' check (mode in ('interactive', 'passive')),
  scope text collate "C" not null default 'external' check (scope in ('external', 'all')),
  backfill_from timestamptz,
  updated_at timestamptz not null,
  primary key (project_id, connection_id, id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);
-- A channel shared between two connected accounts is captured through one of them.
create unique index connection_channels_once on connection_channels (project_id, source, id)
  where is_monitored;
create index connection_channels_name
  on connection_channels (project_id, connection_id, is_monitored desc, lower(name), id);

-- What a provider sent, stored before it is acknowledged. The content goes when it is handled; the
-- key stays a while, so that a repetition is known.
create table source_deliveries (
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  id text collate "C" not null,
  delivery_key text collate "C" not null,
  lane text collate "C" not null,
  place text collate "C" not null default '',
  payload jsonb,
  attempts integer not null default 0,
  last_error text,
  -- Not before this time, after it failed in passing: the lane waits with it.
  retry_at timestamptz,
  received_at timestamptz not null,
  handled_at timestamptz,
  failed_at timestamptz,
  primary key (project_id, connection_id, id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);
create unique index source_deliveries_once
  on source_deliveries (project_id, connection_id, delivery_key);
create index source_deliveries_waiting
  on source_deliveries (project_id, connection_id, lane, place, id)
  where handled_at is null and failed_at is null;
create index source_deliveries_old on source_deliveries (received_at);
alter table source_deliveries set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 200);

-- What a plugin remembers for a connection.
create table source_records (
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  value jsonb not null,
  updated_at timestamptz not null,
  primary key (project_id, connection_id, kind, id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);

-- Whether what is written here goes back to where its conversations happen: its plugin has replies.
-- Kept here, so that the transaction that stores a message knows it, on every replica alike.
alter table connections add column takes_replies boolean not null default false;

-- What is written here on its way into a conversation that happens elsewhere: messages, and later
-- changes of them. One after another within a session, by position.
create table message_sends (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  position bigint generated always as identity,
  message_id text collate "C" not null,
  operation text collate "C" not null default 'send' check (operation in ('send', 'edit', 'delete')),
  status text collate "C" not null default 'queued' check (status in ('queued', 'sent', 'failed')),
  -- Counted before the provider is called: from the second on it may be there already.
  attempts integer not null default 0,
  failures integer not null default 0,
  error text,
  -- The provider's id; outlives the message, which may be deleted here first.
  external_id text collate "C",
  -- What a message said that was deleted here while nobody knew whether it had arrived.
  content text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (project_id, session_id, position),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create unique index message_sends_once on message_sends (project_id, session_id, message_id)
  where operation = 'send';
create index message_sends_open on message_sends (project_id, session_id, position)
  where status <> 'sent';
create index message_sends_waiting on message_sends (created_at) where status = 'queued';

-- Answers that are shown elsewhere while they are written; gone once they are sent or removed there.
create table answer_streams (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  message_id text collate "C" not null,
  closed_at timestamptz,
  created_at timestamptz not null,
  primary key (project_id, session_id, message_id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);

-- Every change of hands, for analytics: who, when, by which way.
create table session_handoffs (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null check (kind in ('takeover', 'hand_back')),
  way text collate "C" not null
    check (way in ('dashboard', 'thread', 'direct_message', 'api', 'agent', 'idle')),
  -- The account, or null for somebody who has none here.
  account_id text collate "C",
  name text,
  ownership_version integer not null,
  created_at timestamptz not null,
  primary key (project_id, session_id, id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create index session_handoffs_newest on session_handoffs (project_id, created_at desc);

-- A consent that was begun: single use, for one person, one project, ten minutes. The fields that
-- were entered lie here sealed until the provider sends the person back.
create table consent_states (
  state_hash text collate "C" primary key,
  project_id text collate "C" not null references projects (id) on delete cascade,
  user_id text collate "C" not null,
  source text collate "C" not null,
  -- The connection whose credentials are entered again, or null for a new one.
  connection_id text collate "C",
  form text not null,
  expires_at timestamptz not null
);
create index consent_states_expired on consent_states (expires_at);

-- Who holds a socket; of several replicas one does.
create table connection_leases (
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  owner text not null,
  lease_until timestamptz not null,
  primary key (project_id, connection_id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);

-- Deliveries name the provider's account, not our connection.
create index connections_account on connections (source, account_id);

-- When the text was last changed at the source: an older version that arrives late is ignored.
alter table messages add column source_edited_at timestamptz;

-- Messages that were deleted where they were said: a late delivery does not bring them back, also
-- not as the first one of its conversation. Kept for a month.
create table message_tombstones (
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  -- The conversation's id at the source: there may be no session.
  conversation_id text collate "C" not null,
  external_id text collate "C" not null,
  created_at timestamptz not null,
  primary key (project_id, connection_id, conversation_id, external_id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);
create index message_tombstones_old on message_tombstones (created_at);
