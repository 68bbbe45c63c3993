-- What people see when they choose channels: what went wrong with one, which ones the provider names
-- no more, and how fresh the list is.

alter table connection_channels
  -- Why it cannot be captured, in words; until it can.
  add column problem text,
  -- Captured, but the provider does not name it any more.
  add column is_gone boolean not null default false;

-- The last reading of a connection's channels.
create table channel_lists (
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  state text collate "C" not null check (state in ('waiting', 'reading', 'done', 'failed')),
  -- How many were named so far.
  found integer not null default 0,
  problem text,
  -- The last time it came to its end.
  refreshed_at timestamptz,
  primary key (project_id, connection_id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);
