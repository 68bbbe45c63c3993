import { Avatar } from "../../../../../../components/avatar.tsx";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import type { MergeData, MergeSide } from "./merge_data.ts";
import { numberText } from "./numbers.ts";

/** Chooses another one, compares the two, and merges them. */
export function MergeForm({ data, base, back, what, error }: {
  data: MergeData;
  /** The address of the list, below which all of the kind lie. */
  base: string;
  back: string;
  what: "contact" | "company";
  error: string | null;
}) {
  const { kept, other, fields, found, search } = data;
  const action = `${base}/${kept.id}/merge`;
  return (
    <div class="page narrow">
      {error && <Banner tone="danger">{error}</Banner>}
      {other
        ? (
          <form method="post" action={`${action}?other=${other.id}`} class="stack">
            <input type="hidden" name="other" value={other.id} />
            <Card
              title="What moves"
              description="Sessions, addresses, ids and links to issues of the second become the first's. It can be taken apart later."
            >
              <div class="two-columns">
                <Side side={kept} role="Stays" />
                <Side side={other} role="Becomes a part of it" />
              </div>
            </Card>
            {fields.length > 0 && (
              <Card title="Which value stays?">
                {fields.map(({ field, label, kept: left, other: right }) => {
                  const takesOther = left === "" && right !== "";
                  const isCustom = field.startsWith("custom_fields.");
                  return (
                    <fieldset class="merge-field" key={field}>
                      <legend>{label}</legend>
                      {isCustom && (
                        <input
                          type="hidden"
                          name="custom"
                          value={field.slice("custom_fields.".length)}
                        />
                      )}
                      <Checkbox
                        type="radio"
                        id={`choice-${field}-kept`}
                        name={`choice:${field}`}
                        value="kept"
                        label={left || "Empty"}
                        checked={!takesOther}
                      />
                      <Checkbox
                        type="radio"
                        id={`choice-${field}-other`}
                        name={`choice:${field}`}
                        value="other"
                        label={right || "Empty"}
                        checked={takesOther}
                      />
                    </fieldset>
                  );
                })}
              </Card>
            )}
            <div class="form-foot">
              <LinkButton href={action} class="at-start">Choose another</LinkButton>
              <LinkButton href={back}>Cancel</LinkButton>
              <Button type="submit" variant="primary">Merge</Button>
            </div>
          </form>
        )
        : (
          <Card
            title={`Which ${what} is the same?`}
            description={`It becomes a part of ${kept.title}.`}
          >
            <form method="get" action={action} class="inline-form" role="search">
              <Input
                label="Search"
                hideLabel
                name="search"
                type="search"
                value={search}
                placeholder={what === "contact" ? "Name or e-mail" : "Name or domain"}
                autocomplete="off"
              />
              <Button type="submit" icon="search">Search</Button>
            </form>
            {search !== "" && found.length === 0 && (
              <p class="subtle text-small">{`No other ${what} matches.`}</p>
            )}
            {found.length > 0 && (
              <ul class="identities">
                {found.map(({ id, title, detail }) => (
                  <li key={id}>
                    <div class="identity">
                      <a href={`${base}/${id}`} dir="auto">{title}</a>
                      {detail && <span class="subtle text-small" dir="auto">{detail}</span>}
                    </div>
                    <LinkButton href={`${action}?other=${id}`} size="small">Compare</LinkButton>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        )}
    </div>
  );
}

function Side({ side, role }: { side: MergeSide; role: string }) {
  return (
    <div class="merge-side">
      <span class="subtle text-small">{role}</span>
      <span class="customer-line">
        <Avatar name={side.title} />
        <strong class="truncate" dir="auto">{side.title}</strong>
      </span>
      <span class="text-small">
        {side.sessions === 1 ? "1 session" : `${numberText(side.sessions)} sessions`}
      </span>
      {side.identities.slice(0, 6).map((identity) => (
        <span class="text-small muted truncate" key={identity}>{identity}</span>
      ))}
    </div>
  );
}
