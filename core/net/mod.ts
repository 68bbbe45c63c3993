/** The one way out to other hosts. */
export { type AllowList, hostMatches, isReachable, parseAllowList } from "./address.ts";
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardOptions,
  NetworkError,
} from "./guarded_fetch.ts";
export { resolveHost } from "./resolve.ts";
