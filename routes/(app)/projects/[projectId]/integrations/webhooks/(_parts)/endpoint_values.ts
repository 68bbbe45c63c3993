import type { EndpointInput, WebhookEndpoint } from "../../../../../../../core/webhooks/mod.ts";
import type { Form } from "../../../../../../(_common)/form.ts";

/** The fields at which the form can show errors. */
export const endpointFields = ["url", "description", "event_types", "sources", "tags"] as const;

/** A form that nobody has filled in. */
export const emptyEndpoint: EndpointInput = {
  url: "",
  description: "",
  event_types: [],
  sources: [],
  tags: [],
};

/** What somebody typed. */
export function readEndpoint(form: Form): EndpointInput {
  return {
    url: form.text("url"),
    description: form.text("description"),
    event_types: form.all("event_types"),
    sources: form.all("sources"),
    tags: form.all("tags"),
  };
}

/** What is stored, as the form shows it. */
export function valuesOf(endpoint: WebhookEndpoint): EndpointInput {
  const { url, description, event_types, sources, tags } = endpoint;
  return { url, description, event_types, sources, tags };
}
