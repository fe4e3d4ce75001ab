import { CfStreamPlayer as Own, StreamError } from '../player/stream-player.js';

// All code that the player loads when it is wanted, but for that of which only a room's own code can say when: the session
// (playback/playback-controller.ts), the engines (engine/load-engine.ts) and each language (strings/languages.ts). Named
// here, those three would have to be handed down, which takes bytes of the first load.
Own.loaders = {
  controls: () => import('./controls.js'),
  settings: () => import('./settings.js'),
  captions: () => import('./captions.js'),
  shortcuts: () => import('./shortcuts.js'),
  languages: () => import('./languages.js'),
  fallback: () => import('../player/quiet-fallback.js'),
  iframe: () => import('../player/iframe-settings.js'),
};
// A page may hold two copies of this script (a theme's and a plugin's): the first one wins, nothing is thrown, and both give
// its class away, so that what a site sets on the class counts.
const CfStreamPlayer = (customElements.get('cf-stream-player') ?? Own) as typeof Own;
if (CfStreamPlayer === Own) customElements.define('cf-stream-player', Own);
type CfStreamPlayer = Own;

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-player': CfStreamPlayer;
  }
}

export { CfStreamPlayer, StreamError };
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
  ViewerMemory,
  ViewerPreferences,
} from '../player/stream-player.js';
