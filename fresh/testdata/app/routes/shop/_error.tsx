import { type PageProps } from "fresh";

export default function ShopError({ error }: PageProps) {
  return <p class="error">shop error: {error instanceof Error ? error.message : "?"}</p>;
}
