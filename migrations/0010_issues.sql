-- Issues: what conversations ask for, with the evidence and the figures they are weighed by; and
-- product scopes, the tree of areas and initiatives that sessions, issues and knowledge belong to.

alter table product_scopes
  add column kind text collate "C" not null default 'area' check (kind in ('area', 'initiative')),
  add column parent_id text collate "C",
  add column description text,
  -- Among its siblings; equal ones stand by name.
  add column position integer not null default 0,
  add column updated_at timestamptz not null default now(),
  add foreign key (project_id, parent_id) references product_scopes (project_id, id);
create index product_scopes_parent on product_scopes (project_id, parent_id);

alter table issues
  add column description text,
  add column type text collate "C" not null default 'other'
    check (type in ('bug', 'feature_request', 'change_request', 'question', 'other')),
  add column status text collate "C" not null default 'open'
    check (status in ('open', 'planned', 'in_progress', 'done', 'dismissed')),
  add column is_closed boolean not null generated always as (status in ('done', 'dismissed')) stored,
  add column closed_as text collate "C" check (closed_as in ('done', 'dismissed', 'duplicate')),
  add column closed_at timestamptz,
  -- The issue that took over all of its evidence; such a one is in no list.
  add column merged_into text collate "C",
  -- What people judged, 1 to 5; null: not judged, the priority then assumes something and says so.
  add column impact smallint check (impact between 1 and 5),
  add column confidence smallint check (confidence between 1 and 5),
  add column effort smallint check (effort between 1 and 5),
  add column priority_override text collate "C"
    check (priority_override in ('low', 'medium', 'high', 'urgent')),
  -- 1 low to 4 urgent: the override, else what the score amounts to.
  add column priority_level smallint not null default 1,
  add column priority_score double precision not null default 0,
  -- The reach, kept by core/issues/recount.ts: lists sort by it.
  add column session_count integer not null default 0,
  -- Sessions of nobody known.
  add column unknown_count integer not null default 0,
  add column contact_count integer not null default 0,
  add column company_count integer not null default 0,
  add column revenue double precision not null default 0,
  add column reach double precision not null default 0,
  add column last_evidence_at timestamptz,
  add column brief text,
  -- 'written' by a person is never replaced by what is 'generated' or comes from a 'model'.
  add column brief_source text collate "C" check (brief_source in ('generated', 'model', 'written')),
  -- The account, or the name of the model.
  add column brief_by text,
  add column brief_at timestamptz,
  -- Set once a person wrote it: automation then leaves it alone.
  add column edited_fields text[] not null default '{}',
  add column created_by_kind text collate "C" not null default 'api'
    check (created_by_kind in ('person', 'review', 'api')),
  add column created_by text collate "C",
  add column custom_fields jsonb not null default '{}',
  -- Title weighs A, description B, quotes D; as they are and reduced to their stems. The project's
  -- id is a word of it, too, so that the index itself keeps projects apart.
  add column document tsvector not null default '',
  -- Stems of the title, and of the title with description and quotes, to compare by.
  add column title_stems text[] not null default '{}',
  add column stems text[] not null default '{}',
  add column language text collate "C" not null default 'english',
  add column updated_at timestamptz not null default now();

-- One index per order of the list; merged issues are in none of them.
create index issues_priority on issues
  (project_id, priority_level desc, priority_score desc, id desc) where merged_into is null;
create index issues_open_priority on issues
  (project_id, priority_level desc, priority_score desc, id desc)
  where merged_into is null and status in ('open', 'planned', 'in_progress');
create index issues_newest on issues (project_id, created_at desc, id desc) where merged_into is null;
create index issues_evidence on issues
  (project_id, (coalesce(last_evidence_at, 'epoch'::timestamptz)) desc, id desc)
  where merged_into is null;
create index issues_reach on issues (project_id, reach desc, id desc) where merged_into is null;
create index issues_status on issues (project_id, status, type) where merged_into is null;
create index issues_merged on issues (project_id, merged_into) where merged_into is not null;
create index issues_document on issues using gin (document) with (gin_pending_list_limit = 512);

