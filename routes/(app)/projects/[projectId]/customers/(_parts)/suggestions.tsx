import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import type { Suggestion } from "../../../../../../core/customers/mod.ts";
import { suggestionText } from "./reasons.ts";

/** Who may be the same person: for people to decide, never merged by itself. */
export function Suggestions({ suggestions, base, contactId, canWrite }: {
  suggestions: Suggestion[];
  /** The address of the customers' pages. */
  base: string;
  contactId: string;
  canWrite: boolean;
}) {
  if (suggestions.length === 0) return null;
  return (
    <Card
      title="The same person?"
      description="Look at both and decide. Nothing is merged by itself."
    >
      <ul class="identities">
        {suggestions.map(({ contactId: otherId, name, email, kind, value, origin }) => (
          <li key={otherId}>
            <div class="identity">
              <a href={`${base}/${otherId}`} dir="auto">{name ?? email ?? "No name"}</a>
              {name && email && <span class="text-small muted">{email}</span>}
              <span class="subtle text-small">{suggestionText(kind, value, origin)}.</span>
            </div>
            {canWrite && (
              <div class="actions">
                <LinkButton href={`${base}/${contactId}/merge?other=${otherId}`} size="small">
                  Compare and merge
                </LinkButton>
                <form method="post" action={`${base}/${contactId}`}>
                  <input type="hidden" name="other" value={otherId} />
                  <Button type="submit" name="do" value="dismiss" size="small" variant="quiet">
                    Two people
                  </Button>
                </form>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
