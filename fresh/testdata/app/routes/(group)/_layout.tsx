import type { PageProps } from "fresh";

export default function GroupLayout({ Component }: PageProps) {
  return (
    <div class="group-layout">
      <Component />
    </div>
  );
}
