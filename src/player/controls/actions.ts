import type { CaptionTracks } from './captions/caption-tracks.js';
import { nextRate, type Shortcut } from './shortcuts.js';
import { showAirPlay } from './airplay-availability.js';
import { toggleFullscreen, togglePictureInPicture } from '../model/video-frame.js';
import type { ViewerPreferences } from './preference-storage.js';
import { isLive, seekRange, type MediaSnapshot } from '../model/media-snapshot.js';
import type { CaptionStyle } from './settings/choices.js';
import { RATES } from './settings/choices.js';
import type { PlayerIcon } from './icons.js';
import type { PlayerRequests } from './requests.js';
import { interpolate } from '../../shared/i18n/format.js';
import { formatPercent, formatRate, type PlayerTexts } from '../strings/texts.js';
import { formatClock, formatSpokenTime } from '../strings/format-time.js';
import type { ChromeHost } from './chrome-host.js';

/** What actions work with besides the player. */
export interface ActionContext {
  readonly captions: CaptionTracks;
  texts(): PlayerTexts;
  /** What was seen of the `<video>` last. */
  media(): MediaSnapshot;
  video(): HTMLVideoElement | null;
  captionId(track: TextTrack): string;
  /** Shows for a moment what was done. */
  notify(icon: PlayerIcon, text: string): void;
  setCaptionStyle(style: CaptionStyle): void;
  showHelp(): void;
  /** The viewer has chosen something worth keeping. */
  onPreference(chosen: ViewerPreferences): void;
}

/** What is done at each request of the controls. */
export type Handlers = { readonly [Name in keyof PlayerRequests]: (detail: PlayerRequests[Name]) => void };

/**
 * Does what the controls ask for.
 *
 * @since 0.1.0
 */
export function createHandlers(host: ChromeHost, around: ActionContext): Handlers {
  const { captions, onPreference } = around;
  return {
    'play-request': () => void host.play().catch(() => undefined),
    'pause-request': () => host.pause(),
    'seek-request': ({ time }) => seek(host, time, around.media()),
    'live-request': () => {
      host.currentTime = Infinity;
      void host.play().catch(() => undefined);
    },
    'mute-request': ({ muted }) => {
      host.muted = muted;
      onPreference({ muted });
    },
    'volume-request': ({ volume }) => {
      host.volume = volume;
      onPreference({ volume: host.volume });
    },
    'rate-request': ({ playbackRate }) => {
      host.playbackRate = playbackRate;
      // What is chosen for a broadcast is for this one only.
      if (isLive(around.media())) return;
      // A new source starts at the default one.
      host.defaultPlaybackRate = playbackRate;
      onPreference({ playbackRate });
    },
    'quality-request': ({ id }) => {
      host.selectedRendition = id;
      host.requestUpdate();
    },
    'audio-request': ({ id }) => {
      for (const track of host.audioTracks) if (track.id === id) track.enabled = true;
    },
    'captions-request': ({ id }) => {
      const track = captions.list.find((one) => around.captionId(one) === id) ?? null;
      captions.show(track);
      onPreference({ captions: track?.language ?? null });
    },
    'caption-style-request': (style) => {
      around.setCaptionStyle(style);
      onPreference({ captionStyle: { ...style } });
    },
    'airplay-request': () => showAirPlay(around.video()),
    'help-request': () => around.showHelp(),
    'fullscreen-request': () => {
      const { canFullscreen, fullscreen } = around.media();
      if (canFullscreen || fullscreen) void toggleFullscreen(host, around.video() ?? undefined).catch(() => undefined);
    },
    'picture-in-picture-request': () => {
      const video = around.video();
      if (video) void togglePictureInPicture(video).catch(() => undefined);
    },
  };
}

/**
 * Does what a key means, and shows it.
 *
 * @since 0.1.0
 */
export function runShortcut(shortcut: Shortcut, host: ChromeHost, handlers: Handlers, around: ActionContext): void {
  const texts = around.texts();
  const { locale } = texts;
  switch (shortcut.does) {
    case 'toggle-play':
      if (host.paused) handlers['play-request'](null);
      else handlers['pause-request'](null);
      return;
    case 'skip':
      skip(host, shortcut.seconds, around);
      return;
    case 'jump': {
      const [start, end] = seekRange(around.media());
      if (end === Infinity) return;
      const time = start + (end - start) * shortcut.share;
      seek(host, time, around.media());
      around.notify('play', formatClock(time, locale));
      return;
    }
    case 'volume': {
      const volume = Math.min(1, Math.max(0, Math.round((host.volume + shortcut.by) * 100) / 100));
      handlers['volume-request']({ volume });
      if (volume > 0) handlers['mute-request']({ muted: false });
      around.notify(volume === 0 ? 'muted' : 'loud', formatPercent(texts, volume));
      return;
    }
    case 'toggle-muted':
      handlers['mute-request']({ muted: !host.muted });
      around.notify(
        host.muted ? 'muted' : 'loud',
        host.muted ? formatPercent(texts, 0) : formatPercent(texts, host.volume),
      );
      return;
    case 'toggle-captions': {
      const { shown } = around.captions;
      const track = shown ? null : around.captions.best(locale);
      if (!shown && !track) return;
      handlers['captions-request']({ id: track && around.captionId(track) });
      around.notify(
        track ? 'captionsOn' : 'captions',
        `${texts.captions}: ${track ? track.label || track.language : texts.off}`,
      );
      return;
    }
    case 'rate': {
      const playbackRate = nextRate(host.playbackRate, shortcut.by, RATES);
      handlers['rate-request']({ playbackRate });
      around.notify('settings', formatRate(texts, playbackRate));
      return;
    }
    case 'toggle-fullscreen':
      handlers['fullscreen-request'](null);
      return;
    case 'toggle-picture-in-picture':
      handlers['picture-in-picture-request'](null);
      return;
    case 'help':
      around.showHelp();
  }
}

/**
 * Goes some seconds on or back, and shows it.
 *
 * @since 0.1.0
 */
export function skip(
  host: ChromeHost,
  seconds: number,
  around: Pick<ActionContext, 'media' | 'notify' | 'texts'>,
): void {
  const texts = around.texts();
  seek(host, host.currentTime + seconds, around.media());
  const time = formatSpokenTime(Math.abs(seconds), texts.locale);
  around.notify(
    seconds < 0 ? 'skipBack' : 'skipForward',
    interpolate(seconds < 0 ? texts.skipBack : texts.skipForward, { time }),
  );
}

function seek(host: ChromeHost, time: number, media: MediaSnapshot): void {
  host.currentTime = reachable(time, media);
}

/**
 * The time nearest to one, in seconds, that can be sought.
 *
 * @since 0.1.0
 */
export function reachable(time: number, media: MediaSnapshot): number {
  const [start, end] = seekRange(media);
  // The end of a broadcast moves on: there is no other way to name it.
  return isLive(media) && time >= end ? Infinity : Math.min(Math.max(time, start), end);
}
