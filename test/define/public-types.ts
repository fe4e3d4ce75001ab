// Nothing runs here: the type-check reads it. It contains what an application in TypeScript may write, and names every
// public type, so that `npm run check` fails if one is no longer exported, or has changed.
import {
  CfStreamPlayer,
  CfStreamUpload,
  StreamError,
  type AudioTrack,
  type AudioTrackList,
  type CreateUpload,
  type EnginePreference,
  type FileInfo,
  type GetToken,
  type LanguagePack,
  type PlaybackState,
  type PlayerTexts,
  type Rendition,
  type StreamErrorCode,
  type UploadAcceptDetail,
  type UploadItemInfo,
  type UploadLanguagePack,
  type UploadMedia,
  type UploadMetadata,
  type UploadProgress,
  type UploadProgressInfo,
  type UploadState,
  type UploadStatus,
  type UploadTarget,
  type UploadTexts,
  type UploadWait,
  type ViewerMemory,
  type ViewerPreferences,
} from '../../src/define/index.js';
import type * as playerModule from '../../src/define/player.js';
import type * as uploadModule from '../../src/define/upload.js';

/** Either entry alone exports the types that both elements share. */
export type SharedCodes = [playerModule.StreamErrorCode, uploadModule.StreamErrorCode];

const getToken: GetToken = async (uid, { signal }) => (await fetch(`/tokens/${uid}`, { signal })).text();

/** Sets up a player, and reads its state. */
export function usePlayer(): unknown[] {
  const player: CfStreamPlayer = document.createElement('cf-stream-player');
  const engine: EnginePreference = 'hls.js';
  const pack: LanguagePack = { play: 'Afspelen' };
  const memory: ViewerMemory = { read: (): ViewerPreferences => ({ volume: 0.5 }), write: () => undefined };
  CfStreamPlayer.languages = { nl: pack };
  CfStreamPlayer.memory = memory;
  CfStreamPlayer.controlsConfig = { skipSeconds: 15, playbackRates: [1, 2], shortcuts: { s: 'c', c: null } };
  Object.assign(player, { src: 'VIDEO_UID', getToken, enginePreference: engine });
  player.getToken = getToken;
  player.enginePreference = engine;
  player.startTime = '1m30s';
  player.defaultTextTrack = 'de';
  player.controlsList = 'nofullscreen';
  player.rememberPosition = player.lowLatency = player.dvr = true;

  const rendition: Rendition | undefined = player.renditions.find(({ height }) => height >= 720);
  player.selectedRendition = rendition?.id ?? null;
  const tracks: AudioTrackList = player.audioTracks;
  const german: AudioTrack | undefined = [...tracks].find(({ language }) => language === 'de');
  if (german) german.enabled = true;

  const texts: PlayerTexts | undefined = player.texts;
  const isKnown: boolean =
    player.readyState >= player.HAVE_METADATA && player.networkState !== player.NETWORK_NO_SOURCE;
  return [texts?.play, isKnown, describe(player.state)];
}

function describe(state: PlaybackState): string {
  if (state.status === 'processing') return `${state.percent ?? 0} %`;
  if (state.status !== 'error') return state.status;
  const code: StreamErrorCode = state.error.code;
  return state.retrying ? 'retrying' : code;
}

/** Listens to a player: every event's `detail` has its type. */
export function listenTo(player: CfStreamPlayer): void {
  player.addEventListener('cf-stream-token', ({ detail }) => new Date(detail.expiresAt));
  player.addEventListener('cf-stream-state', ({ detail }) => describe(detail.state));
  player.addEventListener('cf-stream-delivery', ({ detail }) => detail.fetchedSeconds - detail.watchedSeconds);
  player.addEventListener('cf-stream-tracks', ({ type }) => type);
  player.addEventListener(
    'cf-stream-error',
    ({ detail: { error, retrying } }) => error instanceof StreamError && error.code === 'TOKEN_EXPIRED' && !retrying,
  );
}

/** Sets up an uploader, and reads its state. */
export function useUpload(): unknown[] {
  const upload: CfStreamUpload = document.createElement('cf-stream-upload');
  const pack: UploadLanguagePack = { choose: 'Kies een video' };
  CfStreamUpload.languages = { nl: pack };
  const createUpload: CreateUpload = (file: File, { name }: UploadMetadata): Promise<UploadTarget> =>
    Promise.resolve({ uploadURL: `/send/${name}?${file.size}`, uid: 'VIDEO_UID', protocol: 'tus' });
  upload.createUpload = createUpload;

  const items: readonly UploadItemInfo[] = upload.items;
  const media: UploadMedia | null | undefined = items[0]?.media;
  const progress: UploadProgressInfo | null = upload.progress;
  const texts: UploadTexts = upload.texts;
  return [media?.hasAudio, progress?.secondsLeft, texts.words.choose, standing(upload.state)];
}

function standing(state: UploadState): readonly unknown[] {
  const status: UploadStatus = state.status;
  if (state.status !== 'uploading') return [status];
  const file: FileInfo = state.file;
  const waiting: UploadWait | null = state.waiting;
  const progress: UploadProgress = state.progress;
  return [file.name, waiting, progress.sentBytes];
}

/** Listens to an uploader. */
export function listenToUpload(upload: CfStreamUpload): void {
  upload.addEventListener('cf-stream-upload-accept', ({ detail }) => {
    const { media, waitUntil }: UploadAcceptDetail = detail;
    waitUntil(Promise.resolve(media.hasAudio === false ? 'It has no sound.' : true));
  });
  upload.addEventListener('cf-stream-upload-start', ({ detail }) => detail.file.name);
  upload.addEventListener('cf-stream-upload-created', ({ detail }) => detail.uid);
  upload.addEventListener('cf-stream-upload-progress', ({ detail }) => detail.sentBytes / detail.totalBytes);
  upload.addEventListener('cf-stream-upload-pause', ({ detail }) => detail.id);
  upload.addEventListener('cf-stream-upload-resume', ({ detail }) => detail.id);
  upload.addEventListener('cf-stream-upload-processing', ({ detail }) => detail.percent ?? 0);
  upload.addEventListener('cf-stream-upload-ready', ({ detail }) => detail.uid);
  upload.addEventListener('cf-stream-upload-error', ({ detail }) => detail.error.code === 'FILE_TYPE');
  upload.addEventListener('cf-stream-upload-cancel', ({ detail }) => detail.uid ?? detail.id);
  upload.addEventListener('cf-stream-upload-remove', ({ detail }) => detail.uid);
  upload.headers = () => ({ 'X-CSRF-Token': 't' });
  upload.metadata = async (file) => Promise.resolve({ title: file.name });
}
