import type { Transport } from "./transport.ts";

/** What all resources have. */
export abstract class Resource {
  /** What sends the requests. */
  protected readonly client: Transport;

  /** @param client what sends the requests */
  constructor(client: Transport) {
    this.client = client;
  }

  /**
   * An address with ids in it, each of them encoded.
   *
   * @throws {TypeError} when an id is empty, which would be the address of something else
   */
  protected path(texts: TemplateStringsArray, ...ids: string[]): string {
    return texts.reduce((path, text, index) => {
      const id = ids[index - 1];
      if (typeof id !== "string" || id === "" || id === "." || id === "..") {
        throw new TypeError(
          `An id must be a text that names something, not ${JSON.stringify(id)}.`,
        );
      }
      return path + encodeURIComponent(id) + text;
    });
  }
}
