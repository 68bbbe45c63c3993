-- Archives of whole projects: taken out, and brought in.

create table project_exports (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  status text collate "C" not null default 'queued'
    check (status in ('queued', 'running', 'done', 'failed', 'expired')),
  -- The name of its file on disk; nobody who knows the id can guess it.
  file_token text not null,
  total_rows bigint not null default 0,
  done_rows bigint not null default 0,
  -- Bytes and SHA-256 of the file, and how many rows each collection has.
  size bigint,
  sha256 text,
  counts jsonb not null default '{}',
  error text,
  created_by text collate "C",
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  primary key (project_id, id)
);
create index project_exports_newest on project_exports (project_id, created_at desc, id desc);
create index project_exports_expiry on project_exports (expires_at) where status = 'done';
-- One at a time.
create unique index project_exports_open on project_exports (project_id)
  where status in ('queued', 'running');

create table project_imports (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  -- 'checking' reads the whole archive before anything of it is written.
  status text collate "C" not null default 'uploading'
    check (status in ('uploading', 'queued', 'checking', 'running', 'done', 'failed')),
  file_name text,
  file_token text not null,
  size bigint not null default 0,
  -- How far it is, stored with what was written: the archive's files, then what is made of them.
  step text collate "C" not null default 'files' check (step in ('files', 'search', 'figures')),
  files_done integer not null default 0,
  searched_until text collate "C" not null default '',
  total_rows bigint not null default 0,
  done_rows bigint not null default 0,
  counts jsonb not null default '{}',
  -- What the archive says of itself.
  origin_name text,
  exported_at timestamptz(3),
  error text,
  created_by text collate "C",
  created_at timestamptz(3) not null,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  primary key (project_id, id)
);
create index project_imports_newest on project_imports (project_id, created_at desc, id desc);
create unique index project_imports_open on project_imports (project_id)
  where status in ('uploading', 'queued', 'checking', 'running');

-- Issues of an archive are not news to anybody.
create or replace function note_new_issue() returns trigger language plpgsql as $$
begin
  if current_setting('hissuno.importing', true) is not distinct from 'on' then
    return null;
  end if;
  perform note_thing(new.project_id, 'issue', new.id, null, new.id, null, new.created_by);
  return null;
end $$;
