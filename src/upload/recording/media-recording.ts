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
  /** What has to be let go afterwards, besides the tracks of the stream. */
  readonly close: () => void;
}

/** How a recording came to its end: as it was asked to, because its picture ended, or because recording failed. */
export type RecordingEnd = 'asked' | 'ended' | 'failed';

/** Gives the media type to record in; empty where this browser has none that can be used. */
export function recordingType(): string {
  const { MediaRecorder: Recorder } = window as Partial<typeof globalThis>;
  return (Recorder && TYPES.find((type) => Recorder.isTypeSupported(type))) ?? '';
}

/** Whether this browser can record from a source, on this page. */
export function canRecord(source: RecordingSource): boolean {
  // On insecure pages there are no devices at all; on phones, no screen.
  const devices = (navigator as Partial<Navigator>).mediaDevices as Partial<MediaDevices> | undefined;
  const open = source === 'camera' ? devices?.getUserMedia : devices?.getDisplayMedia;
  return typeof open === 'function' && recordingType() !== '';
}

/**
 * Asks the person for the camera with its sound, or for a screen with its own sound, where there is any, and the
 * microphone. Call it from a user's gesture.
 *
 * @throws what the browser refuses it with.
 */
export async function openSource(source: RecordingSource): Promise<OpenedSource> {
  if (source === 'camera') {
    const stream = await openCamera();
    return { source, stream, close: () => stop(stream) };
  }
  const screen = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio: true });
  // Who does not want to be heard records the screen all the same.
  const voice = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  const sound = [screen, voice].flatMap((stream) => stream?.getAudioTracks() ?? []);
  const mixer = sound.length > 1 ? new AudioContext() : null;
  return {
    source,
    stream: new MediaStream([...screen.getVideoTracks(), ...(mixer ? mix(mixer, sound) : sound)]),
    close: () => {
      stop(screen);
      if (voice) stop(voice);
      void mixer?.close();
    },
  };
}

/** Makes one track of several: a recorder takes no more. */
function mix(mixer: AudioContext, sound: readonly MediaStreamTrack[]): MediaStreamTrack[] {
  const mixed = mixer.createMediaStreamDestination();
  for (const track of sound) mixer.createMediaStreamSource(new MediaStream([track])).connect(mixed);
  void mixer.resume();
  return mixed.stream.getAudioTracks();
}

async function openCamera(): Promise<MediaStream> {
  const video = { width: { ideal: 1280 }, height: { ideal: 720 } };
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
    const { stream, source } = opened;
    this.#opened = opened;
    this.#recorder = new MediaRecorder(stream, { mimeType: recordingType(), videoBitsPerSecond: BITS[source] });
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
    return this.#recorder.mimeType.replace(/;.*/s, '') || 'video/webm';
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
