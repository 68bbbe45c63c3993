import { asset, Head } from "fresh/runtime";

export default function Home() {
  return (
    <main>
      <Head>
        <title>Home &amp; more</title>
        <link rel="stylesheet" href={asset("/app.css")} />
      </Head>
      <h1>Home</h1>
    </main>
  );
}
