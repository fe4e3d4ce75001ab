/** Most characters of a line that are read: longer ones cost time, and Stream writes none. */
export const MAX_LINE = 8_192;

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

/** Gives the lines that have something on them; long ones are cut. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, Math.min(end, start + MAX_LINE)).trim();
    if (line) yield line;
  }
}
