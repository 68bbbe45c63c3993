import { Webhook } from "standardwebhooks";
import { seal, type Secret, unseal } from "../crypto.ts";

const PURPOSE = "webhook secret";
const SECRET_BYTES = 32;
/** So many endpoints' keys are kept ready. */
const MOST_READY = 2_000;

/** A new secret of an endpoint, as its receiver needs it: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${bytes.toBase64()}`;
}

/** A secret as it is stored: only this installation can read it, and only for this endpoint. */
export function sealSecret(
  ours: Secret,
  projectId: string,
  endpointId: string,
  text: string,
): Promise<string> {
  return seal(ours, PURPOSE, text, `${projectId}/${endpointId}`);
}

/** What an endpoint is signed with. */
export interface SigningKeys {
  project_id: string;
  endpoint_id: string;
  secret: string;
  previous_secret: string | null;
  previous_until: Date | null;
}

/** Signs what goes out; keeps opened secrets ready, because opening one takes longer than signing. */
export class Signer {
  readonly #ours: Secret;
  readonly #ready = new Map<string, Promise<Webhook>>();

  constructor(ours: Secret) {
    this.#ours = ours;
  }

  /**
   * The value of `webhook-signature`: one signature, or two while a secret is being replaced.
   *
   * @param at also what `webhook-timestamp` says
   * @throws a sentence when a secret cannot be opened with the installation's
   */
  async sign(keys: SigningKeys, id: string, at: Date, body: string): Promise<string> {
    const secrets = [keys.secret];
    if (keys.previous_secret && keys.previous_until && keys.previous_until > at) {
      secrets.push(keys.previous_secret);
    }
    const webhooks = await Promise.all(secrets.map((sealed) => this.#open(keys, sealed)));
    return webhooks.map((webhook) => webhook.sign(id, at, body)).join(" ");
  }

  #open({ project_id, endpoint_id }: SigningKeys, sealed: string): Promise<Webhook> {
    const known = this.#ready.get(sealed);
    if (known) return known;
    if (this.#ready.size >= MOST_READY) this.#ready.clear();
    const opened = unseal(this.#ours, PURPOSE, sealed, `${project_id}/${endpoint_id}`)
      .then((text) => new Webhook(text));
    this.#ready.set(sealed, opened);
    // One that failed is tried anew: the operator may have put the old secret back.
    opened.catch(() => this.#ready.delete(sealed));
    return opened;
  }
}
