import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "../../../../../components/button.tsx";
import { Card } from "../../../../../components/card.tsx";
import { Checkbox } from "../../../../../components/checkbox.tsx";
import { Input } from "../../../../../components/input.tsx";
import { PageHeader } from "../../../../../components/page_header.tsx";
import { Select } from "../../../../../components/select.tsx";
import { Textarea } from "../../../../../components/textarea.tsx";
import { can } from "../../../../../core/access/mod.ts";
import { now } from "../../../../../core/clock.ts";
import type { Sql } from "../../../../../core/db/mod.ts";
import { invalidFields } from "../../../../../core/errors.ts";
import { updateProject } from "../../../../../core/projects/mod.ts";
import {
  readReviewSettings,
  REVIEW_MODES,
  REVIEW_STEPS,
  type ReviewSettings,
  reviewUsage,
} from "../../../../../core/review/mod.ts";
import { define } from "../../../../../server/state.ts";
import { type Form, formErrors } from "../../../../(_common)/form.ts";
import { done } from "../../../../(_common)/notice.ts";
import { readProjectForm } from "../(_parts)/person.ts";
import { stepLabels } from "./(_parts)/decision_text.ts";

const NO_ERRORS = { form: null as string | null, fields: {} as Record<string, string> };

export const handler = define.handlers({
  async GET(ctx) {
    const { services, project } = ctx.state;
    const settings = readReviewSettings(project!.settings);
    const used = await usedToday(services.sql, project!.id);
    return page({ settings, words: wordLines(settings.words), used, errors: NO_ERRORS });
  },

  async POST(ctx) {
    const { form, project, services } = await readProjectForm(ctx, "manage_project");
    const typed = form.raw("words");
    try {
      const review = readForm(form);
      await updateProject(services.sql, project.id, { settings: { review } });
      return done(ctx, `/projects/${project.id}/review`, "Review settings saved.");
    } catch (thrown) {
      const errors = formErrors(thrown, [
        "words",
        "prompt_price",
        "completion_price",
        "daily_tokens",
      ]);
      const settings = readReviewSettings(project.settings);
      const used = await usedToday(services.sql, project.id);
      return page({ settings, words: typed, used, errors }, { status: 400 });
    }
  },
});

async function usedToday(sql: Sql, projectId: string): Promise<number> {
  const { promptTokens, completionTokens } = await reviewUsage(sql, projectId, now());
  return promptTokens + completionTokens;
}

function readForm(form: Form): ReviewSettings {
  const faults: { field: string; message: string; code: string }[] = [];
  const price = (field: "prompt_price" | "completion_price") => {
    const text = form.text(field).replace(",", ".");
    if (text === "") return null;
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    faults.push({ field, message: "Enter a number, such as 0.15, or nothing.", code: "invalid" });
    return null;
  };
  const tokens = () => {
    const text = form.text("daily_tokens").replace(/[ ,.\u00a0]/g, "");
    if (text === "") return null;
    if (/^\d{1,12}$/.test(text)) return Number(text);
    const message = "Enter a whole number of tokens, or nothing for any number.";
    faults.push({ field: "daily_tokens", message, code: "invalid" });
    return null;
  };
  const words: Record<string, string[]> = {};
  for (const line of form.raw("words").split("\n").map((one) => one.trim()).filter(Boolean)) {
    const [tag, list] = line.split(/:(.*)/s) as [string, string | undefined];
    if (!list?.trim()) {
      const message = `“${
        line.slice(0, 40)
      }” is not a tag, a colon and words. Write “bug: broken, kaputt”.`;
      faults.push({ field: "words", message, code: "invalid" });
      continue;
    }
    const name = tag.trim().toLowerCase().replace(/[\s-]+/g, "_");
    words[name] = list.split(",").map((word) => word.trim()).filter(Boolean);
  }
  const settings = {
    mode: REVIEW_MODES.find((mode) => mode === form.text("mode")) ?? "suggest",
    steps: REVIEW_STEPS.filter((step) => form.all("steps").includes(step)),
    without_model: form.text("without_model") === "fail" ? "fail" as const : "rules" as const,
    words,
    prompt_price: price("prompt_price"),
    completion_price: price("completion_price"),
    daily_tokens: tokens(),
  };
  if (faults.length > 0) throw invalidFields(faults);
  return settings;
}

function wordLines(words: Record<string, string[]>): string {
  return Object.entries(words).map(([tag, list]) => `${tag}: ${list.join(", ")}`).join("\n");
}

/** Whether and how sessions of the project are reviewed. */
export default define.page<typeof handler>(({ data, state }) => {
  const { settings, words, errors } = data;
  const project = state.project!;
  const canManage = can(state.role!, "manage_project");
  const hasModel = state.services.model !== null;
  return (
    <>
      <Head>
        <title>{`Review settings · ${project.name}`}</title>
      </Head>
      <PageHeader
        title="Review settings"
        back={{ href: `/projects/${project.id}/review`, label: "Review" }}
      />
      <div class="page narrow">
        <form method="post">
          <Card
            foot={canManage && <Button type="submit" variant="primary">Save</Button>}
          >
            <fieldset class="form plain-fieldset" disabled={!canManage}>
              <Select
                label="When a conversation ends"
                name="mode"
                value={settings.mode}
                help="What a person gave is never overwritten, and every decision can be undone."
                options={[
                  { value: "suggest", label: "Suggest: a person accepts or rejects" },
                  { value: "automatic", label: "Automatic: done at once, listed for checking" },
                  { value: "off", label: "Off: only when somebody asks" },
                ]}
              />
              <fieldset class="plain-fieldset review-step-choices">
                <legend>Steps</legend>
                {REVIEW_STEPS.map((step) => (
                  <Checkbox
                    key={step}
                    id={`step-${step}`}
                    name="steps"
                    value={step}
                    label={stepLabels[step]}
                    checked={settings.steps.includes(step)}
                  />
                ))}
              </fieldset>
              <Textarea
                label="More words for tags"
                name="words"
                optional
                rows={4}
                value={words}
                placeholder={"churn_risk: competitor, too expensive\nbug: kaputt"}
                help="One tag a line. Our rules give a tag to conversations in which a customer says one of its words."
                error={errors.fields.words}
              />
              {hasModel && (
                <>
                  <Select
                    label="When the model does not answer"
                    name="without_model"
                    value={settings.without_model}
                    options={[
                      { value: "rules", label: "Use our rules, and say so" },
                      { value: "fail", label: "Let the review fail; it can be repeated" },
                    ]}
                  />
                  <Input
                    label="Tokens a day"
                    name="daily_tokens"
                    inputmode="numeric"
                    optional
                    value={settings.daily_tokens ?? ""}
                    help={`The most that reviews may use of the model in a day (UTC); after that our rules do it. Today: ${
                      data.used.toLocaleString("en-US")
                    }.`}
                    error={errors.fields.daily_tokens}
                  />
                  <div class="form-row">
                    <Input
                      label="Price of a million tokens read"
                      name="prompt_price"
                      inputmode="decimal"
                      optional
                      value={settings.prompt_price ?? ""}
                      error={errors.fields.prompt_price}
                    />
                    <Input
                      label="Price of a million tokens written"
                      name="completion_price"
                      inputmode="decimal"
                      optional
                      value={settings.completion_price ?? ""}
                      error={errors.fields.completion_price}
                    />
                  </div>
                </>
              )}
              {!hasModel && (
                <p class="muted text-small">
                  No model is configured: everything is found by rules, and marked as such.
                </p>
              )}
            </fieldset>
          </Card>
        </form>
      </div>
    </>
  );
});
