import { z } from "#plugin-kit";

const origin = z.string().trim().toLowerCase().regex(
  /^https?:\/\/(\*\.)?[^\s/*?#@]+$/,
  "must be a scheme and a host, such as https://www.example.com or https://*.example.com",
);

/** What a project can set for its widget; kept under `widget` in the project's settings. */
export const widgetSettings = z.object({
  title: z.string().trim().max(80, "must be at most 80 characters").default("")
    .meta({ title: "Title", description: "Shown above the greeting. Empty: the project's name." }),
  greeting: z.string().trim().max(1_000, "must be at most 1,000 characters")
    .default("Hello! How can we help?")
    .meta({ title: "Greeting", description: "What visitors read first. Markdown works." }),
  color: z.union([
    z.literal(""),
    z.string().trim().regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #2b59c3"),
  ]).default("")
    .meta({ title: "Colour", description: "Of the button and the visitor's messages." }),
  allowed_origins: z.array(origin).max(100, "must name at most 100 origins").default([])
    .meta({
      title: "Allowed origins",
      description: "Sites that may show the widget. Empty: every site. One a line.",
    }),
  require_verified_identity: z.boolean("must be true or false").default(false)
    .meta({
      title: "Require verified identity",
      description: "What a page says of its visitor counts only when your server has signed it.",
    }),
  strings: z.record(z.string().max(40), z.string().max(300)).default({})
    .meta({ title: "Texts", description: "The widget's texts in your language, by name." }),
});

/** The settings with their defaults filled in. */
export type WidgetSettings = z.infer<typeof widgetSettings>;

/**
 * Reads the widget's part of a project's settings. A bad field takes its default, so that the widget
 * keeps serving; only what keeps others out stays closed: nobody may get in through a typing mistake.
 */
export function readSettings(projectSettings: Record<string, unknown>): WidgetSettings {
  const given = projectSettings.widget;
  const fields = given !== null && typeof given === "object" ? { ...given } : {};
  const result = widgetSettings.safeParse(fields);
  if (result.success) return result.data;
  const kept = fields as Record<string, unknown>;
  for (const { path } of result.error.issues) {
    const field = String(path[0]);
    if (field === "allowed_origins") kept[field] = ["https://invalid.invalid"];
    else if (field === "require_verified_identity") kept[field] = true;
    else delete kept[field];
  }
  return widgetSettings.parse(kept);
}
