export default function Basket({ count }: { count: number }) {
  return <i>basket {count}</i>;
}
