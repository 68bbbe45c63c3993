import { Icon, type IconName } from "../../../../../../components/icon.tsx";
import type { KnowledgeSource, KnowledgeStatus } from "../../../../../../core/knowledge/mod.ts";

const looks: Record<KnowledgeStatus, [text: string, icon: IconName, look: string]> = {
  idle: ["Not read yet", "clock", "queued"],
  reading: ["Reading", "refresh", "running"],
  ready: ["Ready", "success", "succeeded"],
  partly: ["Partly read", "alert", "paused"],
  failed: ["Failed", "danger", "failed"],
};

const number = new Intl.NumberFormat("en-US");

/** How far reading a source is. */
export function SourceState({ source }: { source: KnowledgeSource }) {
  const [text, icon, look] = looks[source.status];
  const { documents_done: done, documents_total: total } = source;
  const isCounted = source.status === "reading" && total > 0;
  return (
    <span class={`run-status ${look}`}>
      <Icon name={icon} size={14} />
      {text}
      {isCounted && (
        <span class="subtle">{`${number.format(done)} of ${number.format(total)}`}</span>
      )}
    </span>
  );
}
