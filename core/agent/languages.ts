/** The languages an agent can be told to answer in, by their codes, each with its English name. */
export const agentLanguages = {
  en: "English",
  de: "German",
  fr: "French",
  es: "Spanish",
  it: "Italian",
  pt: "Portuguese",
  nl: "Dutch",
  pl: "Polish",
  sv: "Swedish",
  da: "Danish",
  nb: "Norwegian",
  fi: "Finnish",
  cs: "Czech",
  tr: "Turkish",
  uk: "Ukrainian",
  ru: "Russian",
  ar: "Arabic",
  he: "Hebrew",
  hi: "Hindi",
  ja: "Japanese",
  ko: "Korean",
  zh: "Chinese",
} as const;

/** `auto`, which is the visitor's own, or a fixed one. */
export type AgentLanguage = "auto" | keyof typeof agentLanguages;

/** Whether a value is one of the languages, or `auto`. */
export function isAgentLanguage(value: unknown): value is AgentLanguage {
  return value === "auto" || typeof value === "string" && Object.hasOwn(agentLanguages, value);
}
