-- Lists of customers that are imported, and the records of people who were erased.

create table customer_imports (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  status text collate "C" not null
    check (status in ('uploading', 'uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled')),
  file_name text,
  -- The columns of the file, and which field each goes to.
  columns text[] not null default '{}',
  mapping jsonb not null default '{}',
  total_rows integer not null default 0,
  -- The last row that was worked off; with the counts, in one transaction with its rows.
  position integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  companies_created integer not null default 0,
  companies_updated integer not null default 0,
  error text,
  created_by text collate "C",
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (project_id, id)
);
create index customer_imports_newest on customer_imports (project_id, created_at desc);

-- The rows of a file as they came; gone after a while.
create table customer_import_rows (
  project_id text collate "C" not null,
  import_id text collate "C" not null,
  number integer not null,
  cells text[] not null,
  error text,
  primary key (project_id, import_id, number),
  foreign key (project_id, import_id) references customer_imports (project_id, id) on delete cascade
);
create index customer_import_rows_failed on customer_import_rows (project_id, import_id, number)
  where error is not null;

-- What the rows of a file that is only looked through are recognised by, as digests: whoever is named
-- again in a later row is not somebody new.
create table customer_import_keys (
  project_id text collate "C" not null,
  import_id text collate "C" not null,
  digest uuid not null,
  primary key (project_id, import_id, digest),
  foreign key (project_id, import_id) references customer_imports (project_id, id) on delete cascade
);

-- That somebody was erased: who did it, when, and how much it was. Nothing about the person. Each
-- record's hash covers the one before, so that none can be changed or left out unseen.
create table customer_erasures (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  subject_hash text not null,
  conversations text collate "C" not null check (conversations in ('delete', 'anonymise')),
  counts jsonb not null,
  erased_by text collate "C" not null,
  erased_at timestamptz not null,
  previous_hash text not null,
  record_hash text not null,
  primary key (project_id, id)
);

-- Conversations of sources that an erased person was in: they are not brought back.
create table erased_conversations (
  project_id text collate "C" not null references projects (id) on delete cascade,
  source text collate "C" not null,
  connection_id text collate "C" not null,
  external_id text collate "C" not null,
  primary key (project_id, source, connection_id, external_id)
);
