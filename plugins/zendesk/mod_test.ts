import { testSource } from "#plugin-kit/testing";
import zendesk from "./mod.ts";
import { FakeZendesk } from "./testing/fake.ts";

testSource(zendesk, () => new FakeZendesk());
