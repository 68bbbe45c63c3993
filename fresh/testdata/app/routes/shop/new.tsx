export default function NewProduct() {
  return <p>new product</p>;
}
