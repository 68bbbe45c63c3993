-- Contacts and companies as people edit, import, merge and erase them.

-- Who set a field last: {"title": {"by": "person", "who": "usr_...", "at": "..."}}. What a person or a
-- program with a key wrote, sources and imports leave alone.
alter table contacts
  add column title text,
  add column phone text,
  add column note text,
  add column custom_fields jsonb not null default '{}',
  add column provenance jsonb not null default '{}',
  -- The words of name and e-mail address, in small letters, with the project's id as one of them.
  add column document tsvector;

-- One index per order of the list; for activity and numbers see customer_activity.
create index contacts_created on contacts (project_id, created_at desc, id desc);
create index contacts_name on contacts (project_id, (left(lower(coalesce(name, email, '')), 200)), id);
create index contacts_document on contacts using gin (document);

-- Why an identity belongs to a contact: who brought it, and what the contact was recognised by then.
alter table contact_identities
  -- A source's id, or import, person, api.
  add column origin text collate "C",
  add column found_kind text collate "C",
  add column found_value text collate "C",
  add column created_at timestamptz not null default now();
-- Search finds a whole id, whatever knows the contact by it.
create index contact_identities_value on contact_identities (project_id, value);

alter table companies
  add column plan text,
  add column stage text,
  -- Yearly, in the currency of the project.
  add column revenue numeric(16, 2),
  add column note text,
  add column custom_fields jsonb not null default '{}',
  add column provenance jsonb not null default '{}',
  add column document tsvector;
create index companies_revenue on companies (project_id, (coalesce(revenue, -1)) desc, id desc);
create index companies_created on companies (project_id, created_at desc, id desc);
create index companies_order on companies (project_id, (left(lower(coalesce(name, domain, '')), 200)), id);
create index companies_plan on companies (project_id, plan) where plan is not null;
create index companies_stage on companies (project_id, stage) where stage is not null;
create index companies_document on companies using gin (document);

-- What a company is recognised by: kind 'domain', or the id of the source that knows it. The columns
-- domain and external_id of companies show the first of each.
create table company_identities (
  project_id text collate "C" not null,
  kind text collate "C" not null,
  value text collate "C" not null,
  company_id text collate "C" not null,
  origin text collate "C",
  created_at timestamptz not null default now(),
  primary key (project_id, kind, value),
  foreign key (project_id, company_id) references companies (project_id, id) on delete cascade
);
create index company_identities_company on company_identities (project_id, company_id);
create index company_identities_value on company_identities (project_id, value);
insert into company_identities (project_id, kind, value, company_id, created_at)
  select project_id, 'domain', domain, id, created_at from companies where domain is not null;
insert into company_identities (project_id, kind, value, company_id, created_at)
  select project_id, 'external', external_id, id, created_at from companies where external_id is not null;
-- Uniqueness lies there now.
drop index companies_external_id;
drop index companies_domain;

-- How many there are, exact without counting; as session_counts (docs/decisions/0006-totals.md).
create table customer_counts (
  project_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('contact', 'company')),
  slot smallint not null,
  amount bigint not null,
  primary key (project_id, kind, slot)
) with (fillfactor = 50);
insert into customer_counts select project_id, 'contact', 0, count(*) from contacts group by 1;
insert into customer_counts select project_id, 'company', 0, count(*) from companies group by 1;

create function count_customers() returns trigger language plpgsql as $$
begin
  insert into customer_counts as kept (project_id, kind, slot, amount)
  select project_id, tg_argv[0], pg_backend_pid() % 32,
    count(*) * case when tg_op = 'INSERT' then 1 else -1 end
  from changed group by 1 order by 1
  on conflict (project_id, kind, slot) do update set amount = kept.amount + excluded.amount;
  return null;
end $$;
create trigger customers_contacts_added after insert on contacts
  referencing new table as changed for each statement execute function count_customers('contact');
create trigger customers_contacts_removed after delete on contacts
  referencing old table as changed for each statement execute function count_customers('contact');
create trigger customers_companies_added after insert on companies
  referencing new table as changed for each statement execute function count_customers('company');
create trigger customers_companies_removed after delete on companies
  referencing old table as changed for each statement execute function count_customers('company');

-- How much each customer had to say, and when last. Apart from their rows, so that another session does
-- not rewrite texts and their index. One row for each, made and removed with it; without sessions the
-- time is 1970, so that those come last.
create table customer_activity (
  project_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('contact', 'company')),
  id text collate "C" not null,
  session_count integer not null default 0,
  -- Of companies.
  contact_count integer not null default 0,
  last_activity_at timestamptz not null default 'epoch',
  primary key (project_id, kind, id)
) with (fillfactor = 70);
create index customer_activity_newest on customer_activity (project_id, kind, last_activity_at desc, id desc);
create index customer_activity_sessions on customer_activity (project_id, kind, session_count desc, id desc);
-- Those who never said anything, for the filter.
create index customer_activity_silent on customer_activity (project_id, kind, id) where session_count = 0;
create index customer_activity_contacts on customer_activity (project_id, contact_count desc, id desc) where kind = 'company';
insert into customer_activity (project_id, kind, id) select project_id, 'contact', id from contacts;
insert into customer_activity (project_id, kind, id) select project_id, 'company', id from companies;

