import type { PageProps } from "fresh";

export default function ShopLayout({ Component, data }: PageProps) {
  return (
    <section class="shop-layout" data-from-page={JSON.stringify(data)}>
      <Component />
    </section>
  );
}
