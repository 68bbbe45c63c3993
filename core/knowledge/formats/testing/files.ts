/** Small files of every kind, made by hand for the tests. */

const encoder = new TextEncoder();

/** Bytes of a text. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** A PDF with one line a page. */
export function makePdf(pages: string[], extra = ""): Uint8Array {
  const kids = pages.map((_, index) => `${3 + 2 * index} 0 R`).join(" ");
  const font = 3 + 2 * pages.length;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...pages.flatMap((text, index) => {
      const stream = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${4 + 2 * index} 0 R ` +
        `/Resources << /Font << /F1 ${font} 0 R >> >> >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n` +
    offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("") +
    `trailer << /Size ${objects.length + 1} /Root 1 0 R ${extra} >>\nstartxref\n${table}\n%%EOF`;
  return bytesOf(text);
}

/** A small PDF whose one page unpacks to so many bytes. */
export async function makePdfBomb(size: number): Promise<Uint8Array> {
  const zeros = new Blob([new Uint8Array(size)]).stream()
    .pipeThrough(new CompressionStream("deflate")).pipeThrough(new CompressionStream("deflate"));
  const stream = new Uint8Array(await new Response(zeros).arrayBuffer());
  const head = bytesOf(
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" +
      "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" +
      "3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n" +
      `4 0 obj\n<< /Filter [/FlateDecode /FlateDecode] /Length ${stream.length} >>\nstream\n`,
  );
  return concat([
    head,
    stream,
    bytesOf("\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"),
  ]);
}

/** A ZIP archive, packed or only stored. */
export async function makeZip(
  files: Record<string, string | Uint8Array>,
  { packed = true, encrypted = false, claim }: {
    packed?: boolean;
    encrypted?: boolean;
    /** The size each file claims to have. @default {its own} */
    claim?: number;
  } = {},
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const raw = typeof content === "string" ? bytesOf(content) : content;
    const data = packed ? await pack(raw, "deflate-raw") : raw;
    const name = bytesOf(path);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(6, encrypted ? 1 : 0, true);
    local.setUint16(8, packed ? 8 : 0, true);
    local.setUint32(18, data.length, true);
    local.setUint32(22, claim ?? raw.length, true);
    local.setUint16(26, name.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(8, encrypted ? 1 : 0, true);
    entry.setUint16(10, packed ? 8 : 0, true);
    entry.setUint32(20, data.length, true);
    entry.setUint32(24, claim ?? raw.length, true);
    entry.setUint16(28, name.length, true);
    entry.setUint32(42, offset, true);
    parts.push(new Uint8Array(local.buffer), name, data);
    directory.push(new Uint8Array(entry.buffer), name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, Object.keys(files).length, true);
  end.setUint16(10, Object.keys(files).length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return concat([...parts, ...directory, new Uint8Array(end.buffer)]);
}

/** A tar archive, packed with gzip. */
export async function makeTarGz(files: Record<string, string>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (const [path, content] of Object.entries(files)) {
    const body = bytesOf(content);
    const head = new Uint8Array(512);
    head.set(bytesOf(path));
    head.set(bytesOf(body.length.toString(8).padStart(11, "0")), 124);
    head[156] = "0".charCodeAt(0);
    head.set(bytesOf("ustar"), 257);
    parts.push(head, body, new Uint8Array((512 - body.length % 512) % 512));
  }
  return await pack(concat([...parts, new Uint8Array(1_024)]), "gzip");
}

/** A Word document of the given body. */
export async function makeDocx(body: string): Promise<Uint8Array> {
  return await makeZip({
    "word/document.xml": `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    "word/styles.xml": `<w:styles xmlns:w="w"><w:style w:styleId="berschrift1">
      <w:name w:val="heading 1"/></w:style></w:styles>`,
  });
}

async function pack(data: Uint8Array, format: "deflate-raw" | "gzip"): Promise<Uint8Array> {
  const stream = new Blob([data as BlobPart]).stream().pipeThrough(new CompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
