export default function Echo(props: { text?: string; onClick?: () => void }) {
  return <em>{props.text}</em>;
}
