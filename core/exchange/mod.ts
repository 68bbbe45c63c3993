/** Sources whose conversations happen elsewhere while they go on: what they send, and what they may do. */
export { isCredentialFault, needsAttention } from "./attention.ts";
export { selectChannel, selectMonitored } from "./channels_sql.ts";
export { type Exchange, type OpenConnection, openConnection } from "./exchange.ts";
