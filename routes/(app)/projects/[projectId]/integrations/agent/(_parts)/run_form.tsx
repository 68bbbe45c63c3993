import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../../components/input.tsx";
import { Select } from "../../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../../components/textarea.tsx";
import { agentLanguages, agentLimits, tones } from "../../../../../../../core/agent/mod.ts";
import type { KnowledgePackage } from "../../../../../../../core/knowledge/mod.ts";
import type { Form } from "../../../../../../(_common)/form.ts";

/** What a run shall change, as its form holds it; empty texts change nothing. */
export interface RunValues {
  name: string;
  model: string;
  tone: string;
  language: string;
  instructions: string;
  package: string;
  judge: boolean;
}

/** The fields errors can be shown at. */
export const runFields = ["name", "model", "tone", "language", "instructions", "package"];

/** The form as it is at first. */
export const noValues: RunValues = {
  name: "",
  model: "",
  tone: "",
  language: "",
  instructions: "",
  package: "",
  judge: false,
};

/** Reads the form as it was sent. */
export function readRunValues(form: Form): RunValues {
  return {
    name: form.text("name"),
    model: form.text("model"),
    tone: form.text("tone"),
    language: form.text("language"),
    instructions: form.text("instructions"),
    package: form.text("package"),
    judge: form.has("judge"),
  };
}

const asNow = { value: "", label: "As it is now" };

/** What to answer the examples with. */
export function RunForm({ action, values, errors, packages, model, amount }: {
  action: string;
  values: RunValues;
  errors: Record<string, string>;
  packages: KnowledgePackage[];
  /** The operator's; null: passages are quoted. */
  model: string | null;
  /** How many examples there are. */
  amount: number;
}) {
  return (
    <form method="post" action={action}>
      <Card
        title="Answer them again"
        description="What you leave as it is takes the agent's settings. Counts against the daily budget."
        foot={
          <Button type="submit" variant="primary">
            {amount === 1 ? "Answer the example" : `Answer ${amount} examples`}
          </Button>
        }
      >
        <div class="two-columns">
          {model !== null && (
            <Input
              label="Model"
              name="model"
              value={values.model}
              placeholder={model}
              optional
              maxLength={agentLimits.model}
              autocomplete="off"
              spellcheck={false}
              error={errors.model}
            />
          )}
          <Select
            label="Knowledge"
            name="package"
            value={values.package}
            options={[asNow, ...packages.map(({ id, name }) => ({ value: id, label: name }))]}
            error={errors.package}
          />
          {model !== null && (
            <Select
              label="Tone"
              name="tone"
              value={values.tone}
              options={[
                asNow,
                ...tones.map((tone) => ({
                  value: tone,
                  label: tone[0]!.toUpperCase() + tone.slice(1),
                })),
              ]}
              error={errors.tone}
            />
          )}
          <Select
            label="Language"
            name="language"
            value={values.language}
            options={[
              asNow,
              { value: "auto", label: "The visitor's own" },
              ...Object.entries(agentLanguages).map(([value, label]) => ({ value, label })),
            ]}
            error={errors.language}
          />
        </div>
        {model !== null && (
          <>
            <Textarea
              label="Instructions"
              name="instructions"
              value={values.instructions}
              rows={4}
              optional
              help="In place of the agent's. Empty: as they are now."
              error={errors.instructions}
            />
            <Checkbox
              name="judge"
              value="yes"
              label="Have the model compare each answer with the kept one"
              help="One more request for each answer."
              checked={values.judge}
            />
          </>
        )}
        <Input
          label="Name of this run"
          name="name"
          value={values.name}
          optional
          maxLength={200}
          autocomplete="off"
          error={errors.name}
        />
      </Card>
    </form>
  );
}
