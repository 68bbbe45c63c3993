/** What everyone agrees on: sessions, messages, events, sync state, and what a source is. */
export * from "./session.ts";
export * from "./message.ts";
export * from "./conversation.ts";
export * from "./event.ts";
export * from "./sync_state.ts";
export * from "./source.ts";
export * from "./live.ts";
export * from "./provider_error.ts";
export * from "./form_field.ts";