create function begin_customers() returns trigger language plpgsql as $$
begin
  insert into customer_activity (project_id, kind, id) select project_id, tg_argv[0], id from changed;
  return null;
end $$;
create function end_customers() returns trigger language plpgsql as $$
begin
  delete from customer_activity a using changed
  where a.project_id = changed.project_id and a.kind = tg_argv[0] and a.id = changed.id;
  return null;
end $$;
create trigger customers_contacts_begun after insert on contacts
  referencing new table as changed for each statement execute function begin_customers('contact');
create trigger customers_contacts_ended after delete on contacts
  referencing old table as changed for each statement execute function end_customers('contact');
create trigger customers_companies_begun after insert on companies
  referencing new table as changed for each statement execute function begin_customers('company');
create trigger customers_companies_ended after delete on companies
  referencing old table as changed for each statement execute function end_customers('company');

-- Deferred, so that a customer many write to at once is held only while a transaction commits; times by
-- the minute (of companies by the hour), so that a lively chat does not rewrite its customer with each
-- message. What moves many sessions at once sets hissuno.counting to off and counts itself.
create function note_contact_session() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.contact_id is not null
    and (tg_op = 'DELETE' or new.contact_id is distinct from old.contact_id) then
    update customer_activity set session_count = session_count - 1, last_activity_at = greatest(
      (select s.last_activity_at from sessions s where s.project_id = old.project_id
        and s.contact_id = old.contact_id and not s.is_archived order by s.last_activity_at desc limit 1),
      (select s.last_activity_at from sessions s where s.project_id = old.project_id
        and s.contact_id = old.contact_id and s.is_archived order by s.last_activity_at desc limit 1),
      'epoch')
    where project_id = old.project_id and kind = 'contact' and id = old.contact_id;
  end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.contact_id is distinct from old.contact_id) then
    update customer_activity set session_count = session_count + 1,
      last_activity_at = greatest(last_activity_at, new.last_activity_at)
    where project_id = new.project_id and kind = 'contact' and id = new.contact_id;
  elsif tg_op = 'UPDATE' then
    update customer_activity set last_activity_at = new.last_activity_at
    where project_id = new.project_id and kind = 'contact' and id = new.contact_id
      and last_activity_at < new.last_activity_at;
  end if;
  return null;
