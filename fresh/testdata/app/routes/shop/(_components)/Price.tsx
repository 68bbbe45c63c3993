export default function Price({ value }: { value: number }) {
  return <b>{value} EUR</b>;
}
