/**
 * Prints what the server may do, as flags for `deno run`: network, its own files to read, its data
 * directory to write, the settings' variables, and one program to run (the built-in database).
 */
const dataDir = Deno.env.get("DATA_DIR")?.trim() || ".data";

if (/[\s,]/.test(dataDir)) {
  console.error("DATA_DIR must not contain blanks or commas. Choose another directory.");
  Deno.exit(1);
}

// The thread that reads documents is started from its source.
const own = ["_fresh", "migrations", "static", "core/knowledge"];
// Where the built-in database puts its socket when the data directory's path is too long for one,
// and its files when its user cannot enter the data directory.
const elsewhere = ["/tmp/hissuno", "/var/lib/hissuno"];
const flags = [
  "--allow-net",
  `--allow-read=${[...own, dataDir, ...elsewhere].join(",")}`,
  `--allow-write=${[dataDir, ...elsewhere].join(",")}`,
  "--allow-env=PORT,HOST,DATA_DIR,DATABASE_*,PUBLIC_URL,TRUSTED_PROXIES,LOG_LEVEL,HISSUNO_*,OPENAI_*,PG*",
  // Libraries ask for variables of their own; to them these are not set.
  "--ignore-env",
  "--allow-run=core/db/embedded/postgres.sh",
  // Slack's library tells Slack the system's version along with its own.
  "--allow-sys=osRelease",
  "--no-prompt",
];
console.log(flags.join(" "));