-- Who linked a session to something, and why. Null: it came with the session.
alter table session_links
  add column linked_by text collate "C" check (linked_by in ('person', 'rule', 'model', 'api')),
  add column linked_by_id text collate "C",
  add column reason text;

-- What was said about an issue, word for word. Goes with its message, so that nothing that was
-- erased lives on as a quote.
create table issue_quotes (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  id text collate "C" not null,
  session_id text collate "C" not null,
  message_id text collate "C" not null,
  quote text not null,
  linked_by text collate "C" not null check (linked_by in ('person', 'rule', 'model', 'api')),
  linked_by_id text collate "C",
  reason text,
  created_at timestamptz not null,
  primary key (project_id, issue_id, id),
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade,
  foreign key (project_id, session_id, message_id)
    references messages (project_id, session_id, id) on delete cascade
);
create index issue_quotes_message on issue_quotes (project_id, session_id, message_id);
create index issue_quotes_newest on issue_quotes (project_id, issue_id, created_at desc, id desc);

-- A quote that its message does not hold any more is none.
create function drop_changed_quotes() returns trigger language plpgsql as $$
begin
  delete from issue_quotes
  where project_id = new.project_id and session_id = new.session_id and message_id = new.id
    and strpos(new.content, quote) = 0;
  return null;
end $$;
create trigger messages_quoted after update of content on messages
  for each row when (old.content is distinct from new.content) execute function drop_changed_quotes();

-- Whose sessions ask for an issue, by company: made by the recount.
create table issue_companies (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  company_id text collate "C" not null,
  session_count integer not null,
  contact_count integer not null,
  primary key (project_id, issue_id, company_id),
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade
);
create index issue_companies_company on issue_companies (project_id, company_id, issue_id);

-- Issues whose figures may have changed since they were counted. A mark is set anew even when there is
-- one: the recount, which takes it away first, then waits for whoever is about to change something.
create table issue_recounts (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  marked_at timestamptz not null,
  primary key (project_id, issue_id)
);
create index issue_recounts_oldest on issue_recounts (marked_at);

-- Links to issues, and to companies of sessions that are linked to issues.
create function mark_linked_issues() returns trigger language plpgsql as $$
begin
  -- Companies apart and first: joined as they are, many rows would be compared with all links.
  if exists (select from changed where kind = 'company') then
    insert into issue_recounts (project_id, issue_id, marked_at)
    with moved as materialized (
      select distinct project_id, session_id from changed where kind = 'company'
    )
    select distinct l.project_id, l.entity_id, now()
    from moved cross join lateral (
      select project_id, entity_id from session_links
      where project_id = moved.project_id and session_id = moved.session_id and kind = 'issue'
      offset 0) as l
    order by 1, 2
    on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  end if;
  insert into issue_recounts (project_id, issue_id, marked_at)
  select distinct project_id, entity_id, now() from changed where kind = 'issue' order by 1, 2
  on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  return null;
end $$;
create trigger session_links_inserted after insert on session_links
  referencing new table as changed for each statement execute function mark_linked_issues();
create trigger session_links_deleted after delete on session_links
  referencing old table as changed for each statement execute function mark_linked_issues();

create function mark_quoted_issues() returns trigger language plpgsql as $$
begin
  insert into issue_recounts (project_id, issue_id, marked_at)
  select q.project_id, q.issue_id, now()
  from (select distinct project_id, issue_id from changed) as q
  where exists (select from issues i where i.project_id = q.project_id and i.id = q.issue_id)
  order by 1, 2
  on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  return null;
end $$;
create trigger issue_quotes_inserted after insert on issue_quotes
  referencing new table as changed for each statement execute function mark_quoted_issues();
create trigger issue_quotes_deleted after delete on issue_quotes
  referencing old table as changed for each statement execute function mark_quoted_issues();

