-- Work that is done later, at least once, by any replica. A job is taken under a lease; one whose
-- lease has run out belongs to a process that died, and is given to another.

create table jobs (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  kind text not null,
  payload jsonb not null default '{}',
  status text not null default 'queued'
    check (status in ('queued', 'running', 'done', 'failed', 'superseded')),
  run_at timestamptz(3) not null default now(),
  attempts integer not null default 0,
  max_attempts integer not null default 8 check (max_attempts > 0),
  lease_owner text,
  lease_until timestamptz(3),
  last_error text,
  -- At most one job of a kind waits per key: asking again while it waits changes nothing.
  dedupe_key text,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (project_id, id)
);

create unique index jobs_waiting_once on jobs (project_id, kind, dedupe_key)
  where status = 'queued' and dedupe_key is not null;
create index jobs_running_key on jobs (project_id, kind, dedupe_key)
  where status = 'running' and dedupe_key is not null;
create index jobs_due on jobs (run_at, id) where status = 'queued';
create index jobs_lease on jobs (lease_until) where status = 'running';
create index jobs_finished on jobs (finished_at) where finished_at is not null;
create index jobs_newest on jobs (project_id, status, id desc);

-- The table is small and changes all the time: clean up early, and leave room on its pages.
alter table jobs set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 200);

-- When each schedule last ran, so that of N replicas one runs it. Belongs to the installation, not
-- to a project.
create table schedules (
  name text collate "C" primary key,
  last_tick timestamptz(3) not null,
  lease_owner text,
  lease_until timestamptz(3),
  started_at timestamptz(3) not null,
  finished_at timestamptz(3),
  last_error text
);
