import { StreamError } from '../../shared/errors.js';
import { NO_MEDIA_FACTS, type MediaFacts } from './media-facts.js';

/** Reads the bytes `[start, end)` of a file. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

interface Box {
  readonly type: string;
  /** Start and end of its body, in bytes from the start of the file. */
  readonly start: number;
  readonly end: number;
}

/** Most boxes read on one level, against files made to keep the page busy. */
const MAX_BOXES = 512;

/**
 * Reads duration, frame size and presence of audio from an MP4 or QuickTime file of any codec: from a few hundred bytes
 * of its boxes, wherever they are in the file.
 *
 * @param size - Size of the file in bytes.
 * @throws {StreamError} `FILE_NO_PICTURE`.
 * @throws Whatever `read` throws.
 */
export async function readMp4Facts(size: number, read: ReadBytes): Promise<MediaFacts> {
  const movie = (await boxesIn(0, size, read, 'moov')).find(({ type }) => type === 'moov');
  if (!movie) return NO_MEDIA_FACTS;
  let facts: MediaFacts = { ...NO_MEDIA_FACTS, hasAudio: false };
  const kinds: string[] = [];
  for (const box of await boxesIn(movie.start, movie.end, read)) {
    if (box.type === 'mvhd') facts = { ...facts, seconds: readDuration(await read(box.start, box.start + 32)) };
    if (box.type !== 'trak') continue;
    const track = await boxesIn(box.start, box.end, read);
    const kind = await handlerOf(track, read);
    kinds.push(kind);
    if (kind === 'soun') facts = { ...facts, hasAudio: true };
    const header = track.find(({ type }) => type === 'tkhd');
    if (kind === 'vide' && header) facts = { ...facts, ...readSize(await read(header.start, header.start + 96)) };
  }
  if (kinds.length > 0 && kinds.every((kind) => kind === 'soun')) {
    throw new StreamError('FILE_NO_PICTURE', 'The file has audio tracks only.');
  }
  return facts;
}

/** Reads the boxes between two offsets, up to and including the one of type `until`. */
async function boxesIn(start: number, end: number, read: ReadBytes, until?: string): Promise<Box[]> {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end && boxes.length < MAX_BOXES) {
    const head = view(await read(at, Math.min(at + 16, end)));
    if (head.byteLength < 8) break;
    const type = String.fromCharCode(head.getUint8(4), head.getUint8(5), head.getUint8(6), head.getUint8(7));
    const short = head.getUint32(0);
    const isLong = short === 1 && head.byteLength >= 16;
    const length = short === 0 ? end - at : isLong ? Number(head.getBigUint64(8)) : short;
    const body = isLong ? 16 : 8;
    if (length < body) break;
    boxes.push({ type, start: at + body, end: Math.min(at + length, end) });
    if (type === until) break;
    at += length;
  }
  return boxes;
}

async function handlerOf(track: readonly Box[], read: ReadBytes): Promise<string> {
  const media = track.find(({ type }) => type === 'mdia');
  const handler = media && (await boxesIn(media.start, media.end, read)).find(({ type }) => type === 'hdlr');
  if (!handler) return '';
  return String.fromCharCode(...(await read(handler.start + 8, handler.start + 12)));
}

function readDuration(bytes: Uint8Array): number | null {
  const data = view(bytes);
  if (data.byteLength < 32) return null;
  const isLong = data.getUint8(0) === 1;
  const scale = data.getUint32(isLong ? 20 : 12);
  const duration = isLong ? Number(data.getBigUint64(24)) : data.getUint32(16);
  // 0 in a fragmented file without a stated duration; all ones if unknown.
  const isKnown = scale > 0 && duration > 0 && duration !== 0xffffffff && duration < Number.MAX_SAFE_INTEGER;
  return isKnown ? duration / scale : null;
}

/** Reads the displayed size: a phone held upright stores frames sideways, with a rotation. */
function readSize(bytes: Uint8Array): Pick<MediaFacts, 'width' | 'height'> {
  const data = view(bytes);
  const from = data.byteLength > 0 && data.getUint8(0) === 1 ? 52 : 40;
  if (data.byteLength < from + 44) return { width: null, height: null };
  const isTurned = data.getInt32(from) === 0 && data.getInt32(from + 4) !== 0;
  const [width, height] = [data.getUint32(from + 36) / 65_536, data.getUint32(from + 40) / 65_536].map(Math.round) as [
    number,
    number,
  ];
  if (width === 0 || height === 0) return { width: null, height: null };
  return isTurned ? { width: height, height: width } : { width, height };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
