import { now } from "../clock.ts";
import type { Secret } from "../crypto.ts";
import { type Db, type Sql, transaction } from "../db/mod.ts";
import { AppError, conflict, invalid, notFound, unauthorized } from "../errors.ts";
import { newId, randomToken } from "../id.ts";
import { type Library, libraryErrorCode, openLibrary } from "./accounts_library.ts";
import {
  deleteSignIns,
  insertUser,
  renameUser,
  replacePassword,
  selectSignIns,
  selectUser,
  selectUserByEmail,
  selectVisitor,
  type SignedIn,
  type User,
} from "./accounts_sql.ts";
import { checkPassword, cleanEmail, cleanHeader, cleanName, passwordMaximum } from "./identity.ts";
import { deleteSetupTokens } from "./setup_sql.ts";
import { SessionCookie } from "./session_cookie.ts";
import { countSignIn, defaultThrottle, type ThrottleLimits } from "./sign_in_throttle.ts";

/** What accounts need to know. */
export interface AccountsOptions {
  sql: Sql;
  /** Cookies are signed with a key derived from the current one; replacing it ends all sign-ins. */
  secret: Secret;
  /** The address people use; session cookies are `Secure` when it is https. */
  publicUrl?: string | null;
  /** @default {10 wrong passwords for an address, 50 from an IP address, in 15 minutes} */
  throttle?: ThrottleLimits;
}

/** Someone who wants to sign in. */
export interface SignIn {
  email: string;
  password: string;
  /** From `clientIp`. */
  ip: string;
  userAgent?: string | null;
}

/** Who sent a request. */
export interface Visitor {
  user: User;
  /** Which of the person's sign-ins it is. */
  sessionId: string;
}

/** A password, hashed; what it takes to add a person inside a larger transaction. */
export interface PreparedUser {
  email: string;
  name: string;
  passwordHash: string;
}

