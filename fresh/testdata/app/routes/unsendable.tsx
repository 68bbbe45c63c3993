import Echo from "../islands/Echo.tsx";

export default function Unsendable() {
  return <Echo text="x" onClick={() => {}} />;
}
