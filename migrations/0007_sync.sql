-- Connections to sources, their runs, and what could not be taken.

create table connections (
  project_id text collate "C" not null,
  id text collate "C" not null,
  source text collate "C" not null,
  name text not null,
  settings jsonb not null default '{}',
  -- Sealed with a key derived from HISSUNO_SECRET; bound to this project and id.
  secret text not null,
  account_id text,
  account_label text,
  status text collate "C" not null default 'active' check (status in ('active', 'needs_attention')),
  status_message text,
  frequency text collate "C" not null default 'manual' check (frequency in ('manual', '1h', '6h', '24h')),
  filter_from timestamptz,
  filter_to timestamptz,
  next_run_at timestamptz,
  -- One cursor per stream; what a run that did not end left behind, with the window it belongs to.
  cursors jsonb not null default '{}',
  window_from timestamptz,
  window_to timestamptz,
  -- The start of the last run that reached its end: the next one looks back from here.
  synced_until timestamptz,
  -- The rate budget: requests left, and until when the provider wants silence.
  budget_tokens double precision,
  budget_at timestamptz,
  blocked_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (project_id, id)
);
create index connections_source on connections (project_id, source);
create index connections_due on connections (next_run_at) where status = 'active' and next_run_at is not null;

create table sync_runs (
  project_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  mode text collate "C" not null check (mode in ('incremental', 'full', 'scratch')),
  status text collate "C" not null default 'queued'
    check (status in ('queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled')),
  -- Raised by whoever takes the run over; every write names the value it began with.
  fence integer not null default 0,
  cancel_requested boolean not null default false,
  window_from timestamptz,
  window_to timestamptz,
  cursors jsonb not null default '{}',
  attempts integer not null default 0,
  found integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  message text,
  created_at timestamptz not null,
  started_at timestamptz,
  resume_at timestamptz,
  finished_at timestamptz,
  primary key (project_id, id),
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);
create index sync_runs_newest on sync_runs (project_id, connection_id, created_at desc);
-- One run at a time.
create unique index sync_runs_open on sync_runs (project_id, connection_id)
  where status in ('queued', 'running', 'paused');

create table sync_problems (
  project_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  run_id text collate "C" not null,
  external_id text,
  message text not null,
  created_at timestamptz not null,
  resolved_at timestamptz,
  primary key (project_id, id),
  foreign key (project_id, run_id) references sync_runs (project_id, id) on delete cascade
);
create index sync_problems_run on sync_problems (project_id, run_id, created_at);
create index sync_problems_open on sync_problems (project_id, connection_id, external_id)
  where resolved_at is null;
