import type { Sql } from "../../core/db/mod.ts";
import { normalized, signatureOf } from "../../core/knowledge/embedder.ts";
import { upsertEmbeddings } from "../../core/knowledge/embeddings_sql.ts";
import { readMarks } from "./knowledge_sql.ts";
import type { Random } from "./random.ts";

/** Numbers of an embedding, as many as OpenAI's smaller models give. */
const SIZE = 1_536;
/** Of so many independent things a text's numbers speak; text embeddings have some dozens. */
const DIMENSIONS = 48;
const TOPICS = 300;
/** Passages stored in one statement. */
const BATCH = 250;

/**
 * Made-up embeddings with the shape of real ones: texts of a topic are near one another, questions near
 * the passage they are taken from.
 */
class Meanings {
  readonly #random: Random;
  readonly #topics: number[][];
  readonly #directions: Float32Array[];
  /** What every text has besides, which means nothing. */
  readonly #rest: Float32Array[];

  constructor(random: Random) {
    this.#random = random;
    this.#topics = Array.from({ length: TOPICS }, () => this.#noise(DIMENSIONS, 1));
    this.#directions = Array.from(
      { length: DIMENSIONS },
      () => Float32Array.from(this.#noise(SIZE, 1)),
    );
    this.#rest = Array.from({ length: 200 }, () => Float32Array.from(this.#noise(SIZE, 0.3)));
  }

  /** What a passage is about: a topic, and something of its own. */
  subject(): number[] {
    return this.#moved(this.#topics[this.#random.below(TOPICS)]!, 0.9);
  }

  /** What a question about such a passage is about. */
  questionOf(subject: number[]): number[] {
    return this.#moved(subject, 0.8);
  }

  /** The numbers a model would give, at unit length. */
  numbersOf(subject: number[]): number[] {
    const numbers = this.#rest[this.#random.below(this.#rest.length)]!.slice();
    for (const [place, direction] of this.#directions.entries()) {
      for (let index = 0; index < SIZE; index++) {
        numbers[index]! += subject[place]! * direction[index]!;
      }
    }
    return normalized([...numbers]);
  }

  #moved(subject: number[], by: number): number[] {
    const noise = this.#noise(subject.length, by);
    return subject.map((number, index) => number + noise[index]!);
  }

  /** Normally distributed numbers that together are about so long. */
  #noise(size: number, length: number): number[] {
    const spread = length / Math.sqrt(size);
    return Array.from({ length: size }, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - this.#random.fraction()));
      return spread * radius * Math.cos(2 * Math.PI * this.#random.fraction());
    });
  }
}

/** A question by its numbers, and the passages nearest to it. */
export interface AskedMeaning {
  numbers: number[];
  nearest: string[];
}

/**
 * Gives every passage of a project numbers, by the statement of the product.
 *
 * @param questions how many to ask
 * @returns questions with the ten passages nearest to each, found by comparing it with all
 */
export async function fillMeanings(
  sql: Sql,
  projectId: string,
  model: string,
  random: Random,
  questions: number,
): Promise<AskedMeaning[]> {
  const meanings = new Meanings(random);
  const marks = await readMarks(sql, projectId);
  const subjects: number[][] = [];
  const all: Float32Array[] = [];
  for (let start = 0; start < marks.length; start += BATCH) {
    const items = marks.slice(start, start + BATCH).map(({ id, mark }) => {
      const subject = meanings.subject();
      const embedding = meanings.numbersOf(subject);
      subjects.push(subject);
      all.push(Float32Array.from(embedding));
      return { id, mark, embedding, signature: signatureOf(embedding) };
    });
    await upsertEmbeddings(sql, projectId, model, items);
  }
  return Array.from({ length: questions }, () => {
    const subject = subjects[random.below(subjects.length)]!;
    const numbers = meanings.numbersOf(meanings.questionOf(subject));
    return { numbers, nearest: exactlyNearest(numbers, all, 10).map((place) => marks[place]!.id) };
  });
}

/** The places of the numbers nearest to a question, by comparing it with all. */
function exactlyNearest(
  question: readonly number[],
  all: readonly Float32Array[],
  amount: number,
): number[] {
  const scores = all.map((numbers) => {
    let sum = 0;
    for (let index = 0; index < numbers.length; index++) sum += numbers[index]! * question[index]!;
    return sum;
  });
  return [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, amount);
}
