import { boundCueText, MAX_CHARACTERS } from '../model/cue-text.js';
import { cutLongLines } from './playlist.js';

/** Most cues that are kept for a second of video. People read one in two. */
const CUES_PER_SECOND = 10;
/** Limits of that: a short file may hold more, and a video may have all of its captions in one file. */
const CUES = { least: 100, most: 10_000 };

/**
 * Bounds a WebVTT file: it keeps as many cues as can be read in its time, and of each what can be drawn. Engines add
 * cues in a time that grows with the square of their number, and read long ones in such a time, too.
 *
 * @param seconds - Length of the video that the file is for.
 */
export function boundCaptions(file: string, seconds: number): string {
  const most = Math.min(CUES.most, Math.max(CUES.least, seconds * CUES_PER_SECOND || 0));
  const text = cutLongLines(file.replace(/\r\n?/g, '\n'));
  let kept = '';
  /** Lines that belong together: text of a cue, its name, or a note. */
  let block = '';
  let cues = 0;
  for (let start = 0, end: number; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, end);
    const isCue = line.includes('-->');
    if (!isCue && line !== '') {
      if (block.length < MAX_CHARACTERS) block += block === '' ? line : `\n${line}`;
      continue;
    }
    // One empty line ends a block; more are not needed.
    if (block !== '') kept += `${boundCueText(block)}\n`;
    if (isCue || block !== '') kept += `${line}\n`;
    block = '';
    if (isCue && (cues += 1) > most) return kept.slice(0, kept.lastIndexOf(line));
  }
  return kept + boundCueText(block);
}
