export default function Inner() {
  return <p>inner</p>;
}
