import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { addressesPerKey } from "../../../../../../core/access/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";

/** The form for the addresses a key may be used from. */
export function AddressCard({ typed, errors, lastUsedFrom, yours }: {
  /** One entry on a line. */
  typed: string;
  errors: FormErrors;
  lastUsedFrom: string | null;
  /** The reader's own address. */
  yours: string;
}) {
  const known = [
    lastUsedFrom && `The key was last used from ${lastUsedFrom}.`,
    yours !== "unknown" && `You are at ${yours}.`,
  ].filter(Boolean).join(" ");
  return (
    <form method="post">
      <Card
        id="addresses"
        title="Allowed addresses"
        description="Requests with this key from elsewhere are refused. Empty: it may be used from anywhere."
        foot={<Button type="submit" variant="primary">Save addresses</Button>}
      >
        <div class="form">
          {errors.form && <Banner tone="danger">{errors.form}</Banner>}
          <input type="hidden" name="action" value="addresses" />
          <Textarea
            label="Addresses and networks"
            name="addresses"
            mono
            value={typed}
            spellcheck={false}
            autocomplete="off"
            placeholder={"203.0.113.7\n192.0.2.0/24\n2001:db8::/32"}
            help={`One on a line, at most ${addressesPerKey}. ${known}`}
            error={errors.fields.addresses}
          />
        </div>
      </Card>
    </form>
  );
}
