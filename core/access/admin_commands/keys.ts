import { type Plan, plans } from "../../projects/mod.ts";
import type { Sql } from "../../db/mod.ts";
import { createKey, listKeys, revokeKey, setKeyAddresses } from "../api_keys.ts";
import { type ApiKey, type Scope, scopes } from "../api_keys_model.ts";
import { checkAddresses } from "../key_addresses.ts";
import { checkOverlap, overlaps, rotateKey } from "../key_rotation.ts";
import { type Command, day, type Flag, table, usage } from "./command.ts";
import { chosenProject, projectFlag } from "./projects.ts";

/**
 * A day (its end, UTC), a time, or a number of days from now.
 *
 * @throws AppError that names the flag
 */
export function readExpiry(text: string | undefined, at: Date): Date | null {
  if (text === undefined || text === "never") return null;
  const days = /^(\d{1,5})d$/.exec(text);
  if (days) return new Date(at.getTime() + Number(days[1]) * 24 * 3600_000);
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? new Date(`${text}T23:59:59.999Z`)
    : /^\d{4}-\d{2}-\d{2}T/.test(text)
    ? new Date(text)
    : new Date(NaN);
  if (Number.isNaN(date.getTime())) {
    throw usage("expires", "Not a date. Write 2027-01-31, 2027-01-31T12:00:00Z, 90d or never.");
  }
  return date;
}

const create: Command = {
  name: "key:create",
  summary: "create an API key; it is shown once",
  flags: [
    projectFlag,
    { name: "name", value: "NAME", meaning: "what it is for", required: true },
    { name: "scope", value: "SCOPE", meaning: `${scopes.join(", ")}; full when left out` },
    {
      name: "plan",
      value: "PLAN",
      meaning: `${plans.join(", ")}; the project's when left out`,
    },
    { name: "expires", value: "DATE", meaning: "2027-01-31, 90d or never; never when left out" },
    {
      name: "addresses",
      value: "LIST",
      meaning:
        "where it may be used from, such as 192.0.2.0/24,203.0.113.7; anywhere when left out",
    },
  ],
  async run({ sql }, flags, at) {
    const project = await chosenProject(sql, flags.project!);
    const scope = (flags.scope ?? "full") as Scope;
    const plan = (flags.plan ?? null) as Plan | null;
    const expiresAt = readExpiry(flags.expires, at);
    const { name } = flags as { name: string };
    const allowedAddresses = checkAddresses(flags.addresses ?? "");
    const created = await createKey(
      sql,
      { projectId: project.id, name, scope, plan, expiresAt, allowedAddresses },
      at,
    );
    return {
      text: [
        `Created key "${name.trim()}" (${created.id}, scope ${scope}) for project "${project.name}".`,
        "",
        `  ${created.key}`,
        "",
        "It is shown this once. Keep it in a safe place.",
      ].join("\n"),
      data: {
        id: created.id,
        key: created.key,
        project_id: project.id,
        name: name.trim(),
        scope,
        plan: plan ?? project.plan,
        expires_at: expiresAt?.toISOString() ?? null,
        allowed_addresses: allowedAddresses,
      },
    };
  },
};

const keyFlag: Flag = {
  name: "key",
  value: "ID",
  meaning: "id of the key, from key:list",
  required: true,
};

async function chosenKey(
  sql: Sql,
  project: { id: string; name: string },
  id: string,
): Promise<ApiKey> {
  const key = (await listKeys(sql, project.id)).find((one) => one.id === id);
  if (!key) throw usage("key", `Project "${project.name}" has no such key. See key:list.`);
  return key;
}

