-- The review of sessions: what turns a conversation that ended into tags, a summary, a customer and
-- issues. Every run, step and decision is kept with who or what made it.

create table review_runs (
  project_id text collate "C" not null,
  id text collate "C" not null,
  session_id text collate "C" not null,
  -- 1 for the first review of a session.
  number integer not null,
  status text collate "C" not null default 'running'
    check (status in ('running', 'done', 'failed', 'skipped', 'superseded')),
  -- What asked for it: the session closed, a person or a program did, one by one or in bulk.
  asked_by text collate "C" not null check (asked_by in ('closed', 'person', 'api', 'bulk')),
  asked_by_id text collate "C",
  mode text collate "C" not null check (mode in ('suggest', 'automatic')),
  -- How many messages it looked at: more of them later make another review worth while.
  message_count integer not null,
  -- Why it was skipped or failed.
  reason text,
  started_at timestamptz not null,
  -- When a step began or ended last; a run that lies still is picked up again.
  moved_at timestamptz not null,
  finished_at timestamptz,
  primary key (project_id, id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
-- One review of a session at a time.
create unique index review_runs_running on review_runs (project_id, session_id) where status = 'running';
create unique index review_runs_session on review_runs (project_id, session_id, number desc);
create index review_runs_moved on review_runs (moved_at) where status = 'running';

create table review_steps (
  project_id text collate "C" not null,
  run_id text collate "C" not null,
  step text collate "C" not null check (step in ('classify', 'summarise', 'customer', 'issues')),
  position smallint not null,
  status text collate "C" not null default 'waiting'
    check (status in ('waiting', 'running', 'done', 'failed', 'skipped')),
  attempts integer not null default 0,
  -- What came of it in words: what was left alone and why, or why a model was not used.
  note text,
  error text,
  made_by text collate "C" check (made_by in ('rules', 'model')),
  model text,
  prompt_tokens integer not null default 0,
  completion_tokens integer not null default 0,
  -- By the prices of the project's settings, in their currency; null without prices.
  cost double precision,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (project_id, run_id, step),
  foreign key (project_id, run_id) references review_runs (project_id, id) on delete cascade
);

create table review_decisions (
  project_id text collate "C" not null,
  id text collate "C" not null,
  session_id text collate "C" not null,
  run_id text collate "C" not null,
  step text collate "C" not null,
  kind text collate "C" not null
    check (kind in ('tag', 'name', 'description', 'contact', 'company', 'issue_link', 'issue_new')),
  -- What it is about: the tag, the issue. The same is not suggested again once a person said no.
  subject text not null,
  value jsonb not null,
  reason text not null,
  confidence real not null check (confidence between 0 and 1),
  -- [{"message_id", "sequence", "text"}], each verbatim.
  evidence jsonb not null default '[]',
  made_by text collate "C" not null check (made_by in ('rules', 'model')),
  state text collate "C" not null default 'suggested'
    check (state in ('suggested', 'accepted', 'changed', 'rejected', 'applied', 'undone', 'superseded')),
  -- What was put in place and what stood there before, to undo it.
  applied jsonb,
  before jsonb,
  decided_by text collate "C",
  decided_by_name text,
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (project_id, id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade,
  foreign key (project_id, run_id) references review_runs (project_id, id) on delete cascade
);
-- The queue: newest review first, what belongs together side by side.
create index review_decisions_waiting on review_decisions (project_id, run_id desc, id)
  where state = 'suggested';
create index review_decisions_decided on review_decisions (project_id, decided_at desc, id desc)
  where state <> 'suggested' and state <> 'superseded';
create index review_decisions_session on review_decisions (project_id, session_id, id);
create index review_decisions_run on review_decisions (project_id, run_id);

-- Sessions that nobody has reviewed yet, the newest first: what just ended comes before an import.
create index sessions_to_review on sessions (project_id, last_activity_at desc, id desc)
  where status = 'closed' and analysis_status = 'pending' and not is_archived;

-- A session that goes on after its review, and ends again, is reviewed again. In the transaction of
-- the change, whoever makes it.
create function await_review() returns trigger language plpgsql as $$
begin
  if new.analysis_status = old.analysis_status
    and new.analysis_status in ('analyzed', 'failed', 'skipped')
    and not exists (
      select 1 from review_runs r
      where r.project_id = new.project_id and r.session_id = new.id
        and r.message_count >= new.message_count)
    -- Without any run the status came with the session, and nothing is known to be new.
    and exists (
      select 1 from review_runs r where r.project_id = new.project_id and r.session_id = new.id)
  then
    new.analysis_status := 'pending';
  end if;
  return new;
end $$;
create trigger sessions_await_review before update of status, message_count on sessions
  for each row when (new.status = 'closed'
    and (old.status <> 'closed' or new.message_count > old.message_count))
  execute function await_review();

-- A quote that its message does not hold any more is none: nothing that was erased lives on here.
create function drop_review_evidence() returns trigger language plpgsql as $$
begin
  update review_decisions d set evidence = coalesce(
    (select jsonb_agg(quote) from jsonb_array_elements(d.evidence) as quote
      where quote ->> 'message_id' <> old.id
        or (tg_op = 'UPDATE' and strpos(new.content, quote ->> 'text') > 0)), '[]')
  where d.project_id = old.project_id and d.session_id = old.session_id
    and d.evidence @> jsonb_build_array(jsonb_build_object('message_id', old.id));
  return null;
end $$;
create trigger messages_review_evidence_gone after delete on messages
  for each row execute function drop_review_evidence();
create trigger messages_review_evidence_changed after update of content on messages
  for each row when (old.content is distinct from new.content)
  execute function drop_review_evidence();
