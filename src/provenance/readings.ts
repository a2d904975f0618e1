const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const anyUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const latin1 = new TextDecoder("latin1");

/**
 * Every way to read these bytes that somebody might: UTF-8; Latin-1 too where they are not UTF-8 (an encoding header may lie). A NUL
 * ends a message for some tools and is nothing for others, so both readings count. Usually there is one.
 */
export function readingsOf(bytes: Uint8Array): readonly string[] {
  const decoded = decodings(bytes);
  if (!bytes.includes(0)) return decoded;
  return decoded.flatMap((text) => [text.replaceAll("\0", "\n"), text.replaceAll("\0", "")]);
}

function decodings(bytes: Uint8Array): readonly string[] {
  try {
    return [strictUtf8.decode(bytes)];
  } catch {
    return [anyUtf8.decode(bytes), latin1.decode(bytes)];
  }
}

/** Everything that any reader takes for the end of a line, and `\n` as two characters, which shells leave in messages. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]|\\r\\n|\\n/;

export function linesOf(text: string): readonly string[] {
  return text.split(lineEnd);
}
