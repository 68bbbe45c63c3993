import type { PageProps } from "fresh";

export default function Old({ params }: PageProps) {
  return <p>old {JSON.stringify(params)}</p>;
}
