import Late from "../islands/Late.tsx";

export default function LatePage() {
  return (
    <main>
      <p>before</p>
      <Late />
      <p>after</p>
    </main>
  );
}