/** People, their passwords and where they are signed in. */
export class Accounts {
  readonly #options: AccountsOptions;
  readonly #cookie: SessionCookie;
  #library: Promise<Library> | undefined;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#cookie = new SessionCookie(options);
  }

  /** Loads the library ahead of the first sign-in; to be called once the server answers. */
  async warmUp(): Promise<void> {
    await this.#open();
  }

  /**
   * Signs someone in.
   *
   * @returns the `Set-Cookie` values to answer with, and who it is
   * @throws AppError 400 for what is no address, 401 when address or password is wrong (in the same
   * time for both), 429 after too many attempts
   */
  async signIn(input: SignIn): Promise<{ cookies: string[]; user: User }> {
    const email = cleanEmail(input.email);
    if (typeof input.password !== "string" || input.password === "") {
      throw invalid("password", "Enter your password.");
    }
    const takeBack = await this.#count(email, input.ip);
    // Nobody has such a password, and hashing megabytes is work we need not do.
    if (input.password.length > passwordMaximum) throw wrongPassword();
    const library = await this.#open();
    const headers = new Headers({
      "user-agent": cleanHeader(input.userAgent),
      "x-forwarded-for": cleanHeader(input.ip, 60),
    });
    try {
      const answer = await library.api.signInEmail({
        body: { email, password: input.password },
        headers,
        returnHeaders: true,
      });
      await takeBack();
      const { id, name } = answer.response.user;
      return { cookies: answer.headers.getSetCookie(), user: { id, email, name } };
    } catch (error) {
      if (libraryErrorCode(error) === "INVALID_EMAIL_OR_PASSWORD") throw wrongPassword();
      throw error;
    }
  }

  /** Ends the sign-in of this request; the `Set-Cookie` values that remove its cookie. */
  async signOut(request: Request): Promise<string[]> {
    const library = await this.#open();
    const answer = await library.api.signOut({
      headers: cookieHeader(request),
      returnHeaders: true,
    });
    return answer.headers.getSetCookie();
  }

  /** Ends every sign-in of a person, on all devices. */
  async signOutEverywhere(userId: string): Promise<void> {
    await deleteSignIns(this.#options.sql, userId);
  }

  /** Where a person is signed in now, newest first. */
  async signedIn(userId: string, at: Date = now()): Promise<SignedIn[]> {
    return await selectSignIns(this.#options.sql, userId, at);
  }

  /** Who sent a request, by its session cookie; null for everyone else and for odd cookies. */
  async userOf(request: Request, at: Date = now()): Promise<Visitor | null> {
    const token = await this.#cookie.tokenOf(request);
    const found = token === null ? null : await selectVisitor(this.#options.sql, token, at);
    if (!found) return null;
    const { sessionId, ...user } = found;
    return { user, sessionId };
  }

  /**
   * Checks and hashes what makes a person, for {@link addUser}. Hashing takes a tenth of a second, so
   * it happens before a transaction is opened.
   *
   * @throws AppError 400 for a bad address, name or password
   */
  async prepareUser(
    input: { email: string; name: string; password: string },
  ): Promise<PreparedUser> {
    const email = cleanEmail(input.email);
    const name = cleanName(input.name, "name", "The name");
    const password = checkPassword(input.password, "password", email);
    return { email, name, passwordHash: await (await this.#open()).hashPassword(password) };
  }

  /**
   * Adds a person on the operator's word; sign-up is not open to the public.
   *
   * @throws AppError 400 for bad values, 409 when the address has an account
   */
  async createUser(
    input: { email: string; name: string; password: string },
    at: Date = now(),
  ): Promise<User> {
    const prepared = await this.prepareUser(input);
    return await transaction(this.#options.sql, (tx) => addUser(tx, prepared, at));
  }

  /**
   * Changes the password of whoever sent the request; all their other sign-ins end.
   *
   * @returns the `Set-Cookie` values of the sign-in that replaces this one
   * @throws AppError 400 for a wrong current or a bad new password, 401 when nobody is signed in, 429
   * after too many attempts
   */
  async changePassword(
    request: Request,
    input: { currentPassword: string; newPassword: string; ip: string },
  ): Promise<string[]> {
    const visitor = await this.userOf(request);
    if (!visitor) throw unauthorized("You are not signed in. Sign in and try again.");
    const { email } = visitor.user;
    const newPassword = checkPassword(input.newPassword, "new_password", email);
    const takeBack = await this.#count(email, input.ip);
    const wrong = "The current password is not right. Enter the one you sign in with.";
    const current = input.currentPassword;
    if (typeof current !== "string" || current === "" || current.length > passwordMaximum) {
      throw invalid("current_password", wrong);
    }
    const headers = cookieHeader(request);
    headers.set("user-agent", cleanHeader(request.headers.get("user-agent")));
    headers.set("x-forwarded-for", cleanHeader(input.ip, 60));
    try {
      const answer = await (await this.#open()).api.changePassword({
        body: { currentPassword: current, newPassword, revokeOtherSessions: true },
        headers,
        returnHeaders: true,
      });
      await takeBack();
      return answer.headers.getSetCookie();
    } catch (error) {
      if (libraryErrorCode(error) === "INVALID_PASSWORD") throw invalid("current_password", wrong);
      throw error;
    }
  }

  /**
   * Sets someone's password without knowing the old one; all their sign-ins end.
   *
   * @param db an open transaction, to make it part of a larger change
   * @throws AppError 400 for a bad password, 404 when there is no such person
   */
  async setPassword(
    input: { userId: string; password: string },
    db: Db = this.#options.sql,
    at: Date = now(),
  ): Promise<void> {
    const user = await selectUser(db, input.userId);
    if (!user) throw notFound("User");
    const password = checkPassword(input.password, "password", user.email);
    const passwordHash = await (await this.#open()).hashPassword(password);
    const change = { userId: user.id, credentialId: randomToken(16), passwordHash, at };
    if (db === this.#options.sql) {
      await transaction(this.#options.sql, (tx) => replacePassword(tx, change));
    } else {
      await replacePassword(db, change);
    }
  }

  /**
   * Changes how a person is called.
   *
   * @throws AppError 400 for a bad name
   */
  async rename(userId: string, name: string, at: Date = now()): Promise<void> {
    await renameUser(this.#options.sql, userId, cleanName(name, "name", "The name"), at);
  }

  /** The person with that address, or null. */
  async findUser(email: string): Promise<User | null> {
    return await selectUserByEmail(this.#options.sql, cleanEmail(email));
  }

  #count(email: string, ip: string): Promise<() => Promise<void>> {
    return countSignIn(
      this.#options.sql,
      { email, ip },
      this.#options.throttle ?? defaultThrottle,
    );
  }

  #open(): Promise<Library> {
    return this.#library ??= openLibrary(this.#options).catch((error) => {
      // The next request tries again.
      this.#library = undefined;
      throw error;
    });
  }
}

/** Accounts on a database. Costs nothing until the first use or `warmUp`. */
export function createAccounts(options: AccountsOptions): Accounts {
  return new Accounts(options);
}

/**
 * Adds a person inside a transaction. The first account ends every set-up link.
 *
 * @throws AppError 409 when the address has an account
 */
export async function addUser(tx: Db, user: PreparedUser, at: Date): Promise<User> {
  const { email, name, passwordHash } = user;
  const id = newId("usr", at);
  const credentialId = randomToken(16);
  if (!await insertUser(tx, { id, email, name, passwordHash, credentialId, at })) {
    throw conflict("An account with this e-mail address exists already. Sign in with it instead.");
  }
  await deleteSetupTokens(tx);
  return { id, email, name };
}

function cookieHeader(request: Request): Headers {
  return new Headers({ cookie: request.headers.get("cookie") ?? "" });
}

function wrongPassword(): AppError {
  return new AppError(
    "The e-mail address or the password is not right. Check both and try again.",
    {
      code: "wrong_password",
      status: 401,
    },
  );
}
