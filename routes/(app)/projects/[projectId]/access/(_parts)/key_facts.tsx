import { Card } from "../../../../../../components/card.tsx";
import { FactList } from "../../../../../../components/fact_list.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { ApiKey } from "../../../../../../core/access/mod.ts";
import { limitText, planLabel, scopeTexts } from "./key_form_model.ts";

/** What a key is, and which keys it is tied to. */
export function KeyFacts({ entry, base, now }: {
  entry: ApiKey;
  /** The path of the keys. */
  base: string;
  /** The present in milliseconds. */
  now: number;
}) {
  const { visible, scope, plan, ownPlan, createdAt, createdBy, expiresAt, revokedAt } = entry;
  const key = (id: string, text: string) => <a href={`${base}/${id}`}>{text}</a>;
  return (
    <Card title="About this key">
      <FactList
        facts={[
          { name: "Key", value: <code>{visible}</code> },
          { name: "Scope", value: scopeTexts[scope].label },
          {
            name: "Plan",
            value: `${planLabel(plan)}, ${limitText(plan)}${ownPlan ? "" : " (the project's)"}`,
          },
          {
            name: "Created",
            value: (
              <>
                <Time at={createdAt} now={now} /> by{" "}
                <span dir="auto">{createdBy ?? "the operator"}</span>
              </>
            ),
          },
          {
            name: revokedAt ? "Revoked" : "Expires",
            value: revokedAt || expiresAt
              ? <Time at={revokedAt ?? expiresAt} format="full" now={now} />
              : "Never",
          },
          ...(entry.replaces
            ? [{ name: "Rotation", value: key(entry.replaces, "Took over from this key") }]
            : []),
          ...(entry.replacedBy
            ? [{ name: "Replaced by", value: key(entry.replacedBy, "The newer key") }]
            : []),
        ]}
      />
    </Card>
  );
}
