import { z } from "zod";

/** A setting: its variable, what it means, how it is read, and what holds without it. */
interface Setting<T> {
  variable: string;
  /** For the operator; a sentence without its full stop. */
  meaning: string;
  schema: z.ZodType<T>;
  /** Shown in the table; the schema gives the value. */
  shownDefault: string;
  /** Its value must not be repeated in messages. */
  secret?: boolean;
}

function setting<T>(
  variable: string,
  meaning: string,
  schema: z.ZodType<T>,
  shownDefault = "",
  options: { secret?: boolean } = {},
): Setting<T> {
  return { variable, meaning, schema, shownDefault, ...options };
}

const text = z.string().trim();
const optionalText = text.optional();

function wholeNumber(from: number, to: number, standard: number) {
  const remedy = `must be a whole number from ${from} to ${to}`;
  return z.string().regex(/^\d{1,9}$/, remedy).transform(Number)
    .refine((value) => value >= from && value <= to, remedy).optional()
    .transform((value) => value ?? standard);
}

function address(protocols: string[], example: string) {
  const remedy = `must be an address like ${example}`;
  return text.refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ""), remedy)
    .optional();
}

const price = text.regex(/^\d{1,6}(\.\d{1,6})?$/, "must be an amount of money such as 0.40")
  .transform(Number).optional();