create function mark_issues_of_linked_session() returns trigger language plpgsql as $$
begin
  insert into issue_recounts (project_id, issue_id, marked_at)
  select project_id, entity_id, now() from session_links
  where project_id = new.project_id and session_id = new.session_id and kind = 'issue'
  order by 1, 2
  on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  return null;
end $$;

create function mark_issues_of_session() returns trigger language plpgsql as $$
begin
  insert into issue_recounts (project_id, issue_id, marked_at)
  select project_id, entity_id, now() from session_links
  where project_id = new.project_id and session_id = new.id and kind = 'issue'
  order by 1, 2
  on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  return null;
end $$;
create trigger session_links_company_moved after update of entity_id on session_links
  for each row when (new.kind = 'company' and old.entity_id <> new.entity_id)
  execute function mark_issues_of_linked_session();
create trigger sessions_reattributed after update of contact_id on sessions
  for each row when (old.contact_id is distinct from new.contact_id)
  execute function mark_issues_of_session();

create function mark_issues_of_contact() returns trigger language plpgsql as $$
begin
  insert into issue_recounts (project_id, issue_id, marked_at)
  select distinct l.project_id, l.entity_id, now()
  from sessions s
  join session_links l on l.project_id = s.project_id and l.session_id = s.id and l.kind = 'issue'
  where s.project_id = new.project_id and s.contact_id = new.id
  order by 1, 2
  on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  return null;
end $$;
create trigger contacts_moved after update of company_id on contacts
  for each row when (old.company_id is distinct from new.company_id)
  execute function mark_issues_of_contact();

create function mark_issues_of_company() returns trigger language plpgsql as $$
begin
  insert into issue_recounts (project_id, issue_id, marked_at)
  select project_id, issue_id, now() from issue_companies
  where project_id = old.project_id and company_id = old.id
  order by 1, 2
  on conflict (project_id, issue_id) do update set marked_at = excluded.marked_at;
  return null;
end $$;
create trigger companies_worth after update of revenue on companies
  for each row when (old.revenue is distinct from new.revenue)
  execute function mark_issues_of_company();
create trigger companies_deleted after delete on companies
  for each row execute function mark_issues_of_company();

-- What was done with an issue, by whom.
create table issue_changes (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  position bigint generated always as identity,
  kind text collate "C" not null,
  actor_kind text collate "C" not null,
  actor_id text collate "C",
  actor_name text,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (project_id, issue_id, position),
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade
);

-- A review does not link again what a person unlinked.
create index issue_changes_unlinked on issue_changes (project_id, issue_id, (data ->> 'session_id'))
  where kind = 'unlinked';

-- The note that an issue is done, to those who asked for it: once per person, whoever clicks twice.
create table issue_notes (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  -- The contact, or the session of somebody unknown.
  person_id text collate "C" not null,
  session_id text collate "C" not null,
  -- Null when the text was copied and sent by hand.
  message_id text collate "C",
  way text collate "C" not null check (way in ('sent', 'by_hand')),
  sent_by text collate "C" not null,
  sent_by_name text,
  created_at timestamptz not null,
  primary key (project_id, issue_id, person_id),
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade
);

create table issue_scopes (
  project_id text collate "C" not null,
  issue_id text collate "C" not null,
  scope_id text collate "C" not null,
  primary key (project_id, issue_id, scope_id),
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade,
  foreign key (project_id, scope_id) references product_scopes (project_id, id) on delete cascade
);
create index issue_scopes_scope on issue_scopes (project_id, scope_id, issue_id);

create table knowledge_source_scopes (
  project_id text collate "C" not null,
  source_id text collate "C" not null,
  scope_id text collate "C" not null,
  primary key (project_id, source_id, scope_id),
  foreign key (project_id, source_id) references knowledge_sources (project_id, id) on delete cascade,
  foreign key (project_id, scope_id) references product_scopes (project_id, id) on delete cascade
);
create index knowledge_source_scopes_scope on knowledge_source_scopes (project_id, scope_id, source_id);
