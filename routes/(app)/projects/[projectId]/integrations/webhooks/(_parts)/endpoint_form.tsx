import { Banner } from "../../../../../../../components/banner.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../../components/checkbox.tsx";
import { FieldNotes } from "../../../../../../../components/field.tsx";
import { Input } from "../../../../../../../components/input.tsx";
import { sourceLabel, tagLabel } from "../../../../../../../components/labels.ts";
import { LinkButton } from "../../../../../../../components/link_button.tsx";
import { type EndpointInput, PUBLIC_EVENT_TYPES } from "../../../../../../../core/webhooks/mod.ts";
import type { FormErrors } from "../../../../../../(_common)/form.ts";

/** The form of an endpoint: where to, and what it is told. */
export function EndpointForm({ action, backHref, submit, values, errors, sources, tags }: {
  action: string;
  backHref: string;
  submit: string;
  values: EndpointInput;
  errors: FormErrors;
  /** Sources and tags to choose from. */
  sources: readonly string[];
  tags: readonly string[];
}) {
  return (
    <form method="post" action={action} class="page narrow">
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      <Card>
        <Input
          label="Address"
          name="url"
          type="url"
          value={values.url}
          error={errors.fields.url}
          help="Where your program takes events by POST."
          placeholder="https://example.com/hissuno"
          required
          maxLength={2000}
        />
        <Input
          label="Description"
          name="description"
          value={values.description}
          error={errors.fields.description}
          maxLength={200}
          optional
        />
      </Card>
      <Card
        title="Events"
        description="Without a tick all of them, also those that come with later versions."
      >
        <Choices
          legend="Event types"
          name="event_types"
          options={PUBLIC_EVENT_TYPES.map((type) => ({ value: type, label: type }))}
          chosen={values.event_types}
          error={errors.fields.event_types}
        />
      </Card>
      <Card
        title="Filters"
        description="They narrow what is told of sessions and their messages. Without a tick nothing is left out."
      >
        <Choices
          legend="Sources"
          name="sources"
          options={sources.map((source) => ({ value: source, label: sourceLabel(source) }))}
          chosen={values.sources}
          error={errors.fields.sources}
          isShown
        />
        <Choices
          legend="Tags"
          name="tags"
          options={tags.map((tag) => ({ value: tag, label: tagLabel(tag) }))}
          chosen={values.tags}
          error={errors.fields.tags}
          isShown
        />
      </Card>
      <div class="actions">
        <Button type="submit" variant="primary">{submit}</Button>
        <LinkButton href={backHref} variant="quiet">Cancel</LinkButton>
      </div>
    </form>
  );
}

function Choices({ legend, name, options, chosen, error, isShown = false }: {
  legend: string;
  name: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
  error?: string;
  /** Whether the legend is seen. */
  isShown?: boolean;
}) {
  return (
    <fieldset class="choice-row tight">
      <legend class={isShown ? "field-label" : "visually-hidden"}>{legend}</legend>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          id={`${name}-${value}`}
          name={name}
          value={value}
          label={label}
          checked={chosen.includes(value)}
        />
      ))}
      <FieldNotes id={`field-${name}`} error={error} />
    </fieldset>
  );
}
