import type { CfStreamUpload } from '../stream-upload.js';
import type { RecordingSource } from './recording-state.js';

/** Interval at which the browser delivers what it has recorded, in milliseconds: no more can be lost with the page. */
const CHUNK_MS = 1_000;

/**
 * Media types in order of preference. Stream accepts both containers. WebM first: a truncated file is still readable;
 * Safari has only fragmented MP4.
 */
const TYPES = ['video/webm;codecs=vp9,opus', 'video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'];

/** Bits per second. Text on a screen needs more than a face. */
const BITS: Readonly<Record<RecordingSource, number>> = { camera: 2_500_000, screen: 4_000_000 };

/** Opened camera or screen, with its audio. */
export interface OpenedSource {
  readonly source: RecordingSource;
  readonly stream: MediaStream;
  /** Media type for the recording. */
  readonly type: string;
  /** Releases everything that was opened. */
  readonly close: () => void;
}

/** How a recording has ended: as requested, because its video track ended, or because recording failed. */
export type RecordingEnd = 'asked' | 'ended' | 'failed';

/** Parts of the uploader that say what it accepts. */
type Wanted = Pick<CfStreamUpload, 'wants' | 'minResolution' | 'maxResolution'>;

/** Returns the media type to record in; empty if this browser has none that the uploader accepts. */
export function recordingType(uploader: Pick<Wanted, 'wants'>): string {
  const { MediaRecorder: Recorder } = window as Partial<typeof globalThis>;
  const isWanted = (type: string): boolean => uploader.wants({ name: `.${type.slice(6)}`, type });
  return (Recorder && TYPES.find((type) => isWanted(containerOf(type)) && Recorder.isTypeSupported(type))) ?? '';
}

/** Returns a media type without its codecs. */
function containerOf(type: string): string {
  return type.replace(/;.*/s, '');
}

/** Tells whether this browser can record from a source, on this page. */
export function canRecord(source: RecordingSource, uploader: Pick<Wanted, 'wants'>): boolean {
  // Insecure pages have no devices at all; phones have no screen capture.
  const devices = (navigator as Partial<Navigator>).mediaDevices as Partial<MediaDevices> | undefined;
  const open = source === 'camera' ? devices?.getUserMedia : devices?.getDisplayMedia;
  return typeof open === 'function' && recordingType(uploader) !== '';
}

/**
 * Computes the constraints for the resolution. A page's limits are for the longer and the shorter side, in any order.
 * The browser scales down what is too large; what is too small is no reason to fail.
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
 * Asks the person for the camera with its audio, or for a screen with its own audio, if any, and the microphone. Call
 * it during a user gesture.
 *
 * @param signal - Closes what was opened if it aborts while the person is still being asked.
 * @throws The browser's error.
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
    // A person who refuses the microphone still records the screen.
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

/** Mixes several audio tracks into one: a recorder accepts no more. */
function mix(mixer: AudioContext, sound: readonly MediaStreamTrack[]): MediaStreamTrack[] {
  const mixed = mixer.createMediaStreamDestination();
  for (const track of sound) mixer.createMediaStreamSource(new MediaStream([track])).connect(mixed);
  void mixer.resume();
  return mixed.stream.getAudioTracks();
}

async function openCamera(video: MediaTrackConstraints): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  return mediaDevices.getUserMedia({ video, audio: true }).catch((error: unknown) => {
    // Not every device has a microphone.
    if (error instanceof DOMException && error.name === 'NotFoundError') return mediaDevices.getUserMedia({ video });
    throw error;
  });
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Records a source, and delivers the recording in chunks until it ends. */
export class MediaRecording {
  readonly #opened: OpenedSource;
  readonly #recorder: MediaRecorder;
  #end: RecordingEnd = 'asked';

  /**
   * @param onChunk - Called with each chunk, in order.
   * @param onSilent - Called when the audio has ended, but not the video.
   * @param onEnd - Called once, after the last chunk.
   * @throws If the browser cannot record the source.
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

  /** Stream that is being recorded, for the preview. */
  get stream(): MediaStream {
    return this.#opened.stream;
  }

  /** Media type of the chunks, without codecs. */
  get type(): string {
    return containerOf(this.#recorder.mimeType) || 'video/webm';
  }

  pause(): void {
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  resume(): void {
    if (this.#recorder.state === 'paused') this.#recorder.resume();
  }

  /** Stops recording, unless it has ended. */
  stop(): void {
    this.#stop('asked');
  }

  #stop(how: RecordingEnd): void {
    if (this.#recorder.state === 'inactive') {
      // It stops by itself when every track has ended, or with an error: the last chunk is still to come.
      if (how !== 'asked') this.#end = how;
      return;
    }
    this.#end = how;
    this.#recorder.stop();
  }
}
