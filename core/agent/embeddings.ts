import type OpenAI from "openai";
import type { Embedder } from "../knowledge/mod.ts";
import { type ModelSettings, openClient } from "./model.ts";

/** How long one request may take, in milliseconds. */
const TIMEOUT = 30_000;

/**
 * An embedder on the endpoint of the agent's model, or null when no embedding model is configured.
 * Nothing is loaded or contacted before it is asked.
 *
 * @param settings the endpoint; null when there is none
 */
export function createEmbedder(
  settings: ModelSettings | null,
  model: string | undefined,
): Embedder | null {
  if (!settings || !model) return null;
  let client: Promise<OpenAI> | undefined;
  return {
    model,
    embed: async (texts, signal) => {
      const { embeddings } = await (client ??= openClient(settings));
      const answer = await embeddings.create(
        { model, input: texts, encoding_format: "float" },
        { signal, timeout: TIMEOUT },
      );
      const numbers = answer.data.toSorted((a, b) => a.index - b.index)
        .map(({ embedding }) => embedding);
      const size = numbers[0]?.length ?? 0;
      const isWhole = numbers.length === texts.length && size > 0 &&
        numbers.every((one) => one.length === size && one.every(Number.isFinite));
      if (!isWhole) throw new Error(`The embedding model ${model} gave no numbers for each text`);
      return numbers;
    },
  };
}
