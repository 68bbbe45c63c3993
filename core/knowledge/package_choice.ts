import type { Db } from "../db/mod.ts";
import {
  type ChoosingChannel,
  selectChannelPackage,
  selectChannelsOf,
} from "./package_choice_sql.ts";
import { DEFAULT_PACKAGE } from "./packages_sql.ts";

/** Who answers from a package. */
export interface PackageUsers {
  widget: boolean;
  agent: boolean;
  /** The first {@link MOST_CHANNELS}, by name. */
  channels: ChoosingChannel[];
}

/** So many channels are named. */
const MOST_CHANNELS = 20;

/**
 * The packages that answer in a session: what its channel chooses, else what {@link packagesFor} says.
 *
 * @param settings of the project
 */
export async function packagesOfSession(
  db: Db,
  projectId: string,
  settings: Record<string, unknown> | undefined,
  session: { id: string; source: string },
): Promise<string[]> {
  const own = session.source === "widget"
    ? null
    : await selectChannelPackage(db, projectId, session.id);
  return own ? [own] : packagesFor(settings, session.source);
}

/**
 * The packages that answer where a conversation happens: what the widget's settings choose, else what
 * the agent's do, else the default one.
 *
 * @param settings of the project
 * @param source of the session, such as `widget`
 */
export function packagesFor(
  settings: Record<string, unknown> | undefined,
  source: string,
): string[] {
  const own = source === "widget" ? packageIn(settings?.widget) : null;
  return [own ?? packageIn(settings?.agent) ?? DEFAULT_PACKAGE];
}

/** Who has chosen a package. */
export async function usersOfPackage(
  db: Db,
  projectId: string,
  settings: Record<string, unknown> | undefined,
  packageId: string,
): Promise<PackageUsers> {
  return {
    widget: packageIn(settings?.widget) === packageId,
    agent: packageIn(settings?.agent) === packageId,
    channels: await selectChannelsOf(db, projectId, packageId, MOST_CHANNELS),
  };
}

function packageIn(part: unknown): string | null {
  const chosen = (part as { package?: unknown } | null | undefined)?.package;
  return isPackageId(chosen) ? chosen : null;
}

/** Whether a text can be the id of a package. */
export function isPackageId(id: unknown): id is string {
  return typeof id === "string" && /^pack_[0-9a-z]{1,40}$/.test(id);
}
