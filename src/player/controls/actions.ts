import { captionId, captionLanguages, type CaptionTracks } from './captions/caption-tracks.js';
import { nextRate, type Shortcut } from './shortcuts.js';
import { showAirPlay } from './airplay.js';
import { shorterSide } from '../delivery/resolution-limits.js';
import { toggleFullscreen, togglePictureInPicture } from '../model/video-frame.js';
import { audioTag } from '../model/playback-intent.js';
import { isLive, seekRange, type MediaSnapshot } from '../model/media-snapshot.js';
import { CONFIG } from './controls-config.js';
import type { PlayerIcon } from './icons.js';
import type { PlayerNotice } from './icon-button.js';
import type { PlayerRequests } from './requests.js';
import { interpolate } from '../../shared/i18n/format.js';
import { formatPercent, formatRate, type PlayerTexts } from '../strings/texts.js';
import { formatClock, formatSpokenTime } from '../strings/format-time.js';
import type { CfStreamPlayer } from '../stream-player.js';
import type { Preferences } from './preferences.js';

/** Parts of the player's UI that actions need. */
export interface ActionContext {
  readonly player: CfStreamPlayer;
  readonly video: HTMLVideoElement | undefined;
  /** Snapshot of the `<video>` that the controls draw. */
  readonly shownMedia: MediaSnapshot;
  readonly texts: PlayerTexts;
  readonly captions: CaptionTracks;
  readonly preferences: Preferences;
  /** Notice of the last action, while it is shown. */
  readonly notice: PlayerNotice | null;
  requestUpdate(): void;
  /** Shows a short notice of what was done; without a text, only the icon. */
  notify(icon: PlayerIcon, text: string, skipped?: number, forMs?: number): void;
  showHelp(): Promise<void>;
}

/** Handlers of the controls' requests, by request name. */
export type Handlers = { readonly [Name in keyof PlayerRequests]: (detail: PlayerRequests[Name]) => void };

/** Creates the handlers of the controls' requests. */
export function createHandlers(context: ActionContext): Handlers {
  const play = (): void => void context.player.play().catch(() => undefined);
  return {
    'play-request': () => {
      play();
      context.notify('play', '');
    },
    'pause-request': () => {
      context.player.pause();
      context.notify('pause', '');
    },
    'seek-request': ({ time }) => seek(time, context),
    'skip-request': ({ seconds }) => skip(seconds, context),
    'live-request': () => {
      context.player.currentTime = Infinity;
      play();
    },
    'mute-request': ({ muted }) => {
      context.player.muted = muted;
      context.preferences.save({ muted });
    },
    'volume-request': ({ volume }) => {
      const { player, preferences } = context;
      player.volume = volume;
      preferences.save({ volume: player.volume });
    },
    'rate-request': ({ playbackRate }) => {
      const { player, preferences, shownMedia } = context;
      player.playbackRate = playbackRate;
      // A speed chosen for a live stream is not kept for other videos.
      if (isLive(shownMedia)) return;
      // A new source starts at `defaultPlaybackRate`.
      player.defaultPlaybackRate = playbackRate;
      preferences.save({ playbackRate });
    },
    'quality-request': ({ id }) => {
      const { player, preferences } = context;
      player.selectedRendition = id;
      const chosen = player.renditions.find((one) => one.id === id);
      preferences.save({ quality: chosen ? shorterSide(chosen) : null });
      context.requestUpdate();
    },
    'audio-request': ({ id }) => {
      const track = [...context.player.audioTracks].find((one) => one.id === id);
      if (!track) return;
      track.enabled = true;
      const audio = audioTag(track.language, track.kind.includes('desc'));
      if (audio) context.preferences.save({ audio });
    },
    'captions-request': ({ id }) => {
      const { captions, preferences } = context;
      const track = captions.list.find((one) => captionId(one) === id) ?? null;
      captions.show(track);
      preferences.save({ captions: track?.language ?? null });
    },
    'caption-style-request': (style) => {
      context.preferences.saveCaptionStyle(style);
      context.requestUpdate();
    },
    'time-left-request': (chosen) => {
      context.preferences.save(chosen);
      context.requestUpdate();
    },
    'loop-request': ({ edge }) => {
      const { player } = context;
      const { currentTime, uid } = player;
      const [start, end] = player.loopRange ?? [0, Infinity];
      if (!edge) player.loopRange = null;
      else if (edge === 'end') player.loopRange = [start < currentTime ? start : 0, currentTime];
      else player.loopRange = [currentTime, end > currentTime ? end : Infinity];
      const { loopRange } = player;
      // A loop belongs to its video.
      const forget = (): void => {
        if (player.uid !== uid && player.loopRange === loopRange) player.loopRange = null;
      };
      player.addEventListener('emptied', forget, { once: true });
      context.requestUpdate();
    },
    'airplay-request': () => showAirPlay(context.video),
    'help-request': () => void context.showHelp(),
    'fullscreen-request': () => {
      const { player, video, shownMedia } = context;
      const { canFullscreen, fullscreen } = shownMedia;
      if (canFullscreen || fullscreen) void toggleFullscreen(player, video).catch(() => undefined);
    },
    'picture-in-picture-request': () => {
      if (context.video) void togglePictureInPicture(context.video).catch(() => undefined);
    },
  };
}

