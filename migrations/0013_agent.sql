-- The agent: what it uses each day, visitors whose page has proven who they are, and sessions kept to
-- compare answers with.

-- What an answer cost, in millionths of the currency the operator's prices are in.
alter table agent_answers add column cost_micros bigint not null default 0;

-- What the agent of a project used on one day (UTC), counted in the transaction of each answer: budgets
-- are checked with one look at one row.
create table agent_usage (
  project_id text collate "C" not null references projects (id) on delete cascade,
  day date not null,
  answers integer not null default 0,
  -- Answers of replays, which no customer sees.
  replays integer not null default 0,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  cost_micros bigint not null default 0,
  -- Questions that were handed over because the budget was spent, and when the first one was.
  refused integer not null default 0,
  spent_at timestamptz(3),
  primary key (project_id, day)
);

-- With which a project's own server signs who its visitors are; sealed, because it must be used here.
create table identity_secrets (
  project_id text collate "C" primary key references projects (id) on delete cascade,
  sealed text not null,
  -- The last characters, to tell secrets apart.
  hint text not null,
  created_by text collate "C",
  created_at timestamptz(3) not null
);

-- Who the visitor is, as signed by the project's server: 'id:...' or 'email:...'. Never set by claims.
alter table sessions add column verified_user text collate "C";
create index sessions_verified_user on sessions (project_id, verified_user, last_activity_at desc)
  where verified_user is not null;

-- A session as an example of good answers, up to one of its messages. Nothing is copied: what is
-- changed or erased in the session is so here.
create table evaluation_cases (
  project_id text collate "C" not null,
  id text collate "C" not null,
  session_id text collate "C" not null,
  through_sequence integer not null,
  title text not null,
  created_by text collate "C",
  created_at timestamptz(3) not null,
  primary key (project_id, id),
  unique (project_id, session_id),
  foreign key (project_id, session_id) references sessions (project_id, id) on delete cascade
);
create index evaluation_cases_newest on evaluation_cases (project_id, created_at desc, id desc);

-- All cases answered again with other settings.
create table evaluation_runs (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  name text not null,
  -- What differs from the agent's settings, and whether a model compares the answers.
  changes jsonb not null,
  uses_judge boolean not null default false,
  -- Null: passages are quoted.
  model text,
  status text collate "C" not null default 'waiting'
    check (status in ('waiting', 'running', 'done', 'stopped')),
  total integer not null default 0,
  done integer not null default 0,
  -- Why it was stopped.
  problem text,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  cost_micros bigint not null default 0,
  created_by text collate "C",
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (project_id, id)
);
create index evaluation_runs_newest on evaluation_runs (project_id, created_at desc, id desc);

-- One answer of a run: to the n-th question of a case.
create table evaluation_results (
  project_id text collate "C" not null,
  run_id text collate "C" not null,
  case_id text collate "C" not null,
  turn smallint not null,
  -- The question's message, and the kept answer's; null when nobody answered it.
  question_sequence integer not null,
  answer_sequence integer,
  answer text not null,
  sources jsonb not null default '[]',
  passages jsonb not null default '[]',
  outcome text collate "C" not null,
  needs_human text,
  error text,
  -- Words in common with the kept answer: 0 to 1.
  likeness real not null default 0,
  -- What the judging model says: 0 to 10, and why.
  verdict smallint,
  verdict_reason text,
  created_at timestamptz(3) not null,
  primary key (project_id, run_id, case_id, turn),
  foreign key (project_id, run_id) references evaluation_runs (project_id, id) on delete cascade,
  foreign key (project_id, case_id) references evaluation_cases (project_id, id) on delete cascade
);
create index evaluation_results_case on evaluation_results (project_id, case_id);
