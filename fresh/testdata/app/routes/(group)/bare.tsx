export const config = { skipAppWrapper: true, skipInheritedLayouts: true };

export default function Bare() {
  return <p>bare</p>;
}
