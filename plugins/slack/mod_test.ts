import { testSource } from "#plugin-kit/testing";
import slackSource from "./mod.ts";
import { SlackProvider } from "./testing/provider.ts";

testSource(slackSource, () => new SlackProvider());
