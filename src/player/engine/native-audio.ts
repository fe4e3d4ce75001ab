import { wantedAudio } from '../model/playback-intent.js';
import type { EngineOptions } from './engine.js';
import type { AudioTrack } from './rendition.js';

/** Audio track of a `<video>` in Safari and WebKitGTK. */
interface NativeAudioTrack {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

/** `<video>` in WebKit, with a list of audio tracks. */
export interface VideoWithAudioTracks extends HTMLVideoElement {
  readonly audioTracks?: ArrayLike<NativeAudioTrack> & EventTarget;
}

/** Kinds that are kept; any other becomes `alternative`. */
const KINDS = ['main', 'main-desc', 'descriptions'] as const;

/**
 * Lists the audio tracks of a `<video>` with native HLS. Only one is enabled at a time; the viewer's choice is kept for the next
 * source.
 */
export function nativeAudioTracks({ video, intent }: Pick<EngineOptions, 'video' | 'intent'>): readonly AudioTrack[] {
  const tracks = Array.from((video as VideoWithAudioTracks).audioTracks ?? []);
  return tracks.map((track, index) => {
    const { id, label, language } = track;
    return {
      id: id || String(index),
      kind: KINDS.find((kind) => kind === track.kind) ?? 'alternative',
      label,
      language,
      get enabled() {
        return track.enabled;
      },
      set enabled(wanted) {
        if (!wanted) return;
        intent.audio = { language, label };
        for (const one of tracks) if (one.enabled !== (one === track)) one.enabled = one === track;
      },
    };
  });
}

/** Watches the list until the signal is aborted, and enables the track that the viewer prefers when a video loads. */
export function watchNativeAudio(options: EngineOptions, signal: AbortSignal, onChange: () => void): void {
  const { video, intent, preferred } = options;
  const list = (video as VideoWithAudioTracks).audioTracks;
  for (const type of ['addtrack', 'removetrack', 'change']) list?.addEventListener(type, onChange, { signal });
  const choose = (): void => {
    const wanted = wantedAudio(nativeAudioTracks(options), intent.audio, preferred?.audio);
    if (wanted && !wanted.enabled) wanted.enabled = true;
  };
  if (list) video.addEventListener('loadedmetadata', choose, { once: true, signal });
}
