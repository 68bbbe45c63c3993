import Knob from "../islands/Knob.tsx";

export default function Setup() {
  return <Knob start={3} />;
}
