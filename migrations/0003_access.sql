-- Who may do what: people, sign-in sessions, members, invitations, links, API keys, rate limits.

-- People are not part of a project: one person may be a member of many. Tables of people, passwords
-- and sign-ins therefore carry no project_id. Their columns are those the accounts library
-- (better-auth) reads and writes; it never changes the schema itself.
create table user_accounts (
  id text collate "C" primary key,
  name text not null,
  -- Trimmed and in lower case, see cleanEmail.
  email text collate "C" not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table account_sessions (
  id text collate "C" primary key,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  token text collate "C" not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index account_sessions_user on account_sessions (user_id);
create index account_sessions_expiry on account_sessions (expires_at);

create table account_credentials (
  id text collate "C" primary key,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  account_id text collate "C" not null,
  provider_id text collate "C" not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (provider_id, account_id)
);
create index account_credentials_user on account_credentials (user_id);

create table account_verifications (
  id text collate "C" primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index account_verifications_identifier on account_verifications (identifier);

-- Links that let a person choose a new password, once. Only the hash of the token is kept.
create table account_reset_links (
  token_hash text collate "C" primary key,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  -- The owner who made the link; the right to do so is checked again when it is used.
  created_by text collate "C" references user_accounts (id) on delete cascade,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index account_reset_links_user on account_reset_links (user_id);

-- Set-up links printed while nobody has an account. All of them are deleted by the first account.
create table access_setup_tokens (
  token_hash text collate "C" primary key,
  created_at timestamptz(3) not null
);

-- Failed sign-ins per address and per network, shared by all replicas. Subjects are hashes. Losing
-- the counters in a crash is harmless, so they need no write-ahead log.
create unlogged table sign_in_attempts (
  subject text collate "C" not null,
  window_start timestamptz(3) not null,
  attempts integer not null,
  primary key (subject, window_start)
);
create index sign_in_attempts_window on sign_in_attempts (window_start);

create table project_members (
  project_id text collate "C" not null references projects (id) on delete cascade,
  user_id text collate "C" not null references user_accounts (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  deactivated_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (project_id, user_id)
);
create index project_members_user on project_members (user_id, project_id);

create table project_invitations (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  email text collate "C" not null,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  token_hash text collate "C" not null unique,
  -- Null when the operator's admin command made it.
  invited_by text collate "C" references user_accounts (id) on delete cascade,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (project_id, id)
);
-- At most one open invitation for an address in a project.
create unique index project_invitations_open on project_invitations (project_id, email)
  where accepted_at is null and revoked_at is null;
create index project_invitations_inviter on project_invitations (invited_by)
  where accepted_at is null and revoked_at is null;

create table api_keys (
  project_id text collate "C" not null references projects (id) on delete cascade,
  id text collate "C" not null,
  name text not null,
  -- SHA-256 of the key in hexadecimal; the key itself is shown once and kept nowhere.
  key_hash text collate "C" not null unique,
  -- First and last characters, to recognise a key by.
  visible text not null,
  scope text not null check (scope in ('read', 'write', 'full')),
  -- Null follows the project's plan.
  plan text check (plan in ('free', 'pro', 'enterprise', 'unlimited')),
  created_by text collate "C" references user_accounts (id) on delete set null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (project_id, id)
);

-- How much of a key's minute is given out to replicas. Lives for minutes, so a crash may empty it.
create unlogged table rate_buckets (
  project_id text collate "C" not null,
  key_id text collate "C" not null,
  window_start timestamptz(3) not null,
  used integer not null,
  -- What the last reservation got: the statement that reserves reads it back under the row's lock.
  granted integer not null,
  primary key (project_id, key_id, window_start)
);
create index rate_buckets_window on rate_buckets (window_start);
