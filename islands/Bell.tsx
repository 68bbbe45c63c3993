import { useEffect, useState } from "preact/hooks";
import { followUnread } from "./follow_unread.ts";

/** How many notifications are unread, as it changes. Sits within the link to their list. */
export default function Bell({ projectId, unread }: { projectId: string; unread: number }) {
  const [count, setCount] = useState(unread);
  useEffect(() => followUnread(projectId, setCount), [projectId]);
  return (
    <span class="nav-count bell-count" data-unread={count > 0 ? "" : undefined} role="status">
      {count > 0 && (
        <>
          <span class="visually-hidden">{", unread: "}</span>
          {count > 99 ? "99+" : count}
        </>
      )}
    </span>
  );
}
