/** Most characters of a line that are read: longer ones cost time, and Stream writes none. */
export const MAX_LINE = 8_192;

/** Most characters of a file of captions that are read: those of ten hours have half as many. */
const MAX_FILE = 1_500_000;

/** Gives the lines of a file of any system. None is long, and of empty ones there is one at a time. */
export function* boundedLines(file: string): Generator<string> {
  // Browsers take five times as long to replace them.
  const plain = file.slice(0, MAX_FILE).split('\r\n').join('\n').split('\r').join('\n');
  const text = cutLongLines(plain.replace(/\n{3,}/g, '\n\n'));
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    yield text.slice(start, end);
  }
}

/** Cuts lines that are longer than any of Stream's: engines take very long over them. */
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

/** Most lines of a playlist that are read: one of ten hours has twenty thousand. */
const MAX_LINES = 100_000;

/** Gives the lines that have something on them; long ones are cut. */
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
