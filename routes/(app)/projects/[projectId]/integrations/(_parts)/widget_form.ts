import { type ErrorDetail, invalidFields } from "../../../../../../core/errors.ts";
import type { SourcePlugin } from "../../../../../../core/contract/mod.ts";
import type { Project } from "../../../../../../core/projects/mod.ts";
import type { Form } from "../../../../../(_common)/form.ts";

/** The widget's settings as their form holds them. */
export interface WidgetValues {
  title: string;
  greeting: string;
  color: string;
  agentName: string;
  /** One a line. */
  origins: string;
  requireVerified: boolean;
  /** Of knowledge; empty: the one of the agent's settings. */
  package: string;
  /** Empty: as the server says. */
  idleMinutes: string;
}

/** The fields errors can be shown at. */
export const widgetFields = [
  "title",
  "greeting",
  "color",
  "agent_name",
  "allowed_origins",
  "package",
  "idle_minutes",
];

const MOST_IDLE_MINUTES = 10_080;

/** The settings of a project for the form. */
export function widgetValues({ settings }: Pick<Project, "settings">): WidgetValues {
  const widget = objectOf(settings.widget);
  const origins = Array.isArray(widget.allowed_origins) ? widget.allowed_origins : [];
  const text = (value: unknown) => typeof value === "string" ? value : "";
  return {
    title: text(widget.title),
    greeting: widget.greeting === undefined ? "Hello! How can we help?" : text(widget.greeting),
    color: text(widget.color),
    agentName: text(objectOf(settings.agent).name),
    requireVerified: (widget.require_verified_identity ?? false) !== false,
    origins: origins.map(text).filter(Boolean).join("\n"),
    package: text(widget.package),
    idleMinutes: typeof settings.idle_minutes === "number" ? String(settings.idle_minutes) : "",
  };
}

/** Reads the settings as they were sent. */
export function readWidgetValues(form: Form): WidgetValues {
  return {
    title: form.text("title"),
    greeting: form.text("greeting"),
    color: form.text("color"),
    agentName: form.text("agent_name"),
    requireVerified: form.has("require_verified_identity"),
    origins: form.text("allowed_origins"),
    package: form.text("package"),
    idleMinutes: form.text("idle_minutes"),
  };
}

/**
 * What to store in the project's settings.
 *
 * @param plugin knows what the widget accepts
 * @param packages ids of the packages there are
 * @throws {AppError} 400 naming each wrong field
 */
export function widgetPatch(
  values: WidgetValues,
  { settings }: Pick<Project, "settings">,
  plugin: SourcePlugin,
  packages: readonly string[],
): Record<string, unknown> {
  const faults: ErrorDetail[] = [];
  const origins = values.origins.split(/[\s,]+/).filter(Boolean).map(originOf);
  const widget = {
    ...objectOf(settings.widget),
    title: values.title,
    greeting: values.greeting,
    color: values.color,
    allowed_origins: [...new Set(origins)],
    require_verified_identity: values.requireVerified,
  };
  const checked = plugin.settings!.safeParse(widget);
  for (const { path, message } of checked.error?.issues ?? []) {
    const [field, index] = path;
    const which = field === "allowed_origins" && typeof index === "number"
      ? `“${origins[index]!.slice(0, 80)}”`
      : "This";
    faults.push({ field: String(field), message: `${which} ${message}.` });
  }
  if (values.agentName.length > 80) {
    faults.push({
      field: "agent_name",
      message: "The name is too long. Use at most 80 characters.",
    });
  }
  if (values.package !== "" && !packages.includes(values.package)) {
    faults.push({ field: "package", message: "There is no such package. Choose another one." });
  }
  const idle = values.idleMinutes === "" ? null : Number(values.idleMinutes);
  if (idle !== null && !(Number.isInteger(idle) && idle >= 1 && idle <= MOST_IDLE_MINUTES)) {
    const message = `Use a whole number of minutes from 1 to ${MOST_IDLE_MINUTES}, or none.`;
    faults.push({ field: "idle_minutes", message });
  }
  if (faults.length > 0) throw invalidFields(faults);
  return {
    // What others keep there stays.
    widget: {
      ...objectOf(settings.widget),
      ...checked.data as Record<string, unknown>,
      package: values.package || undefined,
    },
    agent: { ...objectOf(settings.agent), name: values.agentName },
    idle_minutes: idle,
  };
}

/** A pasted address as the origin it is of: `https://www.example.com/pricing` allows that site. */
function originOf(text: string): string {
  if (text.includes("*")) return text.replace(/\/+$/, "").toLowerCase();
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.origin : text;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}
