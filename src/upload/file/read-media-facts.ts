import { NO_MEDIA_FACTS, type MediaFacts } from './media-facts.js';
import { readMp4Facts, type ReadBytes } from './mp4-facts.js';

/** Longest that a browser may take to tell how long a video is, in milliseconds. */
const PROBE_MS = 5_000;

/** Kinds whose boxes say everything, so that no decoder is needed. */
const BOXED = ['video/mp4', 'video/quicktime', 'video/3gpp'];

/**
 * Finds out how long a video is, how large its picture, and whether it has sound: from the file's own headers where
 * they can be read, from the browser's player otherwise.
 *
 * @param media - What the content of the file is.
 * @throws what `read` throws.
 */
export async function readMediaFacts(
  file: Blob,
  media: string | null,
  read: ReadBytes,
  signal: AbortSignal,
): Promise<MediaFacts> {
  const isBoxed = media !== null && BOXED.includes(media);
  const facts = isBoxed ? await readMp4Facts(file.size, read) : NO_MEDIA_FACTS;
  // Where there is no movie in it, the browser's player finds none either.
  if ((facts.seconds !== null && facts.width !== null) || (isBoxed && facts === NO_MEDIA_FACTS)) return facts;
  const played = await probeVideo(file, media, signal);
  return {
    seconds: facts.seconds ?? played.seconds,
    width: facts.width ?? played.width,
    height: facts.height ?? played.height,
    hasAudio: facts.hasAudio ?? played.hasAudio,
  };
}

/** A `<video>`, with what single browsers know of its sound. */
type ProbedVideo = HTMLVideoElement & {
  readonly mozHasAudio?: boolean;
  readonly audioTracks?: { readonly length: number };
};

function probeVideo(file: Blob, media: string | null, signal: AbortSignal): Promise<MediaFacts> {
  const video: ProbedVideo = document.createElement('video');
  if (signal.aborted || (media !== null && video.canPlayType(media) === '')) return Promise.resolve(NO_MEDIA_FACTS);
  const url = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const finish = (facts: MediaFacts): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      video.removeAttribute('src');
      URL.revokeObjectURL(url);
      resolve(facts);
    };
    const stop = (): void => finish(NO_MEDIA_FACTS);
    const timer = setTimeout(stop, PROBE_MS);
    signal.addEventListener('abort', stop);
    video.addEventListener('loadedmetadata', () => {
      finish({
        seconds: Number.isFinite(video.duration) ? video.duration : null,
        width: video.videoWidth || null,
        height: video.videoHeight || null,
        hasAudio: video.mozHasAudio ?? (video.audioTracks ? video.audioTracks.length > 0 : null),
      });
    });
    video.addEventListener('error', stop);
    video.preload = 'metadata';
    video.src = url;
  });
}
