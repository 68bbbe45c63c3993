import { FactList, factsOf } from "./fact_list.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Time } from "./time.tsx";
import type { TimelineEvent } from "./types.ts";

const icons: Record<TimelineEvent["kind"], IconName> = {
  page: "page",
  click: "pointer",
  input: "pencil",
  identify: "person",
  error: "alert",
  rage: "bolt",
  custom: "tag",
};

/** What somebody did, step by step. Errors and rage clicks stand out. */
export function Timeline({ events }: { events: TimelineEvent[] }) {
  return (
    <ol class="timeline" aria-label="Events">
      {events.map((event) => (
        <li key={event.id} id={event.id} data-kind={event.kind}>
          <span class="event-icon">
            <Icon name={icons[event.kind]} size={14} />
          </span>
          <div class="event-body">
            <div class="event-title" dir="auto">{event.title}</div>
            {event.detail && <div class="event-detail" dir="auto">{event.detail}</div>}
            {event.properties && Object.keys(event.properties).length > 0 && (
              <FactList facts={factsOf(event.properties)} />
            )}
          </div>
          <Time at={event.at} format="time" />
        </li>
      ))}
    </ol>
  );
}
