-- A part of a session's name is found by an index, where the database lets us have pg_trgm, which
-- comes with PostgreSQL and which the owner of a database may add. Elsewhere the rows are read.
do $$
begin
  create extension if not exists pg_trgm;
  create index sessions_parts_of_name on sessions using gin (lower(name) gin_trgm_ops);
exception
  when feature_not_supported or insufficient_privilege or undefined_object or undefined_file then
    raise notice 'Parts of names are looked for without an index: %', sqlerrm;
end
$$;
