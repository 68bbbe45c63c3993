import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  children?: ComponentChildren;
  hidden?: ComponentChildren;
  tabs?: { title: string; body: ComponentChildren }[];
}

export function Toggle({ children, hidden, tabs }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div class="toggle">
      <button type="button" class="switch" onClick={() => setOpen(!open)}>switch</button>
      {open ? hidden : children}
      {tabs?.map(({ title, body }) => <div key={title}>{title}: {body}</div>)}
    </div>
  );
}
