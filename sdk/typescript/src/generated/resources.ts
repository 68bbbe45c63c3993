// Written by sdk/generate.ts from docs/openapi.json; do not edit.
import type { Transport } from "../transport.ts";
import { Sessions } from "./resources/sessions.ts";
import { Messages } from "./resources/messages.ts";

/** Every resource of the API. */
export class Resources {
  readonly sessions: Sessions;
  readonly messages: Messages;

  /** @param transport what sends the requests */
  constructor(transport: Transport) {
    this.sessions = new Sessions(transport);
    this.messages = new Messages(transport);
  }
}
