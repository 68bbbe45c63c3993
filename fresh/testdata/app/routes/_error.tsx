import { HttpError, type PageProps } from "fresh";

export default function ErrorPage({ error }: PageProps) {
  const text = error instanceof HttpError ? `${error.status} ${error.message}` : "unexpected";
  return <p class="error">root error: {text}</p>;
}
