-- Analytics: what every session counts as, and sums of that by day; and notifications: what people want
-- to know of, in the dashboard and by e-mail.

-- Sessions whose facts may have changed. Appended in the transaction of the change, never updated: writers
-- do not wait for each other here, and what commits late is simply found later (decisions/0011).
create table analytics_marks (
  project_id text collate "C" not null,
  session_id text collate "C" not null,
  position bigint generated always as identity,
  primary key (project_id, session_id, position)
) with (autovacuum_vacuum_scale_factor = 0.05);

-- One row for each project that was counted. Held while it is counted, so that one process at a time does.
create table analytics_states (
  project_id text collate "C" primary key references projects (id) on delete cascade,
  -- The zone in which days begin.
  zone text not null,
  counted_at timestamptz not null
);

-- What a session is counted as. The sums below are made of these rows and of nothing else.
create table session_facts (
  project_id text collate "C" not null references projects (id) on delete cascade,
  session_id text collate "C" not null,
  day date not null,
  source text collate "C" not null,
  tags text[] collate "C" not null,
  -- A live chat, which the agent could have answered.
  is_live boolean not null,
  is_closed boolean not null,
  was_taken_over boolean not null,
  -- Live, closed, answered, and no person of the team took part.
  is_resolved boolean not null,
  -- From the first message of the customer to the first one after it by anybody else; chats only.
  answer_bucket smallint,
  companies text[] collate "C" not null,
  issues text[] collate "C" not null,
  primary key (project_id, session_id)
);

-- The tag '' stands for all sessions, with and without tags.
create table analytics_days (
  project_id text collate "C" not null references projects (id) on delete cascade,
  day date not null,
  source text collate "C" not null,
  tag text collate "C" not null,
  sessions integer not null,
  live integer not null,
  taken_over integer not null,
  closed integer not null,
  resolved integer not null,
  primary key (project_id, day, source, tag)
) with (fillfactor = 70);

-- How long first answers took: seconds up to ten, then steps of a tenth.
create table analytics_answers (
  project_id text collate "C" not null references projects (id) on delete cascade,
  day date not null,
  bucket smallint not null,
  sessions integer not null,
  primary key (project_id, day, bucket)
) with (fillfactor = 70);

create table analytics_links (
  project_id text collate "C" not null references projects (id) on delete cascade,
  kind text collate "C" not null check (kind in ('company', 'issue')),
  day date not null,
  entity_id text collate "C" not null,
  sessions integer not null,
  primary key (project_id, kind, day, entity_id)
) with (fillfactor = 70);

create function mark_for_analytics() returns trigger language plpgsql as $$
begin
  insert into analytics_marks (project_id, session_id) select distinct project_id, session_id from changed;
  return null;
end $$;
create function mark_sessions_for_analytics() returns trigger language plpgsql as $$
begin
  insert into analytics_marks (project_id, session_id) select project_id, id from changed;
  return null;
end $$;
create function mark_links_for_analytics() returns trigger language plpgsql as $$
begin
  insert into analytics_marks (project_id, session_id)
  select distinct project_id, session_id from changed where kind in ('company', 'issue');
  return null;
end $$;
create function mark_row_for_analytics() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'sessions' then
    insert into analytics_marks (project_id, session_id) values (new.project_id, new.id);
  else
    insert into analytics_marks (project_id, session_id) values (new.project_id, new.session_id);
  end if;
  return null;
end $$;

create trigger sessions_analytics_added after insert on sessions
  referencing new table as changed for each statement execute function mark_sessions_for_analytics();
create trigger sessions_analytics_removed after delete on sessions
  referencing old table as changed for each statement execute function mark_sessions_for_analytics();
create trigger sessions_analytics_changed
  after update of source, session_type, status, closed_at, is_live, is_human_takeover, tags, created_at
  on sessions for each row
  when ((old.source, old.session_type, old.status, old.closed_at, old.is_live, old.is_human_takeover,
      old.tags, old.created_at)
    is distinct from (new.source, new.session_type, new.status, new.closed_at, new.is_live,
      new.is_human_takeover, new.tags, new.created_at))
  execute function mark_row_for_analytics();
create trigger messages_analytics_added after insert on messages
  referencing new table as changed for each statement execute function mark_for_analytics();
create trigger messages_analytics_removed after delete on messages
  referencing old table as changed for each statement execute function mark_for_analytics();
create trigger messages_analytics_changed after update of sequence, sender_type, created_at on messages
  for each row when ((old.sequence, old.sender_type, old.created_at)
    is distinct from (new.sequence, new.sender_type, new.created_at))
  execute function mark_row_for_analytics();
create trigger session_handoffs_analytics after insert on session_handoffs
  referencing new table as changed for each statement execute function mark_for_analytics();
create trigger session_links_analytics_added after insert on session_links
  referencing new table as changed for each statement execute function mark_links_for_analytics();
create trigger session_links_analytics_removed after delete on session_links
  referencing old table as changed for each statement execute function mark_links_for_analytics();
create trigger session_links_analytics_moved after update of entity_id on session_links
  for each row when (old.entity_id <> new.entity_id) execute function mark_row_for_analytics();

