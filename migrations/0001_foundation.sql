-- What everything else hangs on. Texts used as keys compare byte by byte (collate "C"): the order of
-- ids is the order of creation on every server, whatever its locale.

create table projects (
  id text collate "C" primary key,
  name text not null,
  -- How many requests a minute the project's keys may make; the operator's choice.
  plan text not null default 'unlimited' check (plan in ('free', 'pro', 'enterprise', 'unlimited')),
  settings jsonb not null default '{}',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
