import { useState } from "preact/hooks";

export default function Knob({ start }: { start: number }) {
  const [value, setValue] = useState(start);
  return <button type="button" class="knob" onClick={() => setValue(value + 1)}>{value}</button>;
}
