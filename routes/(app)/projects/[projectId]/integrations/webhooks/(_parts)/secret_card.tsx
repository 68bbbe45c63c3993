import { Banner } from "../../../../../../../components/banner.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { CopyField } from "../../../../../../../components/copy_field.tsx";
import { LinkButton } from "../../../../../../../components/link_button.tsx";

/** A secret, the one time it is shown, and how its signatures are verified. */
export function SecretCard({ secret, doneHref }: { secret: string; doneHref: string }) {
  return (
    <>
      <Card title="Secret">
        <Banner tone="warning" title="Copy it now.">
          It is not shown again. Keep it where your program keeps its other secrets.
        </Banner>
        <CopyField label="Secret" text={secret} />
        <div class="actions">
          <LinkButton href={doneHref} variant="primary">I have copied it</LinkButton>
        </div>
      </Card>
      <Card
        title="Verify what comes"
        description="Deliveries are signed as standardwebhooks.com says; its libraries verify them in most languages."
      >
        <CopyField
          label="TypeScript and JavaScript, with the package standardwebhooks"
          text={CODE}
        />
      </Card>
    </>
  );
}

const CODE = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.HISSUNO_WEBHOOK_SECRET);
// The raw text of the body, before anything parses it.
const event = webhook.verify(body, headers);`;
