/** Sources whose conversations happen elsewhere while they go on: what they send, and what they may do. */
export { needsAttention } from "./attention.ts";
export { selectChannel, selectMonitored } from "./channels_sql.ts";
export type { FailedDelivery } from "./deliveries_sql.ts";
export { drainLane } from "./drain.ts";
export { type Exchange, type OpenConnection, openConnection } from "./exchange.ts";
export { listFailedDeliveries, retryDelivery } from "./failed_deliveries.ts";
export { pruneDeliveries } from "./prune.ts";
export { receiveDelivery } from "./receive.ts";
export { createSockets, type SocketOptions, type Sockets } from "./sockets.ts";
export { resumeForgotten } from "./store.ts";
export { chooseChannels, listChannels, requestChannels, stopChannels } from "./picker.ts";
export { channelJobs } from "./picker_jobs.ts";
export {
  type Backfill,
  backfills,
  backfillStart,
  type ChannelFilter,
  channelFilters,
  type ChannelList,
  isEverything,
  type PickedChannel,
  type RefusedChannel,
} from "./picker_model.ts";
export { countChannels, selectChannelList, selectPickedChannel } from "./picker_sql.ts";
export { type LiveState, liveState } from "./live_state.ts";
export { countMonitored } from "./live_state_sql.ts";
