import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { tagLabel } from "../../../../../../components/labels.ts";
import { Textarea } from "../../../../../../components/textarea.tsx";
import MessageRows from "../../../../../../islands/MessageRows.tsx";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { EditForm } from "../../(_parts)/edit_form.tsx";
import { MoreRows, Pairs } from "../../(_parts)/pairs.tsx";
import { TranscriptCard } from "./transcript_card.tsx";
import type { NewSessionValues } from "./values.ts";

const types = [
  { value: "chat", label: "Chat", help: "Messages back and forth" },
  { value: "meeting", label: "Meeting", help: "A call or visit, with speakers and times" },
  { value: "behavioral", label: "Behaviour", help: "Steps somebody took, one a message" },
];

/** The form for a conversation somebody writes down. */
export function NewSessionForm(
  { action, backHref, values, errors, tags, transcriptCount, formKey }: {
    action: string;
    backHref: string;
    values: NewSessionValues;
    errors: FormErrors;
    tags: string[];
    transcriptCount: number;
    formKey: string;
  },
) {
  const at = errors.fields;
  return (
    <EditForm
      action={action}
      back={backHref}
      submit="Create session"
      does="create"
      error={errors.form}
    >
      <input type="hidden" name="key" value={formKey} />
      {Object.keys(at).length > 0 && (
        <Banner tone="danger">Something is missing. See the red notes below.</Banner>
      )}
      <Card title="What it was">
        <Input
          label="Name"
          name="name"
          value={values.name}
          optional
          maxLength={500}
          autocomplete="off"
          help="Without one, the first words are its name."
          error={at.name}
        />
        <fieldset class="choices">
          <legend class="field-label">Type</legend>
          <div class="choice-row">
            {types.map(({ value, label, help }) => (
              <Checkbox
                key={value}
                type="radio"
                name="type"
                id={`type-${value}`}
                value={value}
                label={label}
                help={help}
                checked={values.type === value}
              />
            ))}
          </div>
        </fieldset>
        <fieldset class="choices">
          <legend class="field-label">Tags</legend>
          <div class="choice-row tight">
            {tags.map((tag) => (
              <Checkbox
                key={tag}
                name="tags"
                id={`tag-${tag}`}
                value={tag}
                label={tagLabel(tag)}
                checked={values.tags.includes(tag)}
              />
            ))}
          </div>
        </fieldset>
        <Textarea
          label="Notes"
          name="description"
          value={values.description}
          rows={2}
          optional
          help="For the team: where it was, what it was about."
          error={at.description}
        />
        <Checkbox
          name="closed"
          value="yes"
          label="It is over"
          help="Closed sessions go to the review. It can be reopened."
          checked={values.isClosed}
        />
      </Card>
      <Card title="Who it was with">
        <div class="two-columns">
          <Input
            label="Customer's name"
            name="customer_name"
            value={values.customerName}
            optional
            autocomplete="off"
            error={at.customer_name}
          />
          <Input
            label="Customer's e-mail"
            name="customer_email"
            type="email"
            value={values.customerEmail}
            optional
            autocomplete="off"
            help="Joins it with their other sessions."
            error={at.customer_email}
          />
        </div>
      </Card>
      <Card title="Messages" description="Rows left empty are left out.">
        <MessageRows rows={values.rows} errors={at} />
      </Card>
      <TranscriptCard values={values} count={transcriptCount} error={at.transcript} />
      <Card title="More about it" description="All optional.">
        <div class="two-columns">
          <Input
            label="Page"
            name="page_url"
            type="url"
            value={values.pageUrl}
            optional
            placeholder="https://"
            autocomplete="off"
            error={at.page_url}
          />
          <Input
            label="Page title"
            name="page_title"
            value={values.pageTitle}
            optional
            autocomplete="off"
            error={at.page_title}
          />
        </div>
        <Pairs
          name="meta"
          title="Metadata"
          help="Facts about the customer, such as plan or region."
          pairs={values.metadata}
          error={at.metadata}
        />
        <Pairs
          name="field"
          title="Custom fields"
          help="Facts about this conversation, such as an order number."
          pairs={values.fields}
          error={at.fields}
        />
        <MoreRows />
      </Card>
    </EditForm>
  );
}
