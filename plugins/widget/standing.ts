import type { Conversation, Customer, LiveHost } from "#plugin-kit";
import type { User } from "./schemas.ts";

/**
 * How far a page's word on its visitor goes: `verified` is signed by the project's server; `claimed` is
 * taken for true because the project does not ask for more; `unverified` is kept and believed by
 * nobody; `anonymous` says nothing.
 */
export type Standing = "verified" | "claimed" | "unverified" | "anonymous";

/** What is stored of a page's word. */
export interface Judged {
  standing: Standing;
  /** The proven key; null unless verified. */
  verifiedUser: string | null;
  about: Pick<Conversation, "customer" | "userMetadata" | "verifiedUser">;
}

/** Weighs what a page says of its visitor. */
export async function judge(
  host: Pick<LiveHost, "verifyVisitor">,
  projectId: string,
  isRequired: boolean,
  user: User | undefined,
  metadata: Record<string, unknown> | undefined,
): Promise<Judged> {
  const id = user?.id || undefined;
  const email = user?.email || undefined;
  const name = user?.name || undefined;
  const signature = user?.user_hash || undefined;
  const proven = signature ? await host.verifyVisitor(projectId, { id, email }, signature) : null;
  if (!id && !email) {
    // A name alone tells nobody apart: it is kept with the session only.
    return judged(name && !isRequired ? "claimed" : "anonymous", null, null, {
      ...metadata,
      ...present(isRequired ? { unverified_name: name } : { name }),
    });
  }
  if (!proven && (isRequired || signature)) {
    const kept = { unverified_user_id: id, unverified_email: email, unverified_name: name };
    return judged("unverified", null, null, { ...metadata, ...present(kept) });
  }
  // With a signature asked for, only what is signed can lead to a known contact.
  const believed = proven && isRequired
    ? { userId: proven.id ?? undefined, email: proven.email ?? undefined, name }
    : { userId: id, email, name };
  const doubted = proven && isRequired
    ? {
      unverified_user_id: proven.id === null ? id : undefined,
      unverified_email: proven.email === null ? email : undefined,
    }
    : {};
  const kept = { ...metadata, ...present(believed), ...present(doubted) };
  return judged(proven ? "verified" : "claimed", proven?.key ?? null, believed, kept);
}

function judged(
  standing: Standing,
  verifiedUser: string | null,
  customer: Customer | null,
  userMetadata: Record<string, unknown>,
): Judged {
  return {
    standing,
    verifiedUser,
    about: {
      userMetadata,
      ...(customer ? { customer } : {}),
      ...(verifiedUser ? { verifiedUser } : {}),
    },
  };
}

function present(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
