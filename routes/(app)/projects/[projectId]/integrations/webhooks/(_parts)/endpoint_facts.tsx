import { type Fact, FactList } from "../../../../../../../components/fact_list.tsx";
import { sourceLabel, tagLabel } from "../../../../../../../components/labels.ts";
import { Time } from "../../../../../../../components/time.tsx";
import type { WebhookEndpoint } from "../../../../../../../core/webhooks/mod.ts";

/** Where an endpoint leads and what it is told. */
export function EndpointFacts({ endpoint, at }: {
  endpoint: WebhookEndpoint;
  /** The present in milliseconds. */
  at: number;
}) {
  const { url, event_types, sources, tags, failing_since, previous_until, created_at } = endpoint;
  const facts: Fact[] = [
    { name: "Address", value: <code class="mono">{url}</code> },
    { name: "Events", value: event_types.length === 0 ? "All" : event_types.join(", ") },
  ];
  if (sources.length > 0) {
    facts.push({ name: "Sources", value: sources.map(sourceLabel).join(", ") });
  }
  if (tags.length > 0) facts.push({ name: "Tags", value: tags.map(tagLabel).join(", ") });
  if (failing_since) {
    facts.push({ name: "Failing since", value: <Time at={failing_since} format="full" /> });
  }
  if (previous_until && previous_until.getTime() > at) {
    facts.push({
      name: "Previous secret signs until",
      value: <Time at={previous_until} format="full" />,
    });
  }
  facts.push({ name: "Made", value: <Time at={created_at} format="full" /> });
  return <FactList facts={facts} />;
}
