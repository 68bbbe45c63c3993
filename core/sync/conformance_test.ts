import { testSource } from "../plugin_kit/testing.ts";
import { acme, startAcme } from "./testing/acme.ts";

testSource(acme, startAcme);