const pricesExample = "must name models with prices, as in gpt-4.1=2/8, gpt-4.1-mini=0.40/1.60";
/** Models with what a million tokens cost, read and written. */
const prices = z.string().transform((list, context) => {
  const models: Record<string, { input: number; output: number }> = {};
  for (const item of list.split(",").map((one) => one.trim()).filter((one) => one !== "")) {
    const found = /^(\S+?)\s*=\s*(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/.exec(item);
    if (!found) {
      context.addIssue({ code: "custom", message: pricesExample });
      return z.NEVER;
    }
    models[found[1]!] = { input: Number(found[2]), output: Number(found[3]) };
  }
  return models;
}).optional();

const postgresAddress = address(
  ["postgres:", "postgresql:"],
  "postgres://user:password@host:5432/database",
);

/** Every setting of the product, in the order of the README's table. */
const settings = {
  port: setting("PORT", "Port to serve on", wholeNumber(0, 65535, 8000), "8000"),
  host: setting(
    "HOST",
    "Network address to serve on; `127.0.0.1` serves this machine only",
    text.default("0.0.0.0"),
    "0.0.0.0",
  ),
  publicUrl: setting(
    "PUBLIC_URL",
    "Address under which browsers reach Hissuno, as in `https://feedback.example.com`; for links, cookies and the widget's snippet",
    address(["http:", "https:"], "https://feedback.example.com")
      .transform((value) => value === undefined ? undefined : new URL(value).origin),
    "the address of the request",
  ),
  allowedHosts: setting(
    "HISSUNO_ALLOWED_HOSTS",
    "Hosts and networks (`10.0.0.5`, `192.168.0.0/16`, `zendesk.internal`) in private address ranges that outgoing calls may reach, parted by commas",
    optionalText.transform((value) =>
      (value ?? "").split(",").map((host) => host.trim().toLowerCase()).filter(Boolean)
    ),
    "none",
  ),
  baseUrls: setting(
    "HISSUNO_BASE_URLS",
    "Other addresses for sources' providers, as in `zendesk=http://10.0.0.5:8080,gong=https://proxy.example.com`; for proxies and tests",
    optionalText.transform((value, context) => {
      const pairs = (value ?? "").split(",").map((one) => one.trim()).filter(Boolean)
        .map((one) => /^([a-z][a-z0-9-]*)=(https?:\/\/\S+)$/.exec(one));
      if (pairs.includes(null)) {
        context.addIssue({
          code: "custom",
          message: "must be source=address pairs, parted by commas",
        });
        return z.NEVER;
      }
      return Object.fromEntries(pairs.map((pair) => [pair![1]!, pair![2]!]));
    }),
    "none",
  ),
  trustedProxies: setting(
    "TRUSTED_PROXIES",
    "How many proxies stand in front and add to `X-Forwarded-For`; 0 ignores that header",
    wholeNumber(0, 10, 0),
    "0",
  ),
  dataDir: setting(
    "DATA_DIR",
    "Directory of the built-in database and of the secret",
    text.default(".data"),
    ".data",
  ),
  databaseUrl: setting(
    "DATABASE_URL",
    "PostgreSQL server (14 or newer) to use instead of the built-in one",
    postgresAddress,
    "the built-in database",
    { secret: true },
  ),
  databaseDirectUrl: setting(
    "DATABASE_DIRECT_URL",
    "The same server without its pooling proxy, when `DATABASE_URL` leads to one (PgBouncer and the like)",
    postgresAddress,
    "`DATABASE_URL`",
    { secret: true },
  ),
  databasePoolSize: setting(
    "DATABASE_POOL_SIZE",
    "The most database connections of this process; the built-in database has room for 50",
    wholeNumber(2, 200, 10),
    "10",
  ),
  databaseUser: setting(
    "HISSUNO_DATABASE_USER",
    "System user the built-in database runs as when Hissuno is started by root",
    text.regex(/^[a-z_][a-z0-9_-]{0,31}$/, "must be the name of a user of this system").optional(),
    "the first of `postgres`, `deno`, `nobody`",
  ),
  secret: setting(
    "HISSUNO_SECRET",
    "Secret from which keys for cookies and stored credentials are derived, at least 32 characters; to replace it, put the new one first and the old one behind a comma",
    text.min(32, "must have at least 32 characters; `openssl rand -hex 32` makes one").optional(),
    "made on the first start and kept in `DATA_DIR/secret`",
    { secret: true },
  ),
  adminEmail: setting(
    "HISSUNO_ADMIN_EMAIL",
    "E-mail address of the first admin, made when the database is empty",
    text.regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address").optional(),
    "a set-up link is printed",
  ),
  adminPassword: setting(
    "HISSUNO_ADMIN_PASSWORD",
    "Password of the first admin, at least 10 characters",
    z.string().min(10, "must have at least 10 characters").optional(),
    "",
    { secret: true },
  ),
  project: setting(
    "HISSUNO_PROJECT",
    "Name, or id (`proj_...`), of the first project, made when the database is empty",
    text.max(200, "must have at most 200 characters").optional(),
  ),
  apiKey: setting(
    "HISSUNO_API_KEY",
    "API key of the first project, exactly as given, with full scope; made when the database is empty",
    text.regex(/^[!-~]{24,512}$/, "must be 24 to 512 characters without blanks").optional(),
    "",
    { secret: true },
  ),
  openaiApiKey: setting(
    "OPENAI_API_KEY",
    "Key of the model that writes the agent's answers; without it the agent quotes your knowledge",
    optionalText,
    "",
    { secret: true },
  ),
  openaiBaseUrl: setting(
    "OPENAI_BASE_URL",
    "Any endpoint that speaks the OpenAI API, also one without a key such as a local model",
    address(["http:", "https:"], "https://api.openai.com/v1"),
    "https://api.openai.com/v1",
  ),
  openaiModel: setting(
    "OPENAI_MODEL",
    "Name of the model",
    text.default("gpt-4.1-mini"),
    "gpt-4.1-mini",
  ),
  openaiPriceInput: setting(
    "OPENAI_PRICE_INPUT",
    "What a million tokens cost that the model reads, as in `0.40`; with the next one, the agent's page shows costs and projects can limit them",
    price,
    "costs are not counted",
  ),
  openaiPriceOutput: setting(
    "OPENAI_PRICE_OUTPUT",
    "What a million tokens cost that the model writes, in the same currency",
    price,
    "costs are not counted",
  ),
  openaiPrices: setting(
    "OPENAI_PRICES",
    "The same by model, as in `gpt-4.1=2/8, gpt-4.1-mini=0.40/1.60`: read and written; the two above are for other models",
    prices,
    "costs are not counted",
  ),
  openaiEmbeddingModel: setting(
    "OPENAI_EMBEDDING_MODEL",
    "Model of the same endpoint that finds knowledge by its meaning, such as `text-embedding-3-small`; without it the words decide",
    optionalText,
  ),
  smtpUrl: setting(
    "SMTP_URL",
    "Mail server for notifications, as in `smtp://user:password@mail.example.com:587` or `smtps://`; without one nothing is mailed",
    address(["smtp:", "smtps:"], "smtp://user:password@mail.example.com:587"),
    "none",
    { secret: true },
  ),
  smtpFrom: setting(
    "SMTP_FROM",
    "Sender of these e-mails, as in `Hissuno <feedback@example.com>`",
    text.regex(
      /^(?:[^<>\r\n]{0,100}<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/,
      "must be an address like Hissuno <feedback@example.com>",
    ).optional(),
  ),
  idleMinutes: setting(
    "HISSUNO_IDLE_MINUTES",
    "After how many minutes without a message a live conversation is closed, unless its project says otherwise",
    wholeNumber(1, 10_080, 30),
    "30",
  ),
  logLevel: setting(
    "LOG_LEVEL",
    "How much is logged: `debug`, `info`, `warn`, `error` or `silent`",
    z.enum(["debug", "info", "warn", "error", "silent"], {
      error: "must be debug, info, warn, error or silent",
    }).default("info"),
    "info",
  ),
};

type Settings = typeof settings;

/** The settings of one process, checked. Optional ones that are not set are undefined. */
export type Config = {
  readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer T> ? T : never;
};

/** The variables as the system holds them; absent and empty mean not set. */
export type Environment = Record<string, string | undefined>;

/** The message lists every variable that is wrong, with the remedy, one a line. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/**
 * Reads the settings out of the environment's variables.
 *
 * @throws ConfigError when a value is wrong
 */
export function loadConfig(environment: Environment): Config {
  const config: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, one] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const given = environment[one.variable];
    const result = one.schema.safeParse(given?.trim() ? given : undefined);
    if (result.success) {
      config[name] = result.data;
      continue;
    }
    const shown = one.secret ? "" : ` (it is "${given}")`;
    faults.push(`${one.variable} ${result.error.issues[0]!.message}${shown}.`);
  }
  const read = config as Config;
  if (faults.length === 0) faults.push(...contradictions(read));
  if (faults.length > 0) throw new ConfigError(faults.join("\n"));
  return read;
}

