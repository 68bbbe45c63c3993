/**
 * The accounts library (better-auth), set up for our tables. Loaded on first use, because importing
 * it takes longer than the rest of the server's start. Nothing outside core/access knows it.
 */
import type { Secret } from "../crypto.ts";
import type { Sql } from "../db/mod.ts";
import { newId, randomToken } from "../id.ts";
import { passwordMaximum, passwordMinimum } from "./identity.ts";
import { cookiePrefix, cookieSecret, usesSecureCookies } from "./session_cookie.ts";

/** How long someone stays signed in, in seconds. */
export const sessionSeconds = 30 * 24 * 3600;

/** What the library is set up with. */
export interface LibraryOptions {
  sql: Sql;
  /** Cookies are signed with a key derived from the current one. */
  secret: Secret;
  /** The address people use; cookies are `Secure` when it is https. */
  publicUrl?: string | null;
}

const timestamps = { createdAt: "created_at", updatedAt: "updated_at" };

/** Imports the library and connects it to the pool. Runs no migration and sends nothing anywhere. */
export async function openLibrary(options: LibraryOptions) {
  const [{ betterAuth }, { PostgresJSDialect }] = await Promise.all([
    import("better-auth"),
    import("kysely-postgres-js"),
  ]);
  const secret = await cookieSecret(options.secret);
  const publicUrl = options.publicUrl ?? "http://localhost";
  const library = betterAuth({
    appName: "Hissuno",
    baseURL: new URL(publicUrl).origin,
    // Both forms: without the list, a BETTER_AUTH_SECRETS in the environment would be used instead.
    secret,
    secrets: [{ version: 1, value: secret }],
    database: {
      dialect: new PostgresJSDialect({ postgres: poolFor(options.sql) }),
      type: "postgres",
      transaction: true,
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Its HTTP handler is never mounted; our own throttle is shared by all replicas.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordMinimum,
      maxPasswordLength: passwordMaximum,
    },
    user: {
      modelName: "user_accounts",
      fields: { emailVerified: "email_verified", ...timestamps },
    },
    session: {
      modelName: "account_sessions",
      // A fixed end instead of a sliding one: reading a page then never writes.
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      fields: {
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        userId: "user_id",
        ...timestamps,
      },
    },
    account: {
      modelName: "account_credentials",
      fields: {
        accountId: "account_id",
        providerId: "provider_id",
        userId: "user_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...timestamps,
      },
    },
    verification: {
      modelName: "account_verifications",
      fields: { expiresAt: "expires_at", ...timestamps },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: usesSecureCookies(publicUrl),
      database: {
        validateSchema: false,
        generateId: ({ model }: { model: string }) =>
          model === "user" ? newId("usr") : randomToken(16),
      },
    },
  });
  const context = await library.$context;
  return {
    /** The library's server functions. */
    api: library.api,
    /** Hashes a password the way the library verifies it (scrypt). */
    hashPassword: (password: string): Promise<string> => context.password.hash(password),
  };
}

/**
 * Our pool as the dialect wants it. The dialect prepares every statement; behind a proxy that pools by
 * transaction that would fail, so the pool's own setting decides.
 */
function poolFor(sql: Sql): never {
  const reserve = async () => {
    const connection = await sql.reserve();
    return {
      unsafe: (text: string, values: never[]) =>
        connection.unsafe(text, values, { prepare: sql.options.prepare }),
      release: () => connection.release(),
    };
  };
  // It takes a function with `reserve` for a pool, and uses nothing else of it.
  return Object.assign(() => {}, { reserve }) as never;
}

/** The opened library. */
export type Library = Awaited<ReturnType<typeof openLibrary>>;

/** The code of an error that the library throws on purpose, or null for any other. */
export function libraryErrorCode(error: unknown): string | null {
  const body = (error as { body?: { code?: unknown } } | null)?.body;
  return typeof body?.code === "string" ? body.code : null;
}
