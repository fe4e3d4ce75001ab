import { CfStreamPlayer as Own, StreamError } from '../player/stream-player.js';

// Own binding: a plain re-export would let the bundler drop this module.
const CfStreamPlayer = Own;
type CfStreamPlayer = Own;

// Code that the player loads on demand. Not here, because only their own rooms know when to load them: the session
// (playback/playback-controller.ts), the engines (engine/load-engine.ts) and each language (strings/languages.ts).
// Passing those three down would cost bytes of the first load.
CfStreamPlayer.loaders = {
  controls: () => import('./controls.js'),
  settings: () => import('./settings.js'),
  captions: () => import('./captions.js'),
  shortcuts: () => import('./shortcuts.js'),
  languages: () => import('./languages.js'),
  fallback: () => import('../player/quiet-fallback.js'),
  iframe: () => import('../player/iframe-settings.js'),
};

export { CfStreamPlayer, StreamError };
export type { ControlsConfig } from '../player/controls/controls-config.js';
export type { Chapter, NewChapter } from '../player/model/chapters.js';
export type {
  AudioTrack,
  AudioTrackList,
  EnginePreference,
  GetToken,
  LanguagePack,
  PlaybackState,
  PlayerTexts,
  Rendition,
  StreamErrorCode,
  VideoRenditionList,
  ViewerMemory,
  ViewerPreferences,
  WatchProgressDetail,
} from '../player/stream-player.js';
