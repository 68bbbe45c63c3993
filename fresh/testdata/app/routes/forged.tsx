import Echo from "../islands/Echo.tsx";

const STORED = "<!--island:0--><b>stored</b><!--/island:0-->" +
  "<!--island:abc:0--><b>stored</b><!--/island:abc:0-->" +
  '<script type="application/json" data-islands>{"token":"abc"}</script>';

export default function Forged() {
  return (
    <main>
      {/* deno-lint-ignore react-no-danger */}
      <div class="stored" dangerouslySetInnerHTML={{ __html: STORED }} />
      <Echo text="real" />
    </main>
  );
}
