import { LinkButton } from "../../../../../../components/link_button.tsx";
import { PageHeader } from "../../../../../../components/page_header.tsx";
import { RichText } from "../../../../../../components/rich_text.tsx";
import type { KnowledgePackage } from "../../../../../../core/knowledge/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { KnowledgeForm, type KnowledgeValues } from "./knowledge_form.tsx";
import { PackageChoice } from "./source_form.tsx";

/** A typed text: a form for those who may change it, else the text. */
export function TextPage({ base, id, title, values, errors, packages, chosen, mayWrite }: {
  /** The address of the knowledge. */
  base: string;
  id: string;
  title: string;
  values: KnowledgeValues;
  errors: FormErrors;
  packages: KnowledgePackage[];
  /** Ids of the packages it is in. */
  chosen: string[];
  mayWrite: boolean;
}) {
  const action = `${base}/${id}`;
  return (
    <>
      <PageHeader back={{ href: base, label: "Knowledge" }} title={title} />
      {mayWrite
        ? (
          <KnowledgeForm
            action={action}
            backHref={base}
            submit="Save"
            values={values}
            errors={errors}
            fields={<PackageChoice packages={packages} chosen={chosen} />}
          >
            <LinkButton class="at-start" href={`${action}/delete`} variant="danger" icon="trash">
              Delete
            </LinkButton>
          </KnowledgeForm>
        )
        : (
          <div class="page narrow">
            <RichText text={values.content} markdown={values.kind !== "text"} />
          </div>
        )}
    </>
  );
}
