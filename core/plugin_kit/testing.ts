/** For tests of plugins: a fake provider as a real HTTP server, and the rules every source keeps. */
export { type FakeBehaviour, FakeServer, type SeenRequest } from "./testing/fake_server.ts";
export { type BrokenRule, brokenRules, testSource } from "./testing/conformance.ts";
export type { ConformanceOptions, FakeItem, FakeProvider } from "./testing/fake_provider.ts";
export { VendorSpec } from "./testing/vendor_spec.ts";
export { SyncHarness } from "./testing/harness.ts";
export { openLive } from "./testing/live.ts";
export { LiveHarness } from "./testing/live_harness.ts";
export { dbTest, testDatabase } from "../db/testing.ts";
