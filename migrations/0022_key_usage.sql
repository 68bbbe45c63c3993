-- What each API key is used for, where it may be used from, and which key took its place.

alter table api_keys
  -- Addresses and networks the key may be used from; empty is anywhere.
  add column allowed_addresses text[] not null default '{}',
  -- The address that belongs to last_used_at; noted some seconds later.
  add column last_used_from text collate "C",
  -- The key that this one was made to take over from.
  add column replaces text collate "C";
-- A key is replaced once.
create unique index api_keys_replaces on api_keys (project_id, replaces) where replaces is not null;

-- Requests of a key to an endpoint: by the hour for a week, by the day (UTC) for three months.
-- Servers sum in memory and add to these rows every few seconds.
create table key_usage (
  project_id text collate "C" not null,
  key_id text collate "C" not null,
  grain text collate "C" not null check (grain in ('hour', 'day')),
  period timestamptz(3) not null,
  -- Method and pattern of the path, never ids.
  endpoint text collate "C" not null,
  requests integer not null,
  -- Answers from 400 to 499 without those below.
  client_errors integer not null,
  -- Answers with 500 and above.
  server_errors integer not null,
  -- Answers with 429.
  rate_limited integer not null,
  primary key (project_id, key_id, grain, period, endpoint),
  foreign key (project_id, key_id) references api_keys (project_id, id) on delete cascade
);
create index key_usage_period on key_usage (grain, period);
