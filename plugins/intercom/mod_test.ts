import { testSource } from "#plugin-kit/testing";
import plugin from "./mod.ts";
import { startIntercom } from "./testing/fake.ts";

testSource(plugin as never, startIntercom);