-- What is there already is counted by the schedule, from the first minute on.
insert into analytics_marks (project_id, session_id) select project_id, id from sessions;

-- What happened that people may want to know, written in the transaction in which it happened.
create table notification_things (
  project_id text collate "C" not null references projects (id) on delete cascade,
  position bigint generated always as identity,
  kind text collate "C" not null check (kind in ('waiting', 'issue', 'attention', 'digest')),
  -- The same thing is here once.
  key text collate "C" not null,
  session_id text collate "C",
  issue_id text collate "C",
  connection_id text collate "C",
  -- Who did it; they know already.
  actor_id text collate "C",
  -- A digest's figures.
  data jsonb not null default '{}',
  created_at timestamptz not null,
  -- When it was given to the people of the project.
  spread_at timestamptz,
  primary key (project_id, position),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade,
  foreign key (project_id, issue_id) references issues (project_id, id) on delete cascade,
  foreign key (project_id, connection_id) references connections (project_id, id) on delete cascade
);
create unique index notification_things_once on notification_things (project_id, kind, key);
create index notification_things_open on notification_things (project_id, position) where spread_at is null;
create index notification_things_old on notification_things (created_at);
create index notification_things_session on notification_things (project_id, session_id)
  where session_id is not null;
create index notification_things_issue on notification_things (project_id, issue_id)
  where issue_id is not null;
create index notification_things_connection on notification_things (project_id, connection_id)
  where connection_id is not null;

-- What a person wants to hear of; absent rows follow the defaults of core/notifications.
create table notification_choices (
  project_id text collate "C" not null references projects (id) on delete cascade,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  kind text collate "C" not null check (kind in ('waiting', 'issue', 'attention', 'digest')),
  in_dashboard boolean not null,
  by_mail boolean not null,
  primary key (project_id, user_id, kind)
);

-- One e-mail to one person about one kind of things; several that came close together.
create table notification_mails (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  kind text collate "C" not null,
  -- 'sending' is stored before the mail server is called. Who finds it there later does not know whether
  -- the mail went out, and does not send it again: 'uncertain'. 'empty': nothing was left to tell.
  status text collate "C" not null default 'queued'
    check (status in ('queued', 'sending', 'sent', 'failed', 'uncertain', 'empty')),
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (project_id, id)
);
create index notification_mails_newest on notification_mails (user_id, kind, created_at desc);
create index notification_mails_queued on notification_mails (created_at)
  where status in ('queued', 'sending');

-- A thing as one person gets it: the key is what keeps it from being told twice.
create table notifications (
  project_id text collate "C" not null,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  position bigint not null,
  kind text collate "C" not null,
  in_dashboard boolean not null,
  mail_status text collate "C" not null check (mail_status in ('none', 'waiting', 'gathered')),
  mail_id text collate "C",
  read_at timestamptz,
  created_at timestamptz not null,
  primary key (project_id, user_id, position),
  foreign key (project_id, position) references notification_things (project_id, position)
    on delete cascade
);
create index notifications_thing on notifications (project_id, position);
create index notifications_unread on notifications (project_id, user_id, position desc)
  where in_dashboard and read_at is null;
create index notifications_to_mail on notifications (user_id, kind, created_at)
  where mail_status = 'waiting';
create index notifications_mailed on notifications (project_id, mail_id) where mail_id is not null;

-- Stores a thing with the job that tells people; nothing where the project is none of ours.
create function note_thing(
  the_project text, the_kind text, the_key text, the_session text, the_issue text, the_connection text,
  the_actor text
) returns void language plpgsql as $$
declare
  place bigint;
begin
  insert into notification_things
    (project_id, kind, key, session_id, issue_id, connection_id, actor_id, created_at)
  select id, the_kind, the_key, the_session, the_issue, the_connection, the_actor, clock_timestamp()
  from projects where id = the_project
  on conflict (project_id, kind, key) do nothing
  returning position into place;
  if place is not null then
    insert into jobs (project_id, id, kind, payload)
    values (the_project, 'job_' || left(replace(gen_random_uuid()::text, '-', ''), 26),
      'notifications.spread', jsonb_build_object('position', place));
  end if;
end $$;

create function note_waiting() returns trigger language plpgsql as $$
begin
  perform note_thing(new.project_id, 'waiting', new.id || ':' || pg_current_xact_id(),
    new.id, null, null, null);
  return null;
end $$;
create trigger sessions_wait after update of needs_human on sessions
  for each row when (old.needs_human is null and new.needs_human is not null)
  execute function note_waiting();

create function note_new_issue() returns trigger language plpgsql as $$
begin
  perform note_thing(new.project_id, 'issue', new.id, null, new.id, null, new.created_by);
  return null;
end $$;
create trigger issues_noted after insert on issues for each row execute function note_new_issue();

create function note_attention() returns trigger language plpgsql as $$
begin
  perform note_thing(new.project_id, 'attention', new.id || ':' || pg_current_xact_id(),
    null, null, new.id, null);
  return null;
end $$;
create trigger connections_stop after update of status on connections
  for each row when (old.status <> 'needs_attention' and new.status = 'needs_attention')
  execute function note_attention();
