import { Banner } from "../../../../../../components/banner.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { CopyField } from "../../../../../../components/copy_field.tsx";
import { FactList } from "../../../../../../components/fact_list.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Time } from "../../../../../../components/time.tsx";
import type { Scope } from "../../../../../../core/access/mod.ts";
import type { Plan } from "../../../../../../core/projects/mod.ts";
import { exampleFor } from "./examples.ts";
import { limitText, planLabel, scopeTexts } from "./key_form_model.ts";

/** A key right after it was made: the only page that ever shows it. */
export function NewKey({ created, projectId, address, doneHref }: {
  created: {
    key: string;
    name: string;
    scope: Scope;
    plan: Plan | null;
    expiresAt: Date | null;
    allowedAddresses: readonly string[];
  };
  projectId: string;
  /** Where this server is reached. */
  address: string;
  doneHref: string;
}) {
  const { key, name, scope, plan, expiresAt, allowedAddresses } = created;
  const example = exampleFor(scope, address, projectId, key);
  return (
    <>
      <Banner tone="success" title="Copy it now.">
        It is not shown again: only a hash of it is kept.
      </Banner>
      <Card foot={<LinkButton href={doneHref} variant="primary">Done</LinkButton>}>
        <CopyField id="new-key" label={`Key “${name}”`} text={key} />
        <FactList
          facts={[
            { name: "Scope", value: scopeTexts[scope].label },
            {
              name: "Plan",
              value: plan ? `${planLabel(plan)}, ${limitText(plan)}` : "The project's",
            },
            {
              name: "Expires",
              value: expiresAt ? <Time at={expiresAt} format="full" /> : "Never",
            },
            {
              name: "Addresses",
              value: allowedAddresses.length > 0 ? allowedAddresses.join(", ") : "Any",
            },
          ]}
        />
        <CopyField label={example.label} text={example.command} />
      </Card>
    </>
  );
}
