import { sourceLabel } from "../../../../../../components/labels.ts";
import type { Provenance, ReasonedIdentity } from "../../../../../../core/customers/mod.ts";

/** What an identity is called. */
export function identityLabel(kind: string): string {
  switch (kind) {
    case "email":
      return "E-mail";
    case "user":
      return "Your user id";
    case "domain":
      return "Domain";
    case "external":
      return "Your company id";
    default:
      return `${sourceLabel(kind)} id`;
  }
}

/** Who brought something. */
function origin(who: string): string {
  switch (who) {
    case "person":
      return "Entered by hand";
    case "import":
      return "From an import";
    case "api":
      return "Through the API";
    case "manual":
      return "Entered with a session";
    default:
      return `From ${sourceLabel(who)}`;
  }
}

/** Why an identity belongs to the contact, in a sentence without its full stop. */
export function reasonText(identity: ReasonedIdentity): string {
  const { origin: who, found_kind: kind, found_value: value } = identity;
  if (who === null) return "Known from before reasons were kept";
  if (kind === null) return origin(who);
  return `${origin(who)}, which named it together with ${identityLabel(kind)} ${value}`;
}

/** Why somebody may be the same person. */
export function suggestionText(kind: string, value: string, who: string | null): string {
  if (kind === "name") return "Has the same name at the same company";
  if (kind === "phone") return "Has the same phone number at the same company";
  return `${who ? sourceLabel(who) : "A source"} named ${
    identityLabel(kind)
  } ${value} together with this contact`;
}

/** Who set a field, for a line beside it; null when nobody knows. */
export function setByText(provenance: Provenance, field: string): string | null {
  const entry = provenance[field];
  if (!entry) return null;
  switch (entry.by) {
    case "person":
      return `Set by ${entry.name ?? "a teammate"}`;
    case "api":
      return "Set through the API";
    case "import":
      return `From an import${entry.name ? ` (${entry.name})` : ""}`;
    default:
      return `From ${sourceLabel(entry.who ?? "a source")}`;
  }
}
