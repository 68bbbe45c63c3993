export default function Broken(): never {
  throw new Error("the shelf fell down");
}
