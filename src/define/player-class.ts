import { CfStreamPlayer as Own, StreamError } from '../player/stream-player.js';

// A name of this module's own: what is only passed on is bundled without the module that it comes through.
const CfStreamPlayer = Own;
type CfStreamPlayer = Own;

// All code that the player loads when it is wanted, but for that of which only a room's own code can say when: the session
// (playback/playback-controller.ts), the engines (engine/load-engine.ts) and each language (strings/languages.ts). Named
// here, those three would have to be handed down, which takes bytes of the first load.
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
