-- Sessions, their messages, the people they belong to, and the events they make.
-- Every key leads with project_id; ids are time-ordered text compared byte by byte.

create table companies (
  project_id text collate "C" not null,
  id text collate "C" not null,
  name text,
  domain text,
  external_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (project_id, id)
);
create unique index companies_domain on companies (project_id, domain) where domain is not null;
create unique index companies_external_id on companies (project_id, external_id) where external_id is not null;
create index companies_name on companies (project_id, lower(name));

create table contacts (
  project_id text collate "C" not null,
  id text collate "C" not null,
  name text,
  email text,
  company_id text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (project_id, id)
);
create index contacts_company on contacts (project_id, company_id) where company_id is not null;

-- What a contact is recognised by: kind 'email' (lower case), or the id of the source that knows them.
create table contact_identities (
  project_id text collate "C" not null,
  kind text collate "C" not null,
  value text collate "C" not null,
  contact_id text collate "C" not null,
  primary key (project_id, kind, value),
  foreign key (project_id, contact_id) references contacts (project_id, id) on delete cascade
);
create index contact_identities_contact on contact_identities (project_id, contact_id);

create table product_scopes (
  project_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  created_at timestamptz not null,
  primary key (project_id, id)
);

create table issues (
  project_id text collate "C" not null,
  id text collate "C" not null,
  title text not null,
  created_at timestamptz not null,
  primary key (project_id, id)
);

create table sessions (
  project_id text collate "C" not null,
  id text collate "C" not null,
  source text collate "C" not null,
  -- '' for sources without connections, so that the unique index below needs no null rule.
  connection_id text collate "C" not null default '',
  external_id text collate "C",
  session_type text not null default 'chat' check (session_type in ('chat', 'meeting', 'behavioral')),
  status text collate "C" not null default 'active' check (status in ('active', 'closed')),
  analysis_status text collate "C" not null default 'pending'
    check (analysis_status in ('pending', 'processing', 'analyzed', 'failed', 'skipped')),
  is_archived boolean not null default false,
  is_human_takeover boolean not null default false,
  is_live boolean not null default false,
  ownership_version integer not null default 0,
  message_count integer not null default 0,
  next_sequence integer not null default 1,
  name text,
  description text,
  preview text,
  -- Set once a person wrote it: a source's later news of the same field is then ignored.
  edited_fields text[] not null default '{}',
  tags text[] not null default '{}',
  contact_id text collate "C",
  visitor_id text collate "C",
  taken_over_by text collate "C",
  taken_over_name text,
  taken_over_at timestamptz,
  needs_human text,
  page_url text,
  page_title text,
  original_url text,
  user_metadata jsonb not null default '{}',
  custom_fields jsonb not null default '{}',
  content_hash text,
  closed_by text,
  first_message_at timestamptz,
  last_activity_at timestamptz not null,
  closed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (project_id, id)
);

-- One index per order a list is read in; a filter over two values of a leading column
-- reads both ends and merges (see core/sessions/list_sql.ts).
create index sessions_newest on sessions (project_id, is_archived, last_activity_at desc, id desc);
create index sessions_status on sessions (project_id, is_archived, status, last_activity_at desc, id desc);
create index sessions_source on sessions (project_id, is_archived, source, status, last_activity_at desc, id desc);
create index sessions_created on sessions (project_id, is_archived, created_at desc, id desc);
create index sessions_contact on sessions (project_id, contact_id, is_archived, last_activity_at desc, id desc)
  where contact_id is not null;
create index sessions_takeover on sessions (project_id, is_archived, last_activity_at desc, id desc) where is_human_takeover;
create index sessions_waiting on sessions (project_id, is_archived, last_activity_at desc, id desc) where needs_human is not null;
create index sessions_analyzed on sessions (project_id, is_archived, last_activity_at desc, id desc)
  where analysis_status = 'analyzed';
create index sessions_not_analyzed on sessions (project_id, is_archived, last_activity_at desc, id desc)
  where analysis_status <> 'analyzed';
create index sessions_visitor on sessions (project_id, visitor_id, last_activity_at desc)
  where visitor_id is not null;
create unique index sessions_external on sessions (project_id, source, connection_id, external_id)
  where external_id is not null;
-- Idle closing looks over all projects at once for live sessions that went quiet.
create index sessions_idle on sessions (last_activity_at) where status = 'active' and is_live;

