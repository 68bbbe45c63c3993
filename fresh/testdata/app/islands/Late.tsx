import { useEffect, useState } from "preact/hooks";

export default function Late() {
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  return shown ? <p class="late">late</p> : null;
}
