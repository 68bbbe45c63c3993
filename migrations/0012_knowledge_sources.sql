-- Knowledge that is read from elsewhere: websites, files, API descriptions, archives of documents.
-- Each source has documents (pages, files); their passages are found like those of typed texts.

alter table knowledge_sources drop constraint knowledge_sources_status_check;
update knowledge_sources set status = 'reading' where status = 'processing';
alter table knowledge_sources
  add constraint knowledge_sources_status_check
    check (status in ('idle', 'reading', 'ready', 'partly', 'failed')),
  -- What the kind needs to read it: mode, limits, paths. Addresses are in url.
  add column settings jsonb not null default '{}',
  add column schedule text collate "C" not null default 'manual'
    check (schedule in ('manual', 'daily', 'weekly')),
  add column next_read_at timestamptz(3),
  add column read_at timestamptz(3),
  -- Counts the reads: documents of the read that runs carry its number.
  add column read_number integer not null default 0,
  -- Whoever reads now; a worker that takes over fences off the one before with its own mark.
  add column reader text collate "C",
  add column stop_requested boolean not null default false,
  add column documents_total integer not null default 0,
  add column documents_done integer not null default 0,
  add column documents_failed integer not null default 0,
  -- The model that has seen all of its passages; null since one was added.
  add column embedded_model text,
  -- Every language its passages are indexed in.
  add column languages text[] collate "C" not null default '{}';
update knowledge_sources set languages = array[language];
create index knowledge_sources_due on knowledge_sources (next_read_at) where next_read_at is not null;
create index knowledge_sources_reading on knowledge_sources (project_id, id)
  where status = 'reading';

create table knowledge_documents (
  project_id text collate "C" not null,
  source_id text collate "C" not null,
  id text collate "C" not null,
  -- A page's address, a file's path in its archive or its name.
  address text collate "C" not null,
  title text not null default '',
  -- 'waiting' ones are the queue of a read; 'skipped' says why in error; 'gone' was missed twice.
  status text collate "C" not null
    check (status in ('waiting', 'ready', 'failed', 'skipped', 'gone')),
  error text,
  -- How many links away from the first page.
  depth integer not null default 0,
  read_number integer not null default 0,
  attempts integer not null default 0,
  not_before timestamptz(3),
  misses integer not null default 0,
  content_hash text collate "C",
  etag text,
  last_modified text,
  language text collate "C" not null default 'english',
  passage_count integer not null default 0,
  size integer not null default 0,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  primary key (project_id, source_id, id),
  foreign key (project_id, source_id) references knowledge_sources (project_id, id) on delete cascade
);
create unique index knowledge_documents_address
  on knowledge_documents (project_id, source_id, address);
create index knowledge_documents_queue
  on knowledge_documents (project_id, source_id, status, depth, id);

-- The files people uploaded, kept so that they can be read again.
create table knowledge_uploads (
  project_id text collate "C" not null,
  source_id text collate "C" not null,
  file_name text not null,
  media_type text not null default '',
  size integer not null,
  bytes bytea not null,
  created_at timestamptz(3) not null,
  primary key (project_id, source_id),
  foreign key (project_id, source_id) references knowledge_sources (project_id, id) on delete cascade
);
-- Files are compressed already.
alter table knowledge_uploads alter column bytes set storage external;

-- Empty for typed texts, which are their own document.
alter table knowledge_passages
  add column document_id text collate "C" not null default '';
drop index knowledge_passages_position;
create unique index knowledge_passages_position
  on knowledge_passages (project_id, source_id, document_id, position);

-- Headings alone, with the project's id as above.
create index knowledge_passages_headings on knowledge_passages
  using gin ((ts_filter(document, '{a}') || array_to_tsvector(array[project_id])));

-- What a passage means, as a model sees it. The signature has a bit for each number, set when it is
-- positive: passages that mean alike differ in few bits, which is quick to count without an extension.
create table knowledge_embeddings (
  project_id text collate "C" not null,
  passage_id text collate "C" not null,
  source_id text collate "C" not null,
  model text collate "C" not null,
  signature bit varying not null,
  embedding real[] not null,
  primary key (project_id, passage_id),
  foreign key (project_id, passage_id) references knowledge_passages (project_id, id)
    on delete cascade
);
alter table knowledge_embeddings alter column embedding set storage external;
create index knowledge_embeddings_model on knowledge_embeddings (project_id, model);

-- Named sets of sources. Every project has the one called pack_default, which cannot be deleted.
create table knowledge_packages (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  name text not null,
  description text not null default '',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (project_id, id)
);
create unique index knowledge_packages_name on knowledge_packages (project_id, lower(name));

create table knowledge_package_sources (
  project_id text collate "C" not null,
  package_id text collate "C" not null,
  source_id text collate "C" not null,
  primary key (project_id, package_id, source_id),
  foreign key (project_id, package_id) references knowledge_packages (project_id, id)
    on delete cascade,
  foreign key (project_id, source_id) references knowledge_sources (project_id, id)
    on delete cascade
);
create index knowledge_package_sources_source on knowledge_package_sources (project_id, source_id);

create function knowledge_default_package() returns trigger language plpgsql as $$
begin
  insert into knowledge_packages (project_id, id, name, description, created_at, updated_at)
  values (new.id, 'pack_default', 'Default', 'What is used where no other package is chosen.',
    new.created_at, new.created_at);
  return null;
end $$;
create trigger knowledge_default_package after insert on projects
  for each row execute function knowledge_default_package();

insert into knowledge_packages (project_id, id, name, description, created_at, updated_at)
select id, 'pack_default', 'Default', 'What is used where no other package is chosen.',
  created_at, created_at
from projects;
insert into knowledge_package_sources (project_id, package_id, source_id)
select project_id, 'pack_default', id from knowledge_sources;
