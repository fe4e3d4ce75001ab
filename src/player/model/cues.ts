import { boundedLines } from './text-lines.js';

/** Most cues drawn at a time: more would cover the picture. */
export const MAX_CUES = 20;
/** Most characters drawn of a cue. */
const MAX_CHARACTERS = 2_000;
/** Most tags of a cue that are not stripped. Browsers parse nested ones in quadratic time. */
const MAX_TAGS = 50;

/** Limits the text of a WebVTT cue: truncates a very long one, and strips its tags if there are very many. */
export function boundCueText(text: string): string {
  const cut = text.slice(0, MAX_CHARACTERS);
  return cut.split('<', MAX_TAGS + 2).length > MAX_TAGS + 1 ? cut.replace(/<[^>]*>?/g, '') : cut;
}

/** Most cues kept per second of video; people read about one in two seconds. */
const CUES_PER_SECOND = 10;
/** Limits of that number: a short file may hold more, and one file may hold all captions of a video. */
const CUES = { least: 100, most: 10_000 };
/** Most blocks kept per cue (identifier, text, note), and most blocks in which to look for regions. */
const BLOCKS = { perCue: 3, regions: 100 };

/**
 * Limits a WebVTT file before engines parse it: keeps as many cues as anybody can read, and what is drawn of each.
 *
 * @param seconds - Duration of the video that the file belongs to.
 */
export function boundCaptions(file: string, seconds: number): string {
  const most = Math.min(CUES.most, Math.max(CUES.least, seconds * CUES_PER_SECOND || 0));
  let kept = '';
  /** Lines of one block: the text of a cue, its identifier, or a note. */
  let block = '';
  /** Tag to put before the text of the current cue. */
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
    // One empty line ends a block; further ones are dropped.
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

/** Settings that hls.js drops, as `markCue()` has put them before the text of a cue. */
export const MARK = /^<c\.cf-stream ([^>]*)>/;

/**
 * Returns the settings of a cue that hls.js drops as a tag in its text, which hls.js keeps: those of its region, and
 * its position alignment. Nothing draws the tag.
 */
function markCue(line: string, regions: ReadonlyMap<string, string>): string {
  const [, side = ''] = /\sposition:[^\s,]*,(line-left|center|line-right)(?!\S)/.exec(line) ?? [];
  const name = readSetting(line, 'region');
  const region = name === '' ? undefined : regions.get(name);
  const settings = [region === undefined ? '' : `region ${region}`, side && `side:${side}`].filter(Boolean);
  return settings.length > 0 ? `<c.cf-stream ${settings.join(' ')}>` : '';
}

/** Returns the settings of a region in a form that fits into a tag. */
function regionSettings(block: string): string {
  return ['width', 'lines', 'regionanchor', 'viewportanchor', 'scroll']
    .map((name) => `${name}:${readSetting(block, name)}`)
    .filter((setting) => /^\w+:[\w.,%-]{1,40}$/.test(setting))
    .join(' ');
}

/** Reads a setting of a cue or region; the last one wins. */
export function readSetting(settings: string, name: string): string {
  return (
    settings
      .split(/\s/)
      .findLast((one) => one.startsWith(`${name}:`))
      ?.slice(name.length + 1) ?? ''
  );
}

/** Returns the text of a cue to draw. */
export const cueText = ({ text }: { readonly text: string }): string => boundCueText(text.replace(MARK, ''));
