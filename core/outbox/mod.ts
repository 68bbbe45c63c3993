/** What is written here on its way to where sessions happen: in order, once, with honest states. */
export { noteReplies } from "./connections_sql.ts";
export { type Delivery, listDeliveries } from "./deliveries.ts";
export { deleteSent, editSent, retrySend } from "./edit.ts";
export { createOutbox, type Outbox, type OutboxOptions } from "./outbox.ts";
export { sweepOutbox } from "./resume.ts";
