/**
 * A server that speaks `/v1/embeddings` as OpenAI does, for tests. Texts that mean alike get numbers
 * that are alike: each group of words is a direction.
 */

const SIZE = 64;

const groups = [
  ["refund", "money back", "reimburse", "return my payment"],
  ["export", "download my data", "take out everything"],
  ["holiday", "vacation", "days off"],
  ["password", "sign in again", "locked out"],
];

/** The running server. */
export interface FakeEmbeddings {
  /** For `OPENAI_BASE_URL`. */
  baseUrl: string;
  /** The texts of each request. */
  requests: string[][];
  /** What the next requests answer instead; null for numbers. */
  answer: ((texts: string[]) => Response | Promise<Response>) | null;
  close(): Promise<void>;
}

/** The numbers of a text. */
export function numbersOf(text: string): number[] {
  const lower = text.toLowerCase();
  const numbers = Array.from({ length: SIZE }, (_, index) => {
    // A little of every text's own, so that no two are quite the same.
    const code = lower.charCodeAt(index % Math.max(1, lower.length)) || 0;
    return ((code * 31 + index * 17) % 23 - 11) / 400;
  });
  groups.forEach((words, group) => {
    if (!words.some((word) => lower.includes(word))) return;
    for (let index = 0; index < 16; index++) numbers[group * 16 + index]! += index % 2 ? 1 : -1;
  });
  return numbers;
}

/** Starts the server on a free port. */
export function startFakeEmbeddings(): FakeEmbeddings {
  const requests: string[][] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async (request) => {
      if (new URL(request.url).pathname !== "/v1/embeddings") {
        return new Response(null, { status: 404 });
      }
      const { input, model } = await request.json();
      const texts: string[] = Array.isArray(input) ? input : [input];
      requests.push(texts);
      if (fake.answer) return await fake.answer(texts);
      // The order of the answer is not promised.
      const data = texts.map((text, index) => ({ index, embedding: numbersOf(text) })).reverse();
      return Response.json({ object: "list", model, data, usage: { prompt_tokens: 1 } });
    },
  );
  const fake: FakeEmbeddings = {
    baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    requests,
    answer: null,
    close: () => server.shutdown(),
  };
  return fake;
}