/** Runs the action of a shortcut and shows what it did. */
export function runShortcut(shortcut: Shortcut, handlers: Handlers, context: ActionContext): void {
  const { player, texts } = context;
  const { locale } = texts;
  switch (shortcut.does) {
    case 'toggle-play':
      if (player.paused) handlers['play-request'](null);
      else handlers['pause-request'](null);
      return;
    case 'skip':
      skip(shortcut.seconds, context);
      return;
    case 'jump': {
      const [start, end] = seekRange(context.shownMedia);
      if (end === Infinity) return;
      const time = start + (end - start) * shortcut.share;
      seek(time, context);
      context.notify('play', formatClock(time, locale));
      return;
    }
    case 'volume': {
      const volume = Math.min(1, Math.max(0, Math.round((player.volume + shortcut.by) * 100) / 100));
      handlers['volume-request']({ volume });
      if (volume > 0) handlers['mute-request']({ muted: false });
      context.notify(volume === 0 ? 'muted' : 'loud', formatPercent(texts, volume));
      return;
    }
    case 'toggle-muted':
      handlers['mute-request']({ muted: !player.muted });
      context.notify(
        player.muted ? 'muted' : 'loud',
        player.muted ? formatPercent(texts, 0) : formatPercent(texts, player.volume),
      );
      return;
    case 'toggle-captions': {
      const { shown } = context.captions;
      const track = shown ? null : context.captions.best(captionLanguages(player));
      if (!shown && !track) return;
      handlers['captions-request']({ id: track && captionId(track) });
      context.notify(
        track ? 'captionsOn' : 'captions',
        `${texts.captions}: ${track ? track.label || track.language : texts.off}`,
      );
      return;
    }
    case 'chapter': {
      const chapter = player.chapterView?.beside(player.currentTime, shortcut.by);
      if (!chapter) return;
      seek(chapter.startTime, context);
      context.notify(shortcut.by < 0 ? 'skipBack' : 'skipForward', chapter.title);
      return;
    }
    case 'rate': {
      const playbackRate = nextRate(player.playbackRate, shortcut.by, CONFIG.playbackRates);
      handlers['rate-request']({ playbackRate });
      context.notify('settings', formatRate(texts, playbackRate));
      return;
    }
    case 'frame':
      if (player.paused) seek(player.currentTime + shortcut.by / frameRateOf(player), context);
      return;
    case 'toggle-fullscreen':
      handlers['fullscreen-request'](null);
      return;
    case 'toggle-picture-in-picture':
      handlers['picture-in-picture-request'](null);
      return;
    case 'help':
      void context.showHelp();
  }
}

/** Frames per second to assume when the rendition does not say. */
const USUAL_FRAMES = 30;

function frameRateOf({ renditions }: CfStreamPlayer): number {
  const { frameRate = 0 } = renditions.find(({ active }) => active) ?? {};
  return frameRate > 0 ? frameRate : USUAL_FRAMES;
}

/** Skips by some seconds and shows the sum of skips in quick succession. */
export function skip(seconds: number, context: ActionContext): void {
  const { player, texts, notice } = context;
  seek(player.currentTime + seconds, context);
  const before = notice?.skipped ?? 0;
  const sum = before * seconds > 0 ? before + seconds : seconds;
  const time = formatSpokenTime(Math.abs(sum), texts.locale);
  context.notify(
    seconds < 0 ? 'skipBack' : 'skipForward',
    interpolate(seconds < 0 ? texts.skipBack : texts.skipForward, { time }),
    sum,
  );
}

function seek(time: number, { player, shownMedia }: ActionContext): void {
  player.currentTime = reachable(time, shownMedia);
}

/** Returns the seekable time nearest to the given one, in seconds. */
export function reachable(time: number, media: MediaSnapshot): number {
  const [start, end] = seekRange(media);
  // The end of a live stream keeps moving, so Infinity stands for it.
  return isLive(media) && time >= end ? Infinity : Math.min(Math.max(time, start), end);
}