end $$;
create constraint trigger customers_session_added after insert on sessions
  deferrable initially deferred for each row
  when (new.contact_id is not null and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function note_contact_session();
create constraint trigger customers_session_removed after delete on sessions
  deferrable initially deferred for each row
  when (old.contact_id is not null and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function note_contact_session();
create constraint trigger customers_session_changed after update of contact_id, last_activity_at on sessions
  deferrable initially deferred for each row
  when ((old.contact_id is distinct from new.contact_id
      or (new.contact_id is not null and date_trunc('minute', old.last_activity_at, 'UTC')
        < date_trunc('minute', new.last_activity_at, 'UTC')))
    and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function note_contact_session();

-- The same for companies, by the sessions linked to them.
create function note_company_session() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update customer_activity set session_count = session_count - 1, last_activity_at = greatest(
      (select l.last_activity_at from session_links l where l.project_id = old.project_id
        and l.kind = 'company' and l.entity_id = old.entity_id and not l.is_archived
        order by l.last_activity_at desc limit 1),
      (select l.last_activity_at from session_links l where l.project_id = old.project_id
        and l.kind = 'company' and l.entity_id = old.entity_id and l.is_archived
        order by l.last_activity_at desc limit 1),
      'epoch')
    where project_id = old.project_id and kind = 'company' and id = old.entity_id;
  elsif tg_op = 'INSERT' then
    update customer_activity set session_count = session_count + 1,
      last_activity_at = greatest(last_activity_at, new.last_activity_at)
    where project_id = new.project_id and kind = 'company' and id = new.entity_id;
  else
    update customer_activity set last_activity_at = new.last_activity_at
    where project_id = new.project_id and kind = 'company' and id = new.entity_id
      and last_activity_at < new.last_activity_at;
  end if;
  return null;
end $$;
create constraint trigger customers_link_added after insert on session_links
  deferrable initially deferred for each row
  when (new.kind = 'company' and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function note_company_session();
create constraint trigger customers_link_removed after delete on session_links
  deferrable initially deferred for each row
  when (old.kind = 'company' and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function note_company_session();
create constraint trigger customers_link_changed after update of last_activity_at on session_links
  deferrable initially deferred for each row
  when (new.kind = 'company' and date_trunc('hour', old.last_activity_at, 'UTC')
      < date_trunc('hour', new.last_activity_at, 'UTC')
    and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function note_company_session();

-- Contacts of a company.
create function count_company_contacts() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    update customer_activity set contact_count = contact_count - 1
    where project_id = old.project_id and kind = 'company' and id = old.company_id;
    update customer_activity set contact_count = contact_count + 1
    where project_id = new.project_id and kind = 'company' and id = new.company_id;
    return null;
  end if;
  update customer_activity a set contact_count = a.contact_count + moved.amount
  from (select project_id, company_id,
      count(*) * case when tg_op = 'INSERT' then 1 else -1 end as amount
    from changed where company_id is not null group by 1, 2 order by 1, 2) as moved
  where a.project_id = moved.project_id and a.kind = 'company' and a.id = moved.company_id;
  return null;
end $$;
create trigger customers_company_joined after insert on contacts
  referencing new table as changed for each statement execute function count_company_contacts();
create trigger customers_company_left after delete on contacts
  referencing old table as changed for each statement execute function count_company_contacts();
create constraint trigger customers_company_changed after update of company_id on contacts
  deferrable initially deferred for each row
  when (old.company_id is distinct from new.company_id
    and current_setting('hissuno.counting', true) is distinct from 'off')
  execute function count_company_contacts();

update customer_activity a set session_count = had.amount, last_activity_at = had.newest
from (select project_id, contact_id, count(*) as amount, max(last_activity_at) as newest
  from sessions where contact_id is not null group by 1, 2) as had
where a.project_id = had.project_id and a.kind = 'contact' and a.id = had.contact_id;
update customer_activity a set session_count = had.amount, last_activity_at = had.newest
from (select project_id, entity_id, count(*) as amount, max(last_activity_at) as newest
  from session_links where kind = 'company' group by 1, 2) as had
where a.project_id = had.project_id and a.kind = 'company' and a.id = had.entity_id;
update customer_activity a set contact_count = had.amount
from (select project_id, company_id, count(*) as amount
  from contacts where company_id is not null group by 1, 2) as had
where a.project_id = had.project_id and a.kind = 'company' and a.id = had.company_id;
update contacts set document = to_tsvector('simple', lower(concat_ws(' ', name, email,
    regexp_replace(email, '[^[:alnum:]]+', ' ', 'g')))) || array_to_tsvector(array[project_id]);
update companies set document = to_tsvector('simple', lower(concat_ws(' ', name, domain,
    regexp_replace(domain, '[^[:alnum:]]+', ' ', 'g')))) || array_to_tsvector(array[project_id]);

-- Two contacts that may be one person: found, and for people to decide. first_id < second_id.
create table contact_suggestions (
  project_id text collate "C" not null,
  first_id text collate "C" not null,
  second_id text collate "C" not null,
  -- What points to both: an identity one session named beside one of the other contact.
  kind text collate "C" not null,
  value text collate "C" not null,
  origin text collate "C",
  status text collate "C" not null default 'open' check (status in ('open', 'dismissed')),
  decided_by text collate "C",
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (project_id, first_id, second_id),
  foreign key (project_id, first_id) references contacts (project_id, id) on delete cascade,
  foreign key (project_id, second_id) references contacts (project_id, id) on delete cascade
);
create index contact_suggestions_second on contact_suggestions (project_id, second_id);
create index contact_suggestions_open on contact_suggestions (project_id, created_at desc) where status = 'open';

-- What merges and splits did, so that they can be undone.
create table customer_merges (
  project_id text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null check (kind in ('contact', 'company')),
  kept_id text collate "C" not null,
  gone_id text collate "C" not null,
  -- The row that went, and the fields of the kept one before and after.
  gone jsonb not null,
  before jsonb not null,
  after jsonb not null,
  merged_by text collate "C",
  merged_at timestamptz not null,
  undone_by text collate "C",
  undone_at timestamptz,
  primary key (project_id, id)
);
create index customer_merges_kept on customer_merges (project_id, kept_id, merged_at desc);
create index customer_merges_gone on customer_merges (project_id, gone_id) where undone_at is null;

create table customer_merge_items (
  project_id text collate "C" not null,
  merge_id text collate "C" not null,
  -- session, contact, link, or the kind of an identity behind 'identity:'.
  kind text collate "C" not null,
  value text collate "C" not null,
  primary key (project_id, merge_id, kind, value),
  foreign key (project_id, merge_id) references customer_merges (project_id, id) on delete cascade
);