create table messages (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  id text collate "C" not null,
  sequence integer not null,
  sender_type text collate "C" not null check (sender_type in ('user', 'ai', 'human_agent', 'bot')),
  sender_name text,
  sender_id text collate "C",
  content text not null,
  offset_ms integer,
  sources jsonb not null default '[]',
  attachments jsonb not null default '[]',
  external_id text collate "C",
  edited_at timestamptz,
  created_at timestamptz not null,
  primary key (project_id, session_id, id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create unique index messages_external on messages (project_id, session_id, external_id)
  where external_id is not null;

-- The words of a session, apart from its row so that a change of status does not rewrite them.
-- Long conversations take several parts; part 0 holds name, description and customer as well.
create table session_search (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  part integer not null,
  size integer not null,
  document tsvector not null,
  primary key (project_id, session_id, part),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create index session_search_document on session_search using gin (document)
  with (gin_pending_list_limit = 512);

-- sessions.tags is what is read; this is the order in which a tag's sessions are listed. What every
-- list filters by is repeated here (and in session_links), so that a page and its total are read
-- from the index alone. Triggers on sessions keep it.
create table session_tags (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  tag text collate "C" not null,
  is_archived boolean not null default false,
  status text collate "C" not null default 'active',
  last_activity_at timestamptz not null,
  primary key (project_id, session_id, tag),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create index session_tags_newest
  on session_tags (project_id, tag, is_archived, last_activity_at desc, session_id desc) include (status);

create table session_links (
  project_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('company', 'issue', 'knowledge_source', 'product_scope')),
  entity_id text collate "C" not null,
  session_id text collate "C" not null,
  is_archived boolean not null default false,
  status text collate "C" not null default 'active',
  last_activity_at timestamptz not null,
  created_at timestamptz not null,
  primary key (project_id, kind, entity_id, session_id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create index session_links_newest
  on session_links (project_id, kind, entity_id, is_archived, last_activity_at desc, session_id desc)
  include (status);
create index session_links_session on session_links (project_id, session_id);

create function list_session() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.tags <> old.tags then
      delete from session_tags
      where project_id = new.project_id and session_id = new.id and tag <> all (new.tags);
    end if;
    update session_links
    set is_archived = new.is_archived, status = new.status, last_activity_at = new.last_activity_at
    where project_id = new.project_id and session_id = new.id;
  end if;
  insert into session_tags (project_id, session_id, tag, is_archived, status, last_activity_at)
  select distinct new.project_id, new.id, tag, new.is_archived, new.status, new.last_activity_at
  from unnest(new.tags) as tag
  on conflict (project_id, session_id, tag) do update
  set is_archived = excluded.is_archived, status = excluded.status,
    last_activity_at = excluded.last_activity_at;
  return null;
end $$;

create trigger sessions_listed after insert on sessions
  for each row when (new.tags <> '{}') execute function list_session();
create trigger sessions_listed_anew after update of tags, status, is_archived, last_activity_at on sessions
  for each row when ((old.tags, old.status, old.is_archived, old.last_activity_at)
    is distinct from (new.tags, new.status, new.is_archived, new.last_activity_at))
  execute function list_session();

-- Exact totals without counting. One row per slot, so that writers on different connections do not
-- wait for each other; the sum over the slots is the number (docs/decisions/0006-totals.md).
create table session_counts (
  project_id text collate "C" not null,
  source text collate "C" not null,
  status text collate "C" not null,
  is_archived boolean not null,
  slot smallint not null,
  amount bigint not null,
  primary key (project_id, source, status, is_archived, slot)
) with (fillfactor = 50);

create function count_sessions() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into session_counts as kept (project_id, source, status, is_archived, slot, amount)
    select project_id, source, status, is_archived, pg_backend_pid() % 32, count(*)
    from added group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (project_id, source, status, is_archived, slot)
    do update set amount = kept.amount + excluded.amount;
  else
    insert into session_counts as kept (project_id, source, status, is_archived, slot, amount)
    select project_id, source, status, is_archived, pg_backend_pid() % 32, -count(*)
    from removed group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (project_id, source, status, is_archived, slot)
    do update set amount = kept.amount + excluded.amount;
  end if;
  return null;
end $$;

create function count_session_change() returns trigger language plpgsql as $$
begin
  insert into session_counts as kept (project_id, source, status, is_archived, slot, amount)
  select * from (values
    (old.project_id, old.source, old.status, old.is_archived, pg_backend_pid() % 32, -1),
    (new.project_id, new.source, new.status, new.is_archived, pg_backend_pid() % 32, 1)
  ) as change order by 1, 2, 3, 4
  on conflict (project_id, source, status, is_archived, slot)
  do update set amount = kept.amount + excluded.amount;
  return null;
end $$;

create trigger sessions_inserted after insert on sessions
  referencing new table as added for each statement execute function count_sessions();
create trigger sessions_deleted after delete on sessions
  referencing old table as removed for each statement execute function count_sessions();
-- By row, so that the most frequent change of all, another message, costs nothing here.
create trigger sessions_updated after update of source, status, is_archived on sessions
  for each row when ((old.source, old.status, old.is_archived)
    is distinct from (new.source, new.status, new.is_archived))
  execute function count_session_change();

-- What happened, in the transaction in which it happened. Readers order by (xact, position) and
-- read only below the oldest running transaction, so a late commit is never skipped.
create table events (
  project_id text collate "C" not null,
  xact xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity,
  type text not null,
  session_id text collate "C",
  data jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (project_id, xact, position)
);
create index events_order on events (xact, position);
create index events_age on events using brin (created_at);

create table idempotency_keys (
  project_id text collate "C" not null,
  key text collate "C" not null,
  request_hash text not null,
  status integer not null,
  body jsonb not null,
  created_at timestamptz not null,
  primary key (project_id, key)
);
create index idempotency_keys_age on idempotency_keys using brin (created_at);