/** The variables of all settings out of the process' environment; nothing else is read. */
export function readEnvironment(
  get: (variable: string) => string | undefined = (variable) => Deno.env.get(variable),
): Environment {
  return Object.fromEntries(
    Object.values(settings).map(({ variable }) => [variable, get(variable)]),
  );
}

/** Every setting as the README shows it. */
export function describeSettings(): { variable: string; meaning: string; standard: string }[] {
  return Object.values(settings).map(({ variable, meaning, shownDefault }) => ({
    variable,
    meaning,
    standard: shownDefault,
  }));
}

function contradictions(config: Config): string[] {
  const faults: string[] = [];
  if (config.adminEmail && !config.adminPassword) {
    faults.push("HISSUNO_ADMIN_PASSWORD must be set together with HISSUNO_ADMIN_EMAIL.");
  }
  if (config.adminPassword && !config.adminEmail) {
    faults.push("HISSUNO_ADMIN_EMAIL must be set together with HISSUNO_ADMIN_PASSWORD.");
  }
  if (config.smtpUrl && !config.smtpFrom) {
    faults.push("SMTP_FROM must be set together with SMTP_URL.");
  }
  if (config.smtpUrl && !config.publicUrl) {
    faults.push("PUBLIC_URL must be set together with SMTP_URL: e-mails link to it.");
  }
  if (config.databaseDirectUrl && !config.databaseUrl) {
    faults.push("DATABASE_URL must be set together with DATABASE_DIRECT_URL.");
  }
  if ((config.openaiPriceInput === undefined) !== (config.openaiPriceOutput === undefined)) {
    faults.push("OPENAI_PRICE_INPUT and OPENAI_PRICE_OUTPUT must be set together.");
  }
  if (!config.databaseUrl && config.databasePoolSize > 50) {
    faults.push("DATABASE_POOL_SIZE must be at most 50 with the built-in database.");
  }
  return faults;
}
