import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { Input } from "./input.tsx";
import { Select } from "./select.tsx";
import { Textarea } from "./textarea.tsx";

Deno.test("help and error of a field are what its control is described by", () => {
  const html = render(<Input label="Name" name="name" help="Short" error="Enter a name" />);
  assert.match(html, /<label[^>]* for="field-name"/);
  assert.match(html, /aria-describedby="field-name-help field-name-error"/);
  assert.match(html, /aria-invalid="true"/);
  assert.ok(html.includes('id="field-name-help"') && html.includes('id="field-name-error"'));
});

Deno.test("a field without help and error points at nothing", () => {
  const html = render(<Checkbox label="Yes" name="yes" checked />);
  assert.ok(!html.includes("aria-describedby") && !html.includes("aria-invalid"));
  assert.match(html, /checked/);
});

Deno.test("the text of a textarea is its content, where the browser looks for it", () => {
  const html = render(<Textarea label="Text" name="text" value="</textarea><b>" />);
  assert.match(html, /<textarea[^>]*>&lt;\/textarea>&lt;b><\/textarea>/);
});

Deno.test("the chosen option is selected in the markup", () => {
  const options = [{ value: "a", label: "A" }, { value: "b", label: "B" }];
  const html = render(<Select label="Pick" name="pick" options={options} value="b" />);
  assert.match(html, /<option[^>]*value="b"[^>]*selected/);
  assert.equal(html.match(/selected/g)?.length, 1);
});

Deno.test("a button never submits by accident, and one without text has a name", () => {
  assert.match(render(<Button>Go</Button>), /type="button"/);
  assert.match(render(<Button type="submit" icon="close" label="Close" />), /aria-label="Close"/);
  assert.match(render(<Button type="submit">Go</Button>), /type="submit"/);
});
