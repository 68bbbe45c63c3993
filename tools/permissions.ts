/**
 * Prints what the server may do, as flags for `deno run`: network, its own files to read, its data
 * directory to write, the settings' variables, and one program to run (the built-in database).
 */
const dataDir = Deno.env.get("DATA_DIR")?.trim() || ".data";
const temporary = Deno.env.get("TMPDIR")?.trim() || "/tmp";

if (/\s/.test(dataDir + temporary)) {
  console.error("DATA_DIR and TMPDIR must not contain blanks. Choose another directory.");
  Deno.exit(1);
}

const own = ["_fresh", "migrations", "static", "node_modules", "core/db/embedded"];
const flags = [
  "--allow-net",
  // The user list tells which unprivileged account the built-in database can run as.
  `--allow-read=${[...own, dataDir, temporary, "/etc/passwd"].join(",")}`,
  // The temporary directory takes the database's socket when the data directory's path is too long.
  `--allow-write=${dataDir},${temporary}`,
  "--allow-env=PORT,HOST,DATA_DIR,DATABASE_*,PUBLIC_URL,TRUSTED_PROXIES,LOG_LEVEL,HISSUNO_*,OPENAI_*,PG*,TMPDIR",
  // Libraries ask for variables of their own; to them these are not set.
  "--ignore-env",
  "--allow-sys=uid,gid,hostname,osRelease",
  "--allow-run=core/db/embedded/postgres.sh",
  "--no-prompt",
];
console.log(flags.join(" "));
