import type { CallPurpose } from './call-budget.js';
import { ApiError } from './errors.js';
import { describeFailure, type Log } from './log.js';
import type { Video, VideoStore } from './videos.js';

/** Captions that a video gets: a file, or, without one, what Stream hears. */
export interface CaptionOptions {
  /** As in BCP 47. Stream listens to `cs`, `nl`, `en`, `fr`, `de`, `it`, `ja`, `ko`, `pl`, `pt`, `ru` and `es`. */
  readonly language: string;
  /** WebVTT, up to 10 MB. */
  readonly vtt?: string;
}

/** Says which captions a video gets once it is ready. */
export type CaptionsFor = (video: Video) => readonly CaptionOptions[] | Promise<readonly CaptionOptions[]>;

/** Gives videos their captions when they become ready. */
export interface Captioner {
  /** The same store, which tells of each video that has become ready: once, whichever server was told first. */
  watch(store: VideoStore): VideoStore;
  /** Tries again where Stream could not be asked. For the poll. */
  retry(): Promise<void>;
}

/** What {@link createCaptioner} works with. */
export interface CaptionerParts {
  readonly captionsFor: CaptionsFor;
  /** Hands captions to Stream, or has it make them. @throws {ApiError} */
  readonly send: (uid: string, caption: CaptionOptions, purpose: CallPurpose) => Promise<void>;
  readonly log: Log;
}

/** How often it is tried in all, and how many videos wait for that at most: they wait in memory. */
const MAX_TRIES = 5;
const MAX_WAITING = 1_000;
/** What may pass. */
const PASSING: ReadonlySet<unknown> = new Set(['STREAM_BUSY', 'STREAM_UNREACHABLE']);

/** Makes the captioner. No failure of captions is one of the request that found the video ready. */
export function createCaptioner({ captionsFor, send, log }: CaptionerParts): Captioner {
  let waiting: { readonly video: Video; readonly captions: readonly CaptionOptions[]; readonly tries: number }[] = [];

  async function add(video: Video, given?: readonly CaptionOptions[], tries = 1): Promise<void> {
    let rest = given ?? [];
    try {
      rest = given ?? (await captionsFor(video));
      while (rest[0]) {
        await send(video.uid, rest[0], 'poll');
        rest = rest.slice(1);
      }
    } catch (error) {
      log({ level: 'warn', event: 'failure', uid: video.uid, ...describeFailure(error), code: 'CAPTIONS_FAILED' });
      const isPassing = error instanceof ApiError && PASSING.has(error.code) && tries < MAX_TRIES;
      // Of several languages, one that Stream refuses does not keep the others from it.
      if (isPassing && waiting.length < MAX_WAITING) waiting.push({ video, captions: rest, tries: tries + 1 });
      else if (!isPassing && rest.length > 1) await add(video, rest.slice(1), tries);
    }
  }

  return {
    watch: (store) => ({
      ...store,
      async apply(uid, state) {
        const video = await store.apply(uid, state);
        // A broadcast is ready before there is anything to listen to; its length is known once it is over.
        if (video?.status === 'ready' && video.duration !== null) await add(video);
        return video;
      },
    }),
    async retry() {
      const due = waiting;
      waiting = [];
      for (const { video, captions, tries } of due) await add(video, captions, tries);
    },
  };
}
