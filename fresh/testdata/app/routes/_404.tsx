export default function NotFoundPage() {
  return <p class="error">root 404</p>;
}
