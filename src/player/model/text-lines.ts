/** Most characters read of a line: longer ones cost time, and Stream writes none. */
export const MAX_LINE = 8_192;

/** Most characters read of a caption file: ten hours of captions have half as many. */
const MAX_FILE = 1_500_000;

/** Yields the lines of a file with any line breaks. Long lines are cut, and repeated empty lines dropped. */
export function* boundedLines(file: string): Generator<string> {
  // In browsers, replacing them by a pattern takes five times as long.
  const plain = file.slice(0, MAX_FILE).split('\r\n').join('\n').split('\r').join('\n');
  const text = cutLongLines(plain.replace(/\n{3,}/g, '\n\n'));
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    yield text.slice(start, end);
  }
}

/** Cuts lines that are longer than any of Stream's: engines take very long to parse them. */
export function cutLongLines(text: string): string {
  let cut = '';
  let kept = 0;
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (end - start <= MAX_LINE) continue;
    cut += text.slice(kept, start + MAX_LINE);
    kept = end;
  }
  return kept > 0 ? cut + text.slice(kept) : text;
}

/** Most lines read of a playlist: one of ten hours has twenty thousand. */
const MAX_LINES = 100_000;

/** Yields all lines that are not blank; long ones are cut. */
export function* linesOf(text: string): Generator<string> {
  let lines = 0;
  for (let start = 0, end: number; start < text.length && lines < MAX_LINES; start = end + 1) {
    lines += 1;
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, Math.min(end, start + MAX_LINE)).trim();
    if (line) yield line;
  }
}
