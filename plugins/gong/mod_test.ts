import { testSource } from "#plugin-kit/testing";
import gong from "./mod.ts";
import { startGong } from "./testing/fake.ts";

// As fast as the machine: the pace itself is tested on the manifest.
const fast = { ...gong, manifest: { ...gong.manifest, limits: { requests: 1000, perSeconds: 1 } } };

testSource(fast, startGong);
