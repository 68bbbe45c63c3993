import { useEffect, useState } from "preact/hooks";
import { serveListKeys } from "./list_keys.ts";
import { hasSelection, refreshList } from "./list_rows.ts";
import { serveSelection } from "./list_selection.ts";
import { followLive } from "./live_source.ts";
import { calmly } from "./page_refresh.ts";

const REFRESH_MILLISECONDS = 1_000;

/** What a list shows: the events that change it, and what is new in it. */
const kinds = {
  session: {
    created: "session.created",
    others: [
      "session.updated",
      "session.closed",
      "session.takeover",
      "session.deleted",
      "message.created",
    ],
    idOf: (event: ProjectNews) => event.session_id,
    words: { one: "new session", many: "new sessions" },
  },
  issue: {
    created: "issue.created",
    others: ["issue.updated", "issue.deleted"],
    idOf: (event: ProjectNews) => event.data.issue_id,
    words: { one: "new issue", many: "new issues" },
  },
};

interface ProjectNews {
  session_id: string;
  data: { issue_id: string };
}

/**
 * Keeps a list live. At the top of the unfiltered list rows come and change in place; in any other
 * view they would jump about, so there it says how many are new, with a link to them.
 */
export default function LiveList({ of, projectId, isLive, topHref }: {
  of: "session" | "issue";
  projectId: string;
  isLive: boolean;
  /** The same view from its top. */
  topHref: string;
}) {
  const [fresh, setFresh] = useState(0);
  const kind = kinds[of];
  useEffect(() => {
    const stops = [serveListKeys(), serveSelection()];
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => {
    const title = document.title;
    const created = new Set<string>();
    let unseen = 0;
    let isStale = false;
    const refreshNow = calmly(refreshList, REFRESH_MILLISECONDS);
    // A tab nobody looks at asks for nothing until somebody does.
    const refresh = () => document.hidden ? isStale = true : refreshNow();
    const onEvent = (type: string) => (event: unknown) => {
      if (type === kind.created) {
        created.add(kind.idOf(event as ProjectNews));
        if (document.hidden) document.title = `(${++unseen}) ${title}`;
      }
      if (isLive) refresh();
      if (!isLive || hasSelection()) setFresh(created.size);
    };
    const onVisible = () => {
      if (document.hidden) return;
      unseen = 0;
      document.title = title;
      if (isStale) refreshNow();
      isStale = false;
    };
    document.addEventListener("visibilitychange", onVisible);
    const stop = followLive(`/api/projects/${encodeURIComponent(projectId)}/events`, {
      on: {
        ...Object.fromEntries([kind.created, ...kind.others].map((type) => [type, onEvent(type)])),
        gap: () => isLive && refresh(),
      },
      // What happened between the rendering of the page and now.
      onOpen: () => isLive && refresh(),
    });
    return () => {
      stop();
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [of, projectId, isLive]);
  return (
    <div class="list-news" role="status">
      {fresh > 0 && (
        <a class="button secondary small" href={topHref}>
          {fresh === 1 ? `1 ${kind.words.one}` : `${fresh} ${kind.words.many}`} – show
        </a>
      )}
    </div>
  );
}
