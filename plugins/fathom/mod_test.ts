import { testSource } from "#plugin-kit/testing";
import fathom from "./mod.ts";
import { startFathom } from "./testing/fake.ts";

// As fast as the machine: the pace itself is tested on the manifest.
const limits = { requests: 1000, perSeconds: 1 };
const fast = { ...fathom, manifest: { ...fathom.manifest, limits } };

testSource(fast, startFathom);
