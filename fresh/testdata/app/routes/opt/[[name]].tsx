import type { PageProps } from "fresh";

export default function Optional({ params }: PageProps) {
  return <p>opt {JSON.stringify(params)}</p>;
}
