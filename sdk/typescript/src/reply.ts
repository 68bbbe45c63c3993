/** What came back, with what the fields of the answer say about it. */
export interface FullReply<T> {
  data: T;
  status: number;
  headers: Headers;
  /** The version, for `ifMatch` and `ifNoneMatch`. */
  etag: string | null;
  /** Names the request in the server's log. */
  requestId: string | null;
}

/** The promise of what was asked for. */
export interface Reply<T> extends Promise<T> {
  /** The same with status, ETag and the other fields. */
  withResponse(): Promise<FullReply<T>>;
}

/** A promise of the data alone that can also give the whole. */
export function replyOf<T>(full: Promise<FullReply<T>>): Reply<T> {
  const data = full.then((reply) => reply.data);
  return Object.assign(data, {
    withResponse: () => {
      // Who asks for the whole hears of a failure there.
      data.catch(() => {});
      return full;
    },
  });
}

/** What an answer's fields say, around its data. */
export function fullReply<T>(response: Response, data: T): FullReply<T> {
  const { status, headers } = response;
  return {
    data,
    status,
    headers,
    etag: headers.get("etag"),
    requestId: headers.get("x-request-id"),
  };
}
