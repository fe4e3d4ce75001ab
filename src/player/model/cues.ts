import { boundedLines } from './text-lines.js';

/** Most cues that are drawn at a time: more leave nothing of the picture. */
export const MAX_CUES = 20;
/** Most characters of a cue that are drawn. */
const MAX_CHARACTERS = 2_000;
/** Most tags of a cue that are heeded. Browsers read nested ones in a time that grows with the square of their number. */
const MAX_TAGS = 50;

/** Bounds the text of a WebVTT cue: cuts it where it is very long, and takes its tags out where they are very many. */
export function boundCueText(text: string): string {
  const cut = text.slice(0, MAX_CHARACTERS);
  return cut.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1 ? cut.replace(/<[^>]*>?/g, '') : cut;
}

/** Most cues that are kept for a second of video. People read one in two. */
const CUES_PER_SECOND = 10;
/** Limits of that: a short file may hold more, and a video may have all of its captions in one file. */
const CUES = { least: 100, most: 10_000 };
/** Most blocks that are kept for a cue (its name, its text, a note), and most among which regions are looked for. */
const BLOCKS = { perCue: 3, regions: 100 };

/**
 * Bounds a WebVTT file for engines, which take long: it keeps as many cues as can be read, and of each what can be drawn.
 *
 * @param seconds - Length of the video that the file is for.
 */
export function boundCaptions(file: string, seconds: number): string {
  const most = Math.min(CUES.most, Math.max(CUES.least, seconds * CUES_PER_SECOND || 0));
  let kept = '';
  /** Lines that belong together: text of a cue, its name, or a note. */
  let block = '';
  /** What stands before the text of the cue at hand. */
  let mark = '';
  const regions = new Map<string, string>();
  let [cues, blocks] = [0, 0];
  for (const line of boundedLines(file)) {
    if (blocks === most * BLOCKS.perCue) return kept;
    const isCue = line.includes('-->');
    if (!isCue && line !== '') {
      if (block.length < MAX_CHARACTERS) block += block === '' ? line : `\n${line}`;
      continue;
    }
    // One empty line ends a block; more are not needed.
    if (block !== '') kept += `${mark}${boundCueText(block)}\n`;
    if (isCue || block !== '') kept += `${line}\n`;
    if (cues === 0 && blocks < BLOCKS.regions && /^REGION\s/.test(block))
      regions.set(readSetting(block, 'id'), regionSettings(block));
    blocks += Number(block !== '');
    block = '';
    mark = isCue ? markCue(line, regions) : '';
    if (isCue && (cues += 1) > most) return kept.slice(0, kept.lastIndexOf(line));
  }
  return kept + (block && mark) + boundCueText(block);
}

/** Settings that hls.js leaves out, as `markCue()` has put them before the text of a cue. */
export const MARK = /^<c\.cf-stream ([^>]*)>/;

/**
 * Writes the settings of a cue that hls.js leaves out as a tag, which it hands on: those of its region, and on which side
 * of its position it stands. Nobody sees the tag, whoever draws the cue.
 */
function markCue(line: string, regions: ReadonlyMap<string, string>): string {
  const [, side = ''] = /\sposition:[^\s,]*,(line-left|center|line-right)(?!\S)/.exec(line) ?? [];
  const name = readSetting(line, 'region');
  const region = name === '' ? undefined : regions.get(name);
  const settings = [region === undefined ? '' : `region ${region}`, side && `side:${side}`].filter(Boolean);
  return settings.length > 0 ? `<c.cf-stream ${settings.join(' ')}>` : '';
}

/** Gives the settings of a region as they can be handed on in a tag. */
function regionSettings(block: string): string {
  return ['width', 'lines', 'regionanchor', 'viewportanchor', 'scroll']
    .map((name) => `${name}:${readSetting(block, name)}`)
    .filter((setting) => /^\w+:[\w.,%-]{1,40}$/.test(setting))
    .join(' ');
}

/** Reads a setting of a cue or of a region; the last one counts. */
export function readSetting(settings: string, name: string): string {
  return (
    settings
      .split(/\s/)
      .findLast((one) => one.startsWith(`${name}:`))
      ?.slice(name.length + 1) ?? ''
  );
}

/** Gives the text of a cue as it is to be drawn. */
export const cueText = ({ text }: { readonly text: string }): string => boundCueText(text.replace(MARK, ''));
