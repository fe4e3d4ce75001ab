import type { CfStreamUpload } from '../stream-upload.js';
import type { RecordingSource } from './recording-state.js';

/** How often the browser hands out what it has recorded, in milliseconds: so much at most is lost with the page. */
const CHUNK_MS = 1_000;

/**
 * Media types in the order in which they are tried. Stream reads both containers. WebM first: whatever is there of it can be
 * read when it was cut off; Safari has MP4 alone, in fragments.
 */
const TYPES = ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'];

/** Bits per second. Text on a screen needs more than a face. */
const BITS: Readonly<Record<RecordingSource, number>> = { camera: 2_500_000, screen: 4_000_000 };

/** A camera or a screen that was opened, with its sound. */
export interface OpenedSource {
  readonly source: RecordingSource;
  readonly stream: MediaStream;
  /** Media type to record it in. */
  readonly type: string;
  /** What has to be let go afterwards, besides the tracks of the stream. */
  readonly close: () => void;
}

/** How a recording came to its end: as it was asked to, because its picture ended, or because recording failed. */
export type RecordingEnd = 'asked' | 'ended' | 'failed';

/** What an uploader takes. */
type Wanted = Pick<CfStreamUpload, 'wants' | 'minResolution' | 'maxResolution'>;

/** Gives the media type to record in; empty where this browser has none that the uploader takes. */
export function recordingType(uploader: Pick<Wanted, 'wants'>): string {
  const { MediaRecorder: Recorder } = window as Partial<typeof globalThis>;
  const isWanted = (type: string): boolean => uploader.wants({ name: `.${type.slice(6)}`, type });
  return (Recorder && TYPES.find((type) => isWanted(containerOf(type)) && Recorder.isTypeSupported(type))) ?? '';
}

/** Gives a media type without its codecs. */
function containerOf(type: string): string {
  return type.replace(/;.*/s, '');
}

/** Whether this browser can record from a source, on this page. */
export function canRecord(source: RecordingSource, uploader: Pick<Wanted, 'wants'>): boolean {
  // On insecure pages there are no devices at all; on phones, no screen.
  const devices = (navigator as Partial<Navigator>).mediaDevices as Partial<MediaDevices> | undefined;
  const open = source === 'camera' ? devices?.getUserMedia : devices?.getDisplayMedia;
  return typeof open === 'function' && recordingType(uploader) !== '';
}

/**
 * Computes how large a picture is asked for. Sides that a page has set are the longer and the shorter one, whichever comes
 * first. What is too large, a browser makes smaller; what is too small is no reason to have no camera.
 */
function pictureOf({ minResolution, maxResolution }: Wanted, isScreen: boolean): MediaTrackConstraints {
  const sides = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number).sort((a, b) => b - a);
  const [least, most] = [sides(minResolution), sides(maxResolution)];
  const side = (at: number, usual: number): ConstrainULongRange => {
    const max = most[at] ?? Infinity;
    const ideal = isScreen ? max : Math.min(Math.max(usual, least[at] ?? 0), max);
    return { ...(ideal < Infinity && { ideal }), ...(max < Infinity && { max }) };
  };
  return { width: side(0, 1280), height: side(1, 720) };
}

/**
 * Asks the person for the camera with its sound, or for a screen with its own sound, where there is any, and the
 * microphone. Call it from a user's gesture.
 *
 * @param signal - Closes what was opened while the person is still being asked for more.
 * @throws what the browser refuses it with.
 */
export async function openSource(
  source: RecordingSource,
  uploader: Wanted,
  signal: AbortSignal,
): Promise<OpenedSource> {
  const type = recordingType(uploader);
  if (source === 'camera') {
    const stream = await openCamera(pictureOf(uploader, false));
    return { source, stream, type, close: () => stop(stream) };
  }
  const picture = { ...pictureOf(uploader, true), frameRate: { ideal: 30 } };
  const screen = await navigator.mediaDevices.getDisplayMedia({ video: picture, audio: true });
  let voice: MediaStream | null = null;
  let mixer: AudioContext | undefined;
  const close = (): void => {
    stop(screen);
    if (voice) stop(voice);
    void mixer?.close().catch(() => undefined);
    mixer = undefined;
  };
  signal.addEventListener('abort', () => stop(screen), { once: true });
  try {
    signal.throwIfAborted();
    // Who does not want to be heard records the screen all the same.
    voice = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    signal.throwIfAborted();
    const pictures = screen.getVideoTracks();
    // As if it had not been shared.
    if (pictures.every(({ readyState }) => readyState === 'ended')) throw new DOMException('', 'NotAllowedError');
    const sound = [screen, voice].flatMap((stream) => stream?.getAudioTracks() ?? []);
    if (sound.length > 1) mixer = new AudioContext();
    return { source, stream: new MediaStream([...pictures, ...(mixer ? mix(mixer, sound) : sound)]), type, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Makes one track of several: a recorder takes no more. */
function mix(mixer: AudioContext, sound: readonly MediaStreamTrack[]): MediaStreamTrack[] {
  const mixed = mixer.createMediaStreamDestination();
  for (const track of sound) mixer.createMediaStreamSource(new MediaStream([track])).connect(mixed);
  void mixer.resume();
  return mixed.stream.getAudioTracks();
}

async function openCamera(video: MediaTrackConstraints): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  return mediaDevices.getUserMedia({ video, audio: true }).catch((error: unknown) => {
    // Not every machine has a microphone.
    if (error instanceof DOMException && error.name === 'NotFoundError') return mediaDevices.getUserMedia({ video });
    throw error;
  });
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Records what a source shows, and hands it out in pieces until it ends. */
export class MediaRecording {
  readonly #opened: OpenedSource;
  readonly #recorder: MediaRecorder;
  #end: RecordingEnd = 'asked';

  /**
   * @param onChunk - Called with each piece, in order.
   * @param onSilent - Called when the sound has ended, but not the picture.
   * @param onEnd - Called once, after the last piece.
   * @throws where the browser can record nothing of it.
   */
  constructor(
    opened: OpenedSource,
    onChunk: (chunk: Blob) => void,
    onSilent: () => void,
    onEnd: (how: RecordingEnd) => void,
  ) {
    const { stream, source, type } = opened;
    this.#opened = opened;
    this.#recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS[source] });
    this.#recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) onChunk(data);
    });
    this.#recorder.addEventListener('error', () => this.#stop('failed'));
    this.#recorder.addEventListener('stop', () => {
      opened.close();
      onEnd(this.#end);
    });
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', () => this.#stop('ended'));
    for (const track of stream.getAudioTracks())
      track.addEventListener('ended', () => {
        if (this.#recorder.state !== 'inactive') onSilent();
      });
    this.#recorder.start(CHUNK_MS);
  }

  /** What is being recorded, to be looked at meanwhile. */
  get stream(): MediaStream {
    return this.#opened.stream;
  }

  /** Media type of the pieces, without codecs. */
  get type(): string {
    return containerOf(this.#recorder.mimeType) || 'video/webm';
  }

  pause(): void {
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  /** Ends it, unless it has ended. */
  stop(): void {
    this.#stop('asked');
  }

  #stop(how: RecordingEnd): void {
    if (this.#recorder.state === 'inactive') {
      // It stops by itself when every track has ended, or with an error: the last piece is still to come.
      if (how !== 'asked') this.#end = how;
      return;
    }
    this.#end = how;
    this.#recorder.stop();
  }
}
