/**
 * The text of some bytes: by their byte order mark, else in the named character set, else in the one
 * an HTML page declares, else in UTF-8; what is not valid UTF-8 is read as Windows-1252.
 *
 * @param contentType as sent with the bytes, with or without a charset
 */
export function decodeText(bytes: Uint8Array, contentType = ""): string {
  const mark = bytes[0] === 0xfe && bytes[1] === 0xff
    ? "utf-16be"
    : bytes[0] === 0xff && bytes[1] === 0xfe
    ? "utf-16le"
    : null;
  const named = /charset=["']?([\w:.-]+)/i.exec(contentType)?.[1] ?? declared(bytes);
  if (mark ?? named) {
    try {
      return new TextDecoder(mark ?? named).decode(bytes);
    } catch {
      // A character set nobody knows: as if none was named.
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function declared(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 2_048));
  if (!/<(?:meta|html|head|!doctype)/i.test(start)) return undefined;
  return /<meta[^>]{0,200}charset=["']?\s*([\w:.-]+)/i.exec(start)?.[1];
}
