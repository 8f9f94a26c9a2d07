// Texts as bytes and back. The host's own means are made when they are first needed; one that has none (jsdom) gets the same bytes
// from here.

let encoder;
let decoder;

const hasOwnMeans = () => typeof TextEncoder === "function" && typeof TextDecoder === "function";

/** The bytes of a sign, from the first on. */
const bytesOf = (code) => {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
};

/** Half of a surrogate pair is no sign: what `TextEncoder` writes in its place. */
const codeOf = (sign) => {
  const code = sign.codePointAt(0);
  return code >= 0xd800 && code < 0xe000 ? 0xfffd : code;
};

/** Writes a text into bytes that have room for it: three for each of its units. Gives how many it took. */
export const encodeInto = (text, bytes) => {
  if (hasOwnMeans()) return (encoder ??= new TextEncoder()).encodeInto(text, bytes).written;
  let at = 0;
  for (const sign of text) for (const byte of bytesOf(codeOf(sign))) bytes[at++] = byte;
  return at;
};

/** The bytes of a text. */
export const encoded = (text) => {
  if (hasOwnMeans()) return (encoder ??= new TextEncoder()).encode(text);
  const bytes = new Uint8Array(3 * text.length);
  return bytes.slice(0, encodeInto(text, bytes));
};

/** The text of bytes that are right UTF-8. */
export const decoded = (bytes) => {
  if (hasOwnMeans()) return (decoder ??= new TextDecoder()).decode(bytes);
  const parts = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let code = length === 1 ? first : first & (0x7f >> length);
    for (let more = 1; more < length; more++) code = (code << 6) | (bytes[at + more] & 0x3f);
    parts.push(String.fromCodePoint(code));
    at += length;
  }
  return parts.join("");
};