const list: Command = {
  name: "key:list",
  summary: "list the API keys of a project",
  flags: [projectFlag],
  async run({ sql }, flags, at) {
    const project = await chosenProject(sql, flags.project!);
    const keys = await listKeys(sql, project.id);
    const stateOf = (key: (typeof keys)[number]) =>
      key.revokedAt ? "revoked" : key.expiresAt && key.expiresAt <= at ? "expired" : "active";
    const rows = keys.map((key) => [
      key.id,
      key.visible,
      stateOf(key),
      key.scope,
      key.plan,
      day(key.expiresAt),
      day(key.lastUsedAt),
      key.name,
    ]);
    const head = ["ID", "KEY", "STATE", "SCOPE", "PLAN", "EXPIRES", "LAST USED", "NAME"];
    return {
      text: rows.length === 0
        ? `Project "${project.name}" has no keys. Create one with key:create.`
        : table(head, rows),
      data: keys.map((key) => ({
        id: key.id,
        visible: key.visible,
        state: stateOf(key),
        name: key.name,
        scope: key.scope,
        plan: key.plan,
        created_at: key.createdAt.toISOString(),
        expires_at: key.expiresAt?.toISOString() ?? null,
        last_used_at: key.lastUsedAt?.toISOString() ?? null,
        last_used_from: key.lastUsedFrom,
        allowed_addresses: key.allowedAddresses,
        replaces: key.replaces,
        replaced_by: key.replacedBy,
        revoked_at: key.revokedAt?.toISOString() ?? null,
      })),
    };
  },
};

const revoke: Command = {
  name: "key:revoke",
  summary: "revoke an API key at once",
  flags: [projectFlag, keyFlag],
  async run({ sql }, flags, at) {
    const project = await chosenProject(sql, flags.project!);
    const key = await chosenKey(sql, project, flags.key!);
    await revokeKey(sql, { projectId: project.id, keyId: key.id }, undefined, at);
    return {
      text: `Revoked key "${key.name}" (${key.visible}).`,
      data: { id: key.id, project_id: project.id, revoked: true },
    };
  },
};

const rotate: Command = {
  name: "key:rotate",
  summary: "make a key in place of another one, which ends after a while; it is shown once",
  flags: [
    projectFlag,
    keyFlag,
    {
      name: "overlap",
      value: "TIME",
      meaning: `how long the old key holds: ${Object.keys(overlaps).join(", ")}; 24h when left out`,
    },
  ],
  async run({ sql }, flags, at) {
    const project = await chosenProject(sql, flags.project!);
    const old = await chosenKey(sql, project, flags.key!);
    const overlap = checkOverlap(flags.overlap ?? "24h");
    const asked = { projectId: project.id, keyId: old.id, overlap };
    const next = await rotateKey(sql, asked, undefined, at);
    return {
      text: [
        `Created key "${old.name}" (${next.id}, scope ${old.scope}) for project "${project.name}".`,
        "",
        `  ${next.key}`,
        "",
        "It is shown this once. Keep it in a safe place.",
        `The old key (${old.visible}) ends ${next.oldEndsAt.toISOString()}.`,
      ].join("\n"),
      data: {
        id: next.id,
        key: next.key,
        project_id: project.id,
        expires_at: next.expiresAt?.toISOString() ?? null,
        replaces: old.id,
        old_ends_at: next.oldEndsAt.toISOString(),
      },
    };
  },
};

const allow: Command = {
  name: "key:allow",
  summary: "set the addresses an API key may be used from",
  flags: [
    projectFlag,
    keyFlag,
    {
      name: "addresses",
      value: "LIST",
      meaning: "addresses and networks, such as 192.0.2.0/24,203.0.113.7; or any",
      required: true,
    },
  ],
  async run({ sql }, flags) {
    const project = await chosenProject(sql, flags.project!);
    const key = await chosenKey(sql, project, flags.key!);
    const addresses = flags.addresses === "any" ? "" : flags.addresses!;
    const kept = await setKeyAddresses(sql, { projectId: project.id, keyId: key.id, addresses });
    const from = kept.length === 0 ? "anywhere" : kept.join(", ");
    return {
      text: `Key "${key.name}" (${key.visible}) may be used from ${from}.`,
      data: { id: key.id, project_id: project.id, allowed_addresses: kept },
    };
  },
};

/** The commands about API keys. */
export const keyCommands: Command[] = [create, list, rotate, allow, revoke];
