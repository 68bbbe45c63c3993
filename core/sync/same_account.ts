import type { Account, SourcePlugin } from "../contract/mod.ts";
import type { Db } from "../db/mod.ts";
import { AppError, invalidFields } from "../errors.ts";
import { type ConnectionRow, selectConnectionOfAccount } from "./connections_sql.ts";

/** Thrown when an account is to be connected that the project has connected already. */
export class AlreadyConnected extends AppError {
  override name = "AlreadyConnected";

  constructor(message: string, readonly connectionId: string) {
    super(message, { code: "already_connected", status: 409 });
  }
}

/**
 * Sources with channels have one connection per account in a project: a second one would hear the
 * same conversations.
 *
 * @throws {AlreadyConnected}
 */
export async function assertNewAccount(
  sql: Db,
  projectId: string,
  plugin: SourcePlugin,
  account: Account,
): Promise<void> {
  if (!plugin.channels) return;
  const known = await selectConnectionOfAccount(sql, projectId, plugin.manifest.id, account.id);
  if (!known) return;
  throw new AlreadyConnected(
    `${account.label} is connected already, as "${known.name}". Change that connection instead.`,
    known.id,
  );
}

/**
 * Channels and threads belong to an account: another one needs a connection of its own.
 *
 * @throws {AppError} 400
 */
export function assertSameAccount(
  plugin: SourcePlugin,
  known: Pick<ConnectionRow, "account_id" | "account_label">,
  account: Account,
): void {
  if (!plugin.channels || known.account_id === null || known.account_id === account.id) return;
  const owner = known.account_label ?? known.account_id;
  throw invalidFields([{
    message: `These credentials belong to ${account.label}, but this connection is for ${owner}. ` +
      `Connect ${account.label} as another ${plugin.manifest.name}.`,
    code: "other_account",
  }]);
}
