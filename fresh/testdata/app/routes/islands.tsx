import { signal } from "@preact/signals";
import Counter from "../islands/Counter.tsx";
import { Toggle } from "../islands/Toggle.tsx";
import Echo from "../islands/Echo.tsx";

const HOSTILE = "</script><script>alert(1)</script><!-- -->";

export default function IslandsPage() {
  const count = signal(0);
  return (
    <main>
      <Counter count={count} label="first" />
      <table>
        <tbody>
          <tr>
            <td>
              <Counter count={count} label="second" />
            </td>
          </tr>
        </tbody>
      </table>
      <Toggle
        hidden={
          <p class="hidden-slot">
            hidden <Counter count={count} label="third" />
          </p>
        }
        tabs={[{ title: "one", body: <b>tab body</b> }]}
      >
        <p class="slot">
          shown <input type="checkbox" disabled checked />
          <Counter count={count} label="fourth" />
        </p>
      </Toggle>
      <Echo text={HOSTILE} />
    </main>
  );
}
