import { codeOf } from "./errors.ts";
import { slackClient } from "./api.ts";
import { isExternal, type Standing } from "./external.ts";
import type { Self, SlackSource } from "./self.ts";

/** How long what is known of a person or a company is believed, in milliseconds. */
const FRESH = 24 * 3_600_000;

/** Somebody who writes in Slack. */
export interface Person extends Standing {
  id: string;
  name: string;
  email: string | null;
  isBot: boolean;
}

/** What a message tells of its author, in case Slack tells no more. */
export interface AuthorHint {
  teamId?: string;
  name?: string;
  isGuest?: boolean;
}

interface Kept<Value> {
  value: Value;
  /** Milliseconds since 1970. */
  at: number;
}

/** A company that shares channels with us. */
interface Team {
  name: string | null;
  domain: string | null;
}

/** The people of a workspace and those it shares channels with, as remembered for a connection. */
export class People {
  readonly #seen = new Map<string, Promise<Person>>();
  readonly #teams = new Map<string, Promise<Team>>();

  constructor(readonly source: SlackSource, readonly self: Self) {}

  /** Somebody by id. People we may not see are known by what their message tells. */
  get(id: string, hint: AuthorHint = {}): Promise<Person> {
    const known = this.#seen.get(id);
    if (known) return known;
    const asked = this.#find(id, hint);
    this.#seen.set(id, asked);
    asked.catch(() => this.#seen.delete(id));
    return asked;
  }

  isExternal(person: Person): boolean {
    return isExternal(person, this.self);
  }

  /** The company of somebody of another workspace; null for guests and teammates. */
  async companyOf(person: Person) {
    const { teamId } = person;
    if (teamId === null || teamId === this.self.teamId || !this.isExternal(person)) return null;
    const known = this.#teams.get(teamId) ?? this.#findTeam(teamId);
    this.#teams.set(teamId, known);
    known.catch(() => this.#teams.delete(teamId));
    const { name, domain } = await known;
    return { externalId: teamId, ...(name ? { name } : {}), ...(domain ? { domain } : {}) };
  }

  /** Takes over what an event says of somebody we know; of others nothing is kept. */
  async refresh(user: unknown): Promise<void> {
    const person = personOf(user);
    const { records } = this.source;
    if (!person || !records || !await records.get("user", person.id)) return;
    await this.#keep("user", person.id, person);
    this.#seen.delete(person.id);
  }

  async #find(id: string, hint: AuthorHint): Promise<Person> {
    const kept = await this.#kept<Person>("user", id);
    if (kept) return kept;
    const client = await slackClient(this.source, this.source.secret.bot_token);
    try {
      // https://docs.slack.dev/reference/methods/users.info
      const { user } = await client.users.info({ user: id });
      const person = personOf(user) ?? invisible(id, hint);
      await this.#keep("user", id, person);
      return person;
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (!["user_not_found", "user_not_visible", "users_not_found"].includes(code)) throw error;
      const person = invisible(id, hint);
      await this.#keep("user", id, person);
      return person;
    }
  }

  async #findTeam(id: string): Promise<Team> {
    const kept = await this.#kept<Team>("team", id);
    if (kept) return kept;
    let team: Team = { name: null, domain: null };
    try {
      const client = await slackClient(this.source, this.source.secret.bot_token);
      // https://docs.slack.dev/reference/methods/team.info
      const answer = await client.team.info({ team: id });
      // Several domains come as one text.
      const [domain] = (answer.team?.email_domain ?? "").split(",");
      team = { name: answer.team?.name || null, domain: domain?.trim() || null };
    } catch (error) {
      // Slack names only teams that share a channel with us.
      if (!(codeOf(error) ?? "").endsWith("not_found")) throw error;
    }
    await this.#keep("team", id, team);
    return team;
  }

  async #kept<Value>(kind: string, id: string): Promise<Value | null> {
    const kept = await this.source.records?.get<Kept<Value>>(kind, id);
    return kept && this.source.now().getTime() - kept.at < FRESH ? kept.value : null;
  }

  async #keep(kind: string, id: string, value: unknown): Promise<void> {
    await this.source.records?.set(kind, id, { value, at: this.source.now().getTime() });
  }
}

/** Our own workspace shows us all of its people: whom it does not show is from elsewhere. */
function invisible(id: string, hint: AuthorHint): Person {
  return {
    id,
    name: hint.name ?? "Somebody",
    email: null,
    isBot: false,
    teamId: hint.teamId ?? null,
    enterpriseId: null,
    teams: [],
    isStranger: hint.teamId === undefined,
    isGuest: hint.isGuest ?? false,
  };
}

/** A person of `users.info` or an event; null for what is none. */
export function personOf(value: unknown): Person | null {
  const user = object(value);
  const profile = object(user.profile);
  const enterprise = object(user.enterprise_user);
  const id = text(user.id);
  if (!id) return null;
  return {
    id,
    name: text(profile.real_name) ?? text(profile.display_name) ?? text(user.real_name) ??
      text(user.name) ?? "Somebody",
    email: text(profile.email) ?? null,
    isBot: user.is_bot === true || id === "USLACKBOT",
    teamId: text(user.team_id) ?? text(profile.team) ?? null,
    enterpriseId: text(enterprise.enterprise_id) ?? text(user.enterprise_id) ?? null,
    teams: Array.isArray(enterprise.teams) ? enterprise.teams.filter((one) => !!text(one)) : [],
    isStranger: user.is_stranger === true,
    isGuest: user.is_restricted === true || user.is_ultra_restricted === true,
  };
}

function object(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? value as Record<string, unknown> : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
